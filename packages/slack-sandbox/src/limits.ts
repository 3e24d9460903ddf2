/**
 * Every limit of Slack that is counted against, with its source. Lengths are UTF-16 units; of text objects, of the escaped
 * form (whether Slack counts `&amp;` as one or five is not documented).
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
export const TABLE_LIMITS = { columns: 20, rows: 100, pageSize: 100, characters: 10_000, perMessage: 1 } as const;

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
  /** 150 in the documentation, 75 in @slack/types: the documentation counts. */
  optionValue: 150,
  optionUrl: 3000,
  optionGroupLabel: 75,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
} as const;

/** Source: docs.slack.dev/reference/methods/files.getUploadURLExternal; the size is the help centre's. */
export const FILE_LIMITS = { altText: 1000, bytes: 1_000_000_000 } as const;

/** Source: docs.slack.dev/interactivity/handling-user-interaction. */
export const INTERACTION_LIMITS = {
  /** Interactions, commands, submissions, options, events. */
  ackMs: 3000,
  /** A trigger_id opens one view, within this time. */
  triggerLifeMs: 3000,
  responseUrlLifeMs: 30 * 60_000,
  responseUrlUses: 5,
} as const;

/** Source: docs.slack.dev/apis/events-api and events-api/using-socket-mode. */
export const EVENT_LIMITS = {
  /** Waits before the first, second and third redelivery of an event that was not acknowledged. */
  retryAfterMs: [0, 60_000, 5 * 60_000],
  socketConnections: 10,
} as const;

/** Lengths and counts. Source: docs.slack.dev/reference/app-manifest and the schema of slackapi/manifest-schema, 2.0.0. */
export const MANIFEST_LIMITS = {
  name: 35,
  description: 140,
  /** From, to. */
  longDescription: [175, 4000],
  botName: 80,
  commands: 50,
  /** With its slash. */
  command: 32,
  commandDescription: 2000,
  usageHint: 1000,
  commandUrl: 3000,
  /** Of events and of interactivity. */
  requestUrl: 3500,
  /** Global ones and those of messages, each; ten together. */
  shortcutsOfType: 5,
  shortcutName: 24,
  shortcutCallbackId: 255,
  shortcutDescription: 150,
  scopes: 255,
  events: 100,
  /** A scope, an event. */
  word: 50,
} as const;

/** docs.slack.dev/reference/objects/user-object */
export const USER_LIMITS = { statusText: 100 } as const;

/** Largest page; what is returned when the call names no limit. Source: the methods' own pages. */
export const PAGE_LIMITS = {
  "conversations.history": { max: 999, default: 100 },
  "conversations.replies": { max: 1000, default: 1000 },
  "conversations.members": { max: 1000, default: 100 },
  /** No limit: everything at once, as long as the workspace is small. Slack asks for at most 200. */
  "users.list": { max: 1000, default: 1000 },
} as const;

/** Calls a minute per method, workspace and app. Source: docs.slack.dev/apis/web-api/rate-limits. */
export const TIER_PER_MINUTE = { 2: 20, 3: 50, 4: 100 } as const;
export type Tier = keyof typeof TIER_PER_MINUTE;

/** Per channel one message a second, per workspace several hundred a minute: 300 is what we count on. */
export const POST_RATE = { perChannelPerSecond: 1, perWorkspacePerMinute: 300 } as const;

/** Null: several hundred a minute, or not published; not limited in the sandbox. chat.postMessage: `POST_RATE`. */
export const METHOD_TIERS = {
  "auth.test": null,
  "apps.connections.open": 3,
  "blocks.validate": null,
  "chat.postMessage": null,
  "chat.update": 3,
  "chat.delete": 3,
  "chat.postEphemeral": 4,
  "chat.getPermalink": null,
  "conversations.open": 3,
  "conversations.info": 3,
  "conversations.members": 4,
  // Of an app installed from the customer's own manifest; commercially distributed apps get far less.
  "conversations.history": 3,
  "conversations.replies": 3,
  "usergroups.list": 2,
  "usergroups.users.list": 2,
  "users.info": 4,
  "users.list": 2,
  "files.getUploadURLExternal": 4,
  "files.completeUploadExternal": 4,
  "files.delete": 3,
  "files.info": 4,
  "views.open": 4,
  "views.update": 4,
  "views.push": 4,
  "views.publish": 4,
} as const satisfies Record<string, Tier | null>;
export type SlackMethod = keyof typeof METHOD_TIERS;
