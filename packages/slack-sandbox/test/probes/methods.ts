/** Methods of the Web API: a call that Slack answers, and calls that it refuses. */
import type { JsonObject } from "../../src/json.ts";

/** What is there before each probe, by name. */
export interface Place {
  /** A channel in which the app is. */
  room: string;
  /** A private one in which it is not. */
  closed: string;
  /** A public one in which it is not. */
  open: string;
  archived: string;
  ana: string;
  /** Deactivated. */
  gone: string;
  bot: string;
  group: string;
  /** A message of the app in the room, and one of Ana's. */
  ts: string;
  hers: string;
  /** Of Ana's, in a direct message. */
  dm: string;
  /** A fresh one. */
  trigger: string;
  /** A modal that is open in front of Ana, and a fresh trigger that comes from it. */
  view: string;
  triggerInView: string;
  file: string;
}

export interface MethodProbe {
  method: string;
  /** Null: the sandbox serves no such method and refuses every call. */
  accepted: ((place: Place) => JsonObject) | null;
  /** Calls a minute, where Slack names a tier. */
  perMinute?: number;
  refused: [error: string, call: (place: Place) => JsonObject][];
}

const a = (count: number) => "a".repeat(count);
const plain = (text: string) => ({ type: "plain_text", text });
const modal = (more: JsonObject = {}): JsonObject => ({ type: "modal", title: plain("x"), blocks: [], ...more });
const home = (more: JsonObject = {}): JsonObject => ({ type: "home", blocks: [], ...more });
const section = { type: "section", text: plain(a(2900)) };
const event = (payload: JsonObject): JsonObject => ({ event_type: "x", event_payload: payload });
const field = { type: "input", label: plain("x"), element: { type: "plain_text_input" } };

const posting: MethodProbe["refused"] = [
  ["channel_not_found", () => ({ channel: "C00000000", text: "x" })],
  ["channel_not_found", ({ closed }) => ({ channel: closed, text: "x" })],
  ["not_in_channel", ({ open }) => ({ channel: open, text: "x" })],
  ["is_archived", ({ archived }) => ({ channel: archived, text: "x" })],
  ["cannot_dm_bot", ({ bot }) => ({ channel: bot, text: "x" })],
  ["no_text", ({ room }) => ({ channel: room })],
  ["no_text", ({ room }) => ({ channel: room, text: "", blocks: [] })],
  ["invalid_blocks_format", ({ room }) => ({ channel: room, text: "x", blocks: { type: "divider" } })],
  ["invalid_blocks", ({ room }) => ({ channel: room, text: "x", blocks: [{ type: "header" }] })],
  [
    "msg_blocks_too_long",
    ({ room }) => ({ channel: room, text: "x", blocks: [section, section, section, section, section] }),
  ],
  ["invalid_metadata_format", ({ room }) => ({ channel: room, text: "x", metadata: { event_type: "x" } })],
  ["invalid_metadata_schema", ({ room }) => ({ channel: room, text: "x", metadata: event({ a: { b: { c: "d" } } }) })],
  ["metadata_too_large", ({ room }) => ({ channel: room, text: "x", metadata: event({ a: a(9000) }) })],
];

const refusedModals: [string, JsonObject][] = [
  ["invalid_arguments", modal({ title: plain(a(25)) })],
  ["invalid_arguments", modal({ submit: plain(a(25)) })],
  ["invalid_arguments", modal({ close: plain(a(25)) })],
  ["invalid_arguments", modal({ private_metadata: a(3001) })],
  ["invalid_arguments", modal({ callback_id: a(256) })],
  ["invalid_arguments", modal({ blocks: [field] })],
  ["invalid_arguments", modal({ type: "dialog" })],
  ["view_too_large", modal({ blocks: Array.from({ length: 100 }, () => ({ type: "section", text: plain(a(3000)) })) })],
];

