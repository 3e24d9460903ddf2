/**
 * Every limit of Slack that we count against, with its source; the sandbox has a table of its own. Lengths are
 * UTF-16 units; of text objects, of the escaped form (whether Slack counts `&amp;` as one or five is not documented).
 */
/** Source: docs.slack.dev/reference/methods/chat.postMessage and chat.update, docs.slack.dev/messaging/message-metadata. */
export const MESSAGE_LIMITS = {
  blocks: 50,
  /** Longer texts of chat.postMessage are cut, without an error. */
  textTruncatedAt: 40_000,
  /** chat.update answers msg_too_long. */
  updateText: 4000,
  /**
   * All blocks of a message together, in units of their JSON: msg_blocks_too_long. Not published; refused from about
   * 13,200 characters on (slackapi/bolt-js#2509, #2867, which also met it below, with much markup around the text).
   */
  blocksUnits: 13_200,
  /** All `markdown` blocks of one message together. */
  markdown: 12_000,
  attachments: 100,
  /** Not published; 8 kB is commonly quoted. */
  metadataBytes: 8000,
} as const;

/** Source: docs.slack.dev/reference/methods/views.open and views.push, docs.slack.dev/reference/views/modal-views. */
export const VIEW_LIMITS = {
  blocks: 100,
  bytes: 250_000,
  title: 24,
  submit: 24,
  close: 24,
  privateMetadata: 3000,
  callbackId: 255,
  externalId: 255,
  /** Views on top of each other. */
  stack: 3,
} as const;

/** Source: docs.slack.dev/reference/block-kit/blocks. */
export const BLOCK_LIMITS = {
  blockId: 255,
  header: 150,
  sectionText: 3000,
  sectionFields: 10,
  sectionField: 2000,
  contextElements: 10,
  actionsElements: 25,
  inputLabel: 2000,
  inputHint: 2000,
  imageUrl: 3000,
  imageAltText: 2000,
  imageTitle: 2000,
  markdown: 12_000,
  /** Not confirmed; seen in the client. */
  richTextIndent: 8,
} as const;

/** Of a table and a data table; `rows` beside the header. Source: docs.slack.dev/reference/block-kit/blocks. */
export const TABLE_LIMITS = { columns: 20, rows: 100, pageSize: 100 } as const;

/** Source: docs.slack.dev/reference/block-kit/block-elements. */
export const ELEMENT_LIMITS = {
  actionId: 255,
  buttonText: 75,
  buttonValue: 2000,
  buttonUrl: 3000,
  accessibilityLabel: 75,
  placeholder: 150,
  selectOptions: 100,
  optionGroups: 100,
  overflowOptions: 5,
  checkboxes: 10,
  radioButtons: 10,
  plainTextInput: 3000,
} as const;

/** Source: docs.slack.dev/reference/block-kit/composition-objects. */
export const COMPOSITION_LIMITS = {
  text: 3000,
  optionText: 75,
  optionDescription: 75,
  /** 150 in the documentation, 75 in @slack/types: Slack takes 150, our own values keep to 75. */
  optionValue: 150,
  optionUrl: 3000,
  optionGroupLabel: 75,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
} as const;

/** Source: docs.slack.dev/reference/methods/files.getUploadURLExternal; the size is the help centre's. */
export const FILE_LIMITS = { altText: 1000, bytes: 1_000_000_000 } as const;
