/**
 * Slack's limits with their sources; the sandbox has its own table. Lengths are UTF-16 units, of escaped text (whether
 * Slack counts `&amp;` as one or five is not documented).
 */
/** Source: docs.slack.dev/reference/methods/chat.postMessage and chat.update, docs.slack.dev/messaging/message-metadata. */
export const MESSAGE_LIMITS = {
  blocks: 50,
  /** chat.update answers msg_too_long. */
  updateText: 4000,
  /**
   * JSON length of all blocks of a message: msg_blocks_too_long. Undocumented; refused from about 13,200 on, or less
   * with much markup (slackapi/bolt-js#2509, #2867).
   */
  blocksUnits: 13_200,
} as const;

/** Source: docs.slack.dev/reference/methods/views.open and views.push, docs.slack.dev/reference/views/modal-views. */
export const VIEW_LIMITS = {
  blocks: 100,
  bytes: 250_000,
  /** Letters of the title, and of the words of each button. */
  title: 24,
  privateMetadata: 3000,
} as const;

/** Source: docs.slack.dev/reference/block-kit/blocks. */
export const BLOCK_LIMITS = {
  header: 150,
  actionsElements: 25,
  inputLabel: 2000,
  inputHint: 2000,
  imageAltText: 2000,
} as const;

/** Source: docs.slack.dev/reference/block-kit/block-elements. */
export const ELEMENT_LIMITS = {
  buttonText: 75,
  placeholder: 150,
  selectOptions: 100,
  overflowOptions: 5,
  checkboxes: 10,
  radioButtons: 10,
  plainTextInput: 3000,
} as const;

/** Source: docs.slack.dev/reference/block-kit/composition-objects. */
export const COMPOSITION_LIMITS = {
  text: 3000,
  /** The description of an option and the label of a group, too. */
  optionText: 75,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
} as const;

/** Source: docs.slack.dev/reference/methods/files.getUploadURLExternal; the size is the help centre's. */
export const FILE_LIMITS = { altText: 1000 } as const;