/** Source: docs.slack.dev/reference/methods and the method's name. */
export const METHOD_PROBES: MethodProbe[] = [
  { method: "auth.test", accepted: () => ({}), refused: [] },
  {
    method: "chat.postMessage",
    accepted: ({ room }) => ({
      channel: room,
      text: "x",
      blocks: [{ type: "divider" }],
      metadata: event({ a: "b", c: [1, { d: true }] }),
    }),
    refused: [["invalid_arguments", () => ({ text: "x" })], ...posting],
  },
  {
    method: "chat.update",
    perMinute: 50,
    accepted: ({ room, ts }) => ({ channel: room, ts, text: a(4000) }),
    refused: [
      ["msg_too_long", ({ room, ts }) => ({ channel: room, ts, text: a(4001) })],
      ["message_not_found", ({ room }) => ({ channel: room, ts: "1.000001", text: "x" })],
      ["cant_update_message", ({ room, hers }) => ({ channel: room, ts: hers, text: "x" })],
      ["channel_not_found", ({ ana, ts }) => ({ channel: ana, ts, text: "x" })],
      ["no_text", ({ room, ts }) => ({ channel: room, ts })],
      ["invalid_blocks", ({ room, ts }) => ({ channel: room, ts, blocks: [{ type: "header" }] })],
    ],
  },
  {
    method: "chat.delete",
    perMinute: 50,
    accepted: ({ room, ts }) => ({ channel: room, ts }),
    refused: [
      ["message_not_found", ({ room }) => ({ channel: room, ts: "1.000001" })],
      ["cant_delete_message", ({ room, hers }) => ({ channel: room, ts: hers })],
      ["channel_not_found", ({ ts }) => ({ channel: "C00000000", ts })],
    ],
  },
  {
    method: "chat.postEphemeral",
    perMinute: 100,
    accepted: ({ room, ana }) => ({ channel: room, user: ana, text: "x" }),
    refused: [
      ["invalid_arguments", ({ room }) => ({ channel: room, text: "x" })],
      ["user_not_in_channel", ({ room, gone }) => ({ channel: room, user: gone, text: "x" })],
      ["no_text", ({ room, ana }) => ({ channel: room, user: ana })],
      ["not_in_channel", ({ open, ana }) => ({ channel: open, user: ana, text: "x" })],
      ["is_archived", ({ archived, ana }) => ({ channel: archived, user: ana, text: "x" })],
    ],
  },
  {
    method: "chat.getPermalink",
    accepted: ({ room, ts }) => ({ channel: room, message_ts: ts }),
    refused: [
      ["message_not_found", ({ room }) => ({ channel: room, message_ts: "1.000001" })],
      ["channel_not_found", ({ ts }) => ({ channel: "C00000000", message_ts: ts })],
    ],
  },
  {
    method: "conversations.open",
    perMinute: 50,
    accepted: ({ ana }) => ({ users: ana }),
    refused: [
      ["users_list_not_supplied", () => ({})],
      ["user_not_found", () => ({ users: "U00000000" })],
      ["user_disabled", ({ gone }) => ({ users: gone })],
      ["missing_scope", ({ ana, gone }) => ({ users: `${ana},${gone}` })],
      ["channel_not_found", () => ({ channel: "D00000000" })],
    ],
  },
  {
    method: "conversations.info",
    perMinute: 50,
    accepted: ({ room }) => ({ channel: room }),
    refused: [
      ["channel_not_found", ({ closed }) => ({ channel: closed })],
      ["invalid_arguments", () => ({})],
    ],
  },
  {
    method: "conversations.members",
    perMinute: 100,
    accepted: ({ room }) => ({ channel: room, limit: 10 }),
    refused: [
      ["invalid_limit", ({ room }) => ({ channel: room, limit: 0 })],
      ["invalid_cursor", ({ room }) => ({ channel: room, cursor: "x" })],
      ["channel_not_found", ({ closed }) => ({ channel: closed })],
    ],
  },
  {
    method: "conversations.history",
    perMinute: 50,
    accepted: ({ room }) => ({ channel: room, oldest: "0", include_all_metadata: true }),
    refused: [
      ["invalid_ts_oldest", ({ room }) => ({ channel: room, oldest: "yesterday" })],
      ["invalid_ts_latest", ({ room }) => ({ channel: room, latest: "now" })],
      ["not_in_channel", ({ open }) => ({ channel: open })],
      ["channel_not_found", ({ closed }) => ({ channel: closed })],
      ["invalid_cursor", ({ room }) => ({ channel: room, cursor: "x" })],
    ],
  },
  {
    method: "conversations.replies",
    perMinute: 50,
    accepted: ({ room, ts }) => ({ channel: room, ts }),
    refused: [
      ["thread_not_found", ({ room }) => ({ channel: room, ts: "1.000001" })],
      ["channel_not_found", ({ closed, ts }) => ({ channel: closed, ts })],
    ],
  },
  {
    method: "users.info",
    perMinute: 100,
    accepted: ({ gone }) => ({ user: gone }),
    refused: [["user_not_found", () => ({ user: "U00000000" })]],
  },
  {
    method: "users.list",
    perMinute: 20,
    accepted: () => ({ limit: 2 }),
    refused: [["invalid_cursor", () => ({ cursor: "x" })]],
  },
  { method: "usergroups.list", perMinute: 20, accepted: () => ({ include_users: true }), refused: [] },
  {
    method: "usergroups.users.list",
    perMinute: 20,
    accepted: ({ group }) => ({ usergroup: group }),
    refused: [["no_such_subteam", () => ({ usergroup: "S00000000" })]],
  },
  {
    method: "views.open",
    perMinute: 100,
    accepted: ({ trigger }) => ({
      trigger_id: trigger,
      view: modal({ title: plain(a(24)), private_metadata: a(3000), callback_id: a(255) }),
    }),
    refused: [
      ["invalid_trigger_id", () => ({ trigger_id: "1.2.x", view: modal() })],
      ...refusedModals.map(([error, view]): MethodProbe["refused"][number] => [
        error,
        ({ trigger }) => ({ trigger_id: trigger, view }),
      ]),
    ],
  },
  {
    method: "views.push",
    perMinute: 100,
    accepted: ({ triggerInView }) => ({ trigger_id: triggerInView, view: modal() }),
    refused: [
      ["invalid_trigger_id", () => ({ trigger_id: "1.2.x", view: modal() })],
      ["not_found", ({ trigger }) => ({ trigger_id: trigger, view: modal() })],
    ],
  },
  {
    method: "views.update",
    perMinute: 100,
    accepted: ({ view }) => ({ view_id: view, view: modal() }),
    refused: [
      ["not_found", () => ({ view_id: "V00000000", view: modal() })],
      ["hash_conflict", ({ view }) => ({ view_id: view, hash: "1.x", view: modal() })],
      ["invalid_arguments", () => ({ view: modal() })],
    ],
  },
  {
    method: "views.publish",
    perMinute: 100,
    accepted: ({ ana }) => ({ user_id: ana, view: home({ private_metadata: a(3000) }) }),
    refused: [
      ["invalid_arguments", ({ ana }) => ({ user_id: ana, view: home({ private_metadata: a(3001) }) })],
      ["invalid_arguments", ({ ana }) => ({ user_id: ana, view: modal() })],
    ],
  },
  {
    method: "files.getUploadURLExternal",
    perMinute: 100,
    accepted: () => ({ filename: "a.png", length: 3, alt_txt: a(1000) }),
    refused: [
      ["missing_argument", () => ({ filename: "a.png", length: 0 })],
      ["alt_txt_too_large", () => ({ filename: "a.png", length: 3, alt_txt: a(1001) })],
      ["file_upload_size_restricted", () => ({ filename: "a.png", length: 1_000_000_001 })],
    ],
  },
  {
    method: "files.completeUploadExternal",
    perMinute: 100,
    accepted: ({ file }) => ({ files: [{ id: file }] }),
    refused: [
      ["file_not_found", () => ({ files: [{ id: "F00000000" }] })],
      ["channel_not_found", ({ file, closed }) => ({ files: [{ id: file }], channel_id: closed })],
      ["invalid_arguments", () => ({ files: [] })],
    ],
  },
  {
    method: "files.delete",
    perMinute: 50,
    accepted: ({ file }) => ({ file }),
    refused: [["file_not_found", () => ({ file: "F00000000" })]],
  },
  ...[
    ["chat.scheduleMessage", "chat.deleteScheduledMessage", "chat.scheduledMessages.list"],
    ["conversations.list", "conversations.create", "conversations.invite", "conversations.join", "users.conversations"],
    ["users.lookupByEmail", "users.getPresence", "users.profile.get", "dnd.info", "dnd.teamInfo"],
    ["reactions.add", "bookmarks.add", "canvases.create", "conversations.canvases.create"],
    ["oauth.v2.access", "auth.revoke", "apps.uninstall", "team.info", "bots.info", "apps.manifest.validate"],
  ]
    .flat()
    .map((method): MethodProbe => ({ method, accepted: null, refused: [["unknown_method", () => ({})]] })),
];
