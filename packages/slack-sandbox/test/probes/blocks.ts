/** Blocks, elements and composition objects: what Slack takes, and the nearest that it refuses. */
import type { JsonObject } from "../../src/json.ts";

/** `on`: where it is shown. */
export interface BlockProbe {
  about: string;
  /** The page of Slack's documentation, below docs.slack.dev/reference/. */
  source: string;
  on: "message" | "modal" | "home";
  accepted: JsonObject[];
  refused: JsonObject[];
  /** What Slack answers; invalid_blocks for messages, invalid_arguments for views when left out. */
  error?: string;
}

const BLOCKS = "block-kit/blocks";
const ELEMENTS = "block-kit/block-elements";
const OBJECTS = "block-kit/composition-objects";

const a = (count: number) => "a".repeat(count);
const times = <Made>(count: number, make: (index: number) => Made): Made[] =>
  Array.from({ length: count }, (_, index) => make(index));
const plain = (text: string): JsonObject => ({ type: "plain_text", text });
const mrkdwn = (text: string): JsonObject => ({ type: "mrkdwn", text });
const section = (more: JsonObject = {}): JsonObject => ({ type: "section", text: mrkdwn("x"), ...more });
const actions = (...elements: JsonObject[]): JsonObject => ({ type: "actions", elements });
const input = (element: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "input",
  block_id: "field",
  label: plain("Field"),
  element: { action_id: "value", ...element },
  ...more,
});
const button = (more: JsonObject = {}): JsonObject => ({ type: "button", text: plain("Go"), ...more });
const option = (index: number, more: JsonObject = {}): JsonObject => ({
  text: plain(`Option ${index}`),
  value: `v${index}`,
  ...more,
});
const select = (count: number, more: JsonObject = {}): JsonObject => ({
  type: "static_select",
  options: times(count, (index) => option(index)),
  ...more,
});
const confirm = (more: JsonObject = {}): JsonObject => ({
  title: plain("Sure?"),
  text: plain("It goes."),
  confirm: plain("Yes"),
  deny: plain("No"),
  ...more,
});
const without = (object: JsonObject, key: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
const image = (more: JsonObject = {}): JsonObject => ({
  type: "image",
  alt_text: "A chart",
  image_url: "https://example.com/a.png",
  ...more,
});
const rich = (...elements: JsonObject[]): JsonObject => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});
const cell = (text: string): JsonObject => ({ type: "raw_text", text });
const rows = (count: number, columns = 2, text = "x") => times(count, () => times(columns, () => cell(text)));
const table = (count: number, columns = 2, more: JsonObject = {}): JsonObject => ({
  type: "table",
  rows: rows(count, columns),
  ...more,
});
const dataTable = (count: number, more: JsonObject = {}): JsonObject => ({
  type: "data_table",
  caption: "Programs",
  rows: rows(count),
  ...more,
});
const MODAL = "modal";
const HOME = "home";
const MESSAGE = "message";

export const BLOCK_PROBES: BlockProbe[] = [
  {
    about: "blocks of a message",
    source: BLOCKS,
    on: MESSAGE,
    accepted: times(50, () => ({ type: "divider" })),
    refused: times(51, () => ({ type: "divider" })),
  },
  {
    about: "blocks of a modal",
    source: "views/modal-views",
    on: MODAL,
    accepted: times(100, () => ({ type: "divider" })),
    refused: times(101, () => ({ type: "divider" })),
  },
  {
    about: "blocks of Home",
    source: "views/home-tab-views",
    on: HOME,
    accepted: times(100, () => ({ type: "divider" })),
    refused: times(101, () => ({ type: "divider" })),
  },
  {
    about: "an unknown type of block",
    source: BLOCKS,
    on: MESSAGE,
    accepted: [section()],
    refused: [section({ type: "paragraph" })],
  },
  {
    about: "a member that is none",
    source: BLOCKS,
    on: MESSAGE,
    accepted: [actions(button())],
    refused: [actions(button({ disabled: true }))],
  },
  {
    about: "block_id, length",
    source: BLOCKS,
    on: MESSAGE,
    accepted: [section({ block_id: a(255) })],
    refused: [section({ block_id: a(256) })],
  },
  {
    about: "block_id, twice",
    source: BLOCKS,
    on: MESSAGE,
    accepted: [section({ block_id: "one" }), section({ block_id: "two" })],
    refused: [section({ block_id: "one" }), section({ block_id: "one" })],
  },
  {
    about: "action_id, length",
    source: ELEMENTS,
    on: MESSAGE,
    accepted: [actions(button({ action_id: a(255) }))],
    refused: [actions(button({ action_id: a(256) }))],
  },
  {
    about: "action_id, twice in a block",
    source: ELEMENTS,
    on: MESSAGE,
    accepted: [actions(button({ action_id: "go" })), actions(button({ action_id: "go" }))],
    refused: [actions(button({ action_id: "go" }), button({ action_id: "go" }))],
  },
  {
    about: "section, text",
    source: `${BLOCKS}/section-block`,
    on: MESSAGE,
    accepted: [section({ text: mrkdwn(a(3000)) })],
    refused: [section({ text: mrkdwn(a(3001)) })],
  },
  {
    about: "section, neither text nor fields",
    source: `${BLOCKS}/section-block`,
    on: MESSAGE,
    accepted: [{ type: "section", fields: [plain("x")] }],
    refused: [{ type: "section" }],
  },
  {
    about: "section, fields",
    source: `${BLOCKS}/section-block`,
    on: MESSAGE,
    accepted: [section({ fields: times(10, () => plain("x")) })],
    refused: [section({ fields: times(11, () => plain("x")) })],
  },
  {
    about: "section, length of a field",
    source: `${BLOCKS}/section-block`,
    on: MESSAGE,
    accepted: [section({ fields: [plain(a(2000))] })],
    refused: [section({ fields: [plain(a(2001))] })],
  },
  {
    about: "section, accessory",
    source: `${ELEMENTS}/datetime-picker-element`,
    on: MODAL,
    accepted: [section({ accessory: button() })],
    refused: [section({ accessory: { type: "datetimepicker" } })],
  },
  {
    about: "header",
    source: `${BLOCKS}/header-block`,
    on: MESSAGE,
    accepted: [{ type: "header", text: plain(a(150)) }],
    refused: [{ type: "header", text: plain(a(151)) }],
  },
  {
    about: "header, text that is no plain text",
    source: `${BLOCKS}/header-block`,
    on: MESSAGE,
    accepted: [{ type: "header", text: plain("x") }],
    refused: [{ type: "header", text: mrkdwn("x") }],
  },
  {
    about: "divider",
    source: `${BLOCKS}/divider-block`,
    on: HOME,
    accepted: [{ type: "divider" }],
    refused: [{ type: "divider", text: plain("x") }],
  },
  {
    about: "context",
    source: `${BLOCKS}/context-block`,
    on: MESSAGE,
    accepted: [{ type: "context", elements: times(10, () => mrkdwn("x")) }],
    refused: [{ type: "context", elements: times(11, () => mrkdwn("x")) }],
  },
  {
    about: "context, elements",
    source: `${BLOCKS}/context-block`,
    on: MESSAGE,
    accepted: [{ type: "context", elements: [image()] }],
    refused: [{ type: "context", elements: [button()] }],
  },
  {
    about: "actions",
    source: `${BLOCKS}/actions-block`,
    on: MESSAGE,
    accepted: [actions(...times(25, (index) => button({ action_id: `a${index}` })))],
    refused: [actions(...times(26, (index) => button({ action_id: `a${index}` })))],
  },
  {
    about: "image, alt_text",
    source: `${BLOCKS}/image-block`,
    on: MESSAGE,
    accepted: [image({ alt_text: a(2000) })],
    refused: [image({ alt_text: a(2001) })],
  },
  {
    about: "image, no alt_text",
    source: `${BLOCKS}/image-block`,
    on: MESSAGE,
    accepted: [image()],
    refused: [without(image(), "alt_text")],
  },
  {
    about: "image, title",
    source: `${BLOCKS}/image-block`,
    on: MESSAGE,
    accepted: [image({ title: plain(a(2000)) })],
    refused: [image({ title: plain(a(2001)) })],
  },
  {
    about: "image, image_url",
    source: `${BLOCKS}/image-block`,
    on: MESSAGE,
    accepted: [image({ image_url: `https://example.com/${a(2980)}` })],
    refused: [image({ image_url: `https://example.com/${a(2981)}` })],
  },
  {
    about: "image, a file that is not there",
    source: `${BLOCKS}/image-block`,
    on: MESSAGE,
    accepted: [image()],
    refused: [{ type: "image", alt_text: "x", slack_file: { id: "F0000000000" } }],
  },
  {
    about: "input, label",
    source: `${BLOCKS}/input-block`,
    on: MODAL,
    accepted: [input({ type: "plain_text_input" }, { label: plain(a(2000)) })],
    refused: [input({ type: "plain_text_input" }, { label: plain(a(2001)) })],
  },
  {
    about: "input, hint",
    source: `${BLOCKS}/input-block`,
    on: MODAL,
    accepted: [input({ type: "plain_text_input" }, { hint: plain(a(2000)) })],
    refused: [input({ type: "plain_text_input" }, { hint: plain(a(2001)) })],
  },
  {
    about: "input, a button in it",
    source: `${BLOCKS}/input-block`,
    on: MODAL,
    accepted: [input({ type: "plain_text_input" })],
    refused: [input(button())],
  },
  {
    about: "markdown",
    source: `${BLOCKS}/markdown-block`,
    on: MESSAGE,
    accepted: [{ type: "markdown", text: a(12_000) }],
    refused: [
      { type: "markdown", text: a(6000) },
      { type: "markdown", text: a(6001) },
    ],
  },
  {
    about: "markdown in a modal",
    source: `${BLOCKS}/markdown-block`,
    on: MODAL,
    accepted: [section()],
    refused: [{ type: "markdown", text: "x" }],
  },
  {
    about: "alert, which is of modals",
    source: `${BLOCKS}/alert-block`,
    on: MODAL,
    accepted: [{ type: "alert", text: plain("x"), level: "warning" }],
    refused: [{ type: "alert", text: plain("x"), level: "loud" }],
  },
  {
    about: "alert in a message",
    source: `${BLOCKS}/alert-block`,
    on: MESSAGE,
    accepted: [section()],
    refused: [{ type: "alert", text: plain("x") }],
  },
  {
    about: "rich text, a link that is no address",
    source: `${BLOCKS}/rich-text-block`,
    on: MESSAGE,
    accepted: [rich({ type: "link", url: "https://example.com" })],
    refused: [rich({ type: "link", url: "example" })],
  },
  {
    about: "rich text, an element that is none",
    source: `${BLOCKS}/rich-text-block`,
    on: MESSAGE,
    accepted: [rich({ type: "text", text: "x", style: { bold: true } })],
    refused: [rich({ type: "mrkdwn", text: "x" })],
  },
  {
    about: "rich text, a list in a list",
    source: `${BLOCKS}/rich-text-block`,
    on: MESSAGE,
    accepted: [
      { type: "rich_text", elements: [{ type: "rich_text_list", style: "bullet", elements: rich().elements ?? [] }] },
    ],
    refused: [{ type: "rich_text", elements: [{ type: "rich_text_list", style: "dotted", elements: [] }] }],
  },
  {
    about: "table, rows",
    source: `${BLOCKS}/table-block`,
    on: MESSAGE,
    accepted: [table(100)],
    refused: [table(101)],
  },
  {
    about: "table, cells of a row",
    source: `${BLOCKS}/table-block`,
    on: MESSAGE,
    accepted: [table(1, 20)],
    refused: [table(1, 21)],
  },
  {
    about: "table, characters in all",
    source: `${BLOCKS}/table-block`,
    on: MESSAGE,
    accepted: [{ type: "table", rows: [[cell(a(5000)), cell(a(5000))]] }],
    refused: [{ type: "table", rows: [[cell(a(5000)), cell(a(5001))]] }],
  },
  {
    about: "tables, two in a message",
    source: `${BLOCKS}/table-block`,
    on: MESSAGE,
    accepted: [table(1)],
    refused: [table(1), dataTable(2)],
    error: "invalid_attachments",
  },
  {
    about: "table in a modal",
    source: `${BLOCKS}/table-block`,
    on: MODAL,
    accepted: [section()],
    refused: [table(1)],
  },
  {
    about: "data table, rows",
    source: `${BLOCKS}/data-table-block`,
    on: MESSAGE,
    accepted: [dataTable(101)],
    refused: [dataTable(102)],
  },
  {
    about: "data table, nothing but a header",
    source: `${BLOCKS}/data-table-block`,
    on: MESSAGE,
    accepted: [dataTable(2)],
    refused: [dataTable(1)],
  },
  {
    about: "data table, caption",
    source: `${BLOCKS}/data-table-block`,
    on: MESSAGE,
    accepted: [dataTable(2)],
    refused: [without(dataTable(2), "caption")],
  },
  {
    about: "data table, rows of another length",
    source: `${BLOCKS}/data-table-block`,
    on: MESSAGE,
    accepted: [dataTable(2)],
    refused: [dataTable(2, { rows: [...rows(1, 2), ...rows(1, 3)] })],
  },
  {
    about: "data table, rich text in the header",
    source: `${BLOCKS}/data-table-block`,
    on: MESSAGE,
    accepted: [dataTable(2, { rows: [[cell("x")], [rich({ type: "text", text: "x" })]] })],
    refused: [dataTable(2, { rows: [[rich({ type: "text", text: "x" })], [cell("x")]] })],
  },
  {
    about: "data table, page_size",
    source: `${BLOCKS}/data-table-block`,
    on: MESSAGE,
    accepted: [dataTable(2, { page_size: 100 })],
    refused: [dataTable(2, { page_size: 101 })],
  },
  {
    about: "data table, row header beyond the columns",
    source: `${BLOCKS}/data-table-block`,
    on: MESSAGE,
    accepted: [dataTable(2, { row_header_column_index: 1 })],
    refused: [dataTable(2, { row_header_column_index: 2 })],
  },
  {
    about: "button, text",
    source: `${ELEMENTS}/button-element`,
    on: MESSAGE,
    accepted: [actions(button({ text: plain(a(75)) }))],
    refused: [actions(button({ text: plain(a(76)) }))],
  },
  {
    about: "button, value",
    source: `${ELEMENTS}/button-element`,
    on: MESSAGE,
    accepted: [actions(button({ value: a(2000) }))],
    refused: [actions(button({ value: a(2001) }))],
  },
  {
    about: "button, url",
    source: `${ELEMENTS}/button-element`,
    on: MESSAGE,
    accepted: [actions(button({ url: "https://example.com" }))],
    refused: [actions(button({ url: `https://example.com/${a(3000)}` }))],
  },
  {
    about: "button, style",
    source: `${ELEMENTS}/button-element`,
    on: MESSAGE,
    accepted: [actions(button({ style: "danger" }))],
    refused: [actions(button({ style: "default" }))],
  },
  {
    about: "button, accessibility_label",
    source: `${ELEMENTS}/button-element`,
    on: MESSAGE,
    accepted: [actions(button({ accessibility_label: a(75) }))],
    refused: [actions(button({ accessibility_label: a(76) }))],
  },
  ...["title", "text", "confirm", "deny"].map(
    (part): BlockProbe => ({
      about: `confirmation without ${part}`,
      source: `${OBJECTS}/confirmation-dialog-object`,
      on: MESSAGE,
      accepted: [actions(button({ confirm: confirm() }))],
      refused: [actions(button({ confirm: without(confirm(), part) }))],
    }),
  ),
  ...Object.entries({ title: 100, text: 300, confirm: 30, deny: 30 }).map(
    ([part, most]): BlockProbe => ({
      about: `confirmation, length of ${part}`,
      source: `${OBJECTS}/confirmation-dialog-object`,
      on: MESSAGE,
      accepted: [actions(button({ confirm: confirm({ [part]: plain(a(most)) }) }))],
      refused: [actions(button({ confirm: confirm({ [part]: plain(a(most + 1)) }) }))],
    }),
  ),
  {
    about: "text object, empty",
    source: `${OBJECTS}/text-object`,
    on: MESSAGE,
    accepted: [section({ text: plain("x") })],
    refused: [section({ text: plain("") })],
  },
  {
    about: "option, text",
    source: `${OBJECTS}/option-object`,
    on: MESSAGE,
    accepted: [actions(select(0, { options: [option(1, { text: plain(a(75)) })] }))],
    refused: [actions(select(0, { options: [option(1, { text: plain(a(76)) })] }))],
  },
  {
    about: "option, value",
    source: `${OBJECTS}/option-object`,
    on: MESSAGE,
    accepted: [actions(select(0, { options: [option(1, { value: a(150) })] }))],
    refused: [actions(select(0, { options: [option(1, { value: a(151) })] }))],
  },
  {
    about: "option, description",
    source: `${OBJECTS}/option-object`,
    on: MESSAGE,
    accepted: [actions(select(0, { options: [option(1, { description: plain(a(75)) })] }))],
    refused: [actions(select(0, { options: [option(1, { description: plain(a(76)) })] }))],
  },
  {
    about: "option, url outside of an overflow menu",
    source: `${OBJECTS}/option-object`,
    on: MESSAGE,
    accepted: [actions({ type: "overflow", options: [option(1, { url: "https://example.com" })] })],
    refused: [actions(select(0, { options: [option(1, { url: "https://example.com" })] }))],
  },
  {
    about: "static_select, options",
    source: `${ELEMENTS}/select-menu-element`,
    on: MESSAGE,
    accepted: [actions(select(100))],
    refused: [actions(select(101))],
  },
  {
    about: "static_select, neither options nor groups",
    source: `${ELEMENTS}/select-menu-element`,
    on: MESSAGE,
    accepted: [actions(select(1))],
    refused: [actions({ type: "static_select" })],
  },
  {
    about: "static_select, groups",
    source: `${ELEMENTS}/select-menu-element`,
    on: MESSAGE,
    accepted: [
      actions({
        type: "static_select",
        option_groups: times(100, () => ({ label: plain("x"), options: [option(1)] })),
      }),
    ],
    refused: [
      actions({
        type: "static_select",
        option_groups: times(101, () => ({ label: plain("x"), options: [option(1)] })),
      }),
    ],
  },
  {
    about: "option group, label",
    source: `${OBJECTS}/option-group-object`,
    on: MESSAGE,
    accepted: [actions({ type: "static_select", option_groups: [{ label: plain(a(75)), options: [option(1)] }] })],
    refused: [actions({ type: "static_select", option_groups: [{ label: plain(a(76)), options: [option(1)] }] })],
  },
  {
    about: "static_select, initial option that is none of its own",
    source: `${ELEMENTS}/select-menu-element`,
    on: MESSAGE,
    accepted: [actions(select(2, { initial_option: option(1) }))],
    refused: [actions(select(2, { initial_option: option(5) }))],
  },
  {
    about: "placeholder",
    source: `${ELEMENTS}/select-menu-element`,
    on: MESSAGE,
    accepted: [actions({ type: "users_select", placeholder: plain(a(150)) })],
    refused: [actions({ type: "users_select", placeholder: plain(a(151)) })],
  },
  {
    about: "multi_static_select, most that may be chosen",
    source: `${ELEMENTS}/multi-select-menu-element`,
    on: MODAL,
    accepted: [input(select(3, { type: "multi_static_select", max_selected_items: 1 }))],
    refused: [input(select(3, { type: "multi_static_select", max_selected_items: 0 }))],
  },
  {
    about: "conversations_select, filter",
    source: `${OBJECTS}/conversation-filter-object`,
    on: MODAL,
    accepted: [input({ type: "conversations_select", filter: { include: ["public"] } })],
    refused: [input({ type: "conversations_select", filter: { include: ["secret"] } })],
  },
  {
    about: "overflow",
    source: `${ELEMENTS}/overflow-menu-element`,
    on: MESSAGE,
    accepted: [actions({ type: "overflow", options: times(5, (index) => option(index)) })],
    refused: [actions({ type: "overflow", options: times(6, (index) => option(index)) })],
  },
  {
    about: "checkboxes",
    source: `${ELEMENTS}/checkboxes-element`,
    on: MESSAGE,
    accepted: [actions({ type: "checkboxes", options: times(10, (index) => option(index)) })],
    refused: [actions({ type: "checkboxes", options: times(11, (index) => option(index)) })],
  },
  {
    about: "radio_buttons",
    source: `${ELEMENTS}/radio-button-group-element`,
    on: MESSAGE,
    accepted: [actions({ type: "radio_buttons", options: times(10, (index) => option(index)) })],
    refused: [actions({ type: "radio_buttons", options: times(11, (index) => option(index)) })],
  },
  {
    about: "datepicker",
    source: `${ELEMENTS}/date-picker-element`,
    on: MESSAGE,
    accepted: [actions({ type: "datepicker", initial_date: "2026-02-28" })],
    refused: [actions({ type: "datepicker", initial_date: "2026-02-30" })],
  },
  {
    about: "timepicker",
    source: `${ELEMENTS}/time-picker-element`,
    on: MESSAGE,
    accepted: [actions({ type: "timepicker", initial_time: "23:59" })],
    refused: [actions({ type: "timepicker", initial_time: "24:00" })],
  },
  {
    about: "datetimepicker",
    source: `${ELEMENTS}/datetime-picker-element`,
    on: MESSAGE,
    accepted: [actions({ type: "datetimepicker", initial_date_time: 1_628_633_820 })],
    refused: [actions({ type: "datetimepicker", initial_date_time: 162_863_382 })],
  },
  {
    about: "datetimepicker on Home",
    source: `${ELEMENTS}/datetime-picker-element`,
    on: HOME,
    accepted: [actions(button())],
    refused: [actions({ type: "datetimepicker" })],
  },
  {
    about: "plain_text_input, max_length",
    source: `${ELEMENTS}/plain-text-input-element`,
    on: MODAL,
    accepted: [input({ type: "plain_text_input", max_length: 3000 })],
    refused: [input({ type: "plain_text_input", max_length: 3001 })],
  },
  {
    about: "plain_text_input, min_length",
    source: `${ELEMENTS}/plain-text-input-element`,
    on: MODAL,
    accepted: [input({ type: "plain_text_input", min_length: 3000 })],
    refused: [input({ type: "plain_text_input", min_length: 3001 })],
  },
  {
    about: "number_input",
    source: `${ELEMENTS}/number-input-element`,
    on: MODAL,
    accepted: [input({ type: "number_input", is_decimal_allowed: false })],
    refused: [input({ type: "number_input" })],
  },
  ...["number_input", "url_text_input", "email_text_input"].map(
    (type): BlockProbe => ({
      about: `${type} in a message`,
      source: ELEMENTS,
      on: MESSAGE,
      accepted: [input({ type: "plain_text_input" })],
      refused: [input({ type, ...(type === "number_input" && { is_decimal_allowed: true }) })],
    }),
  ),
  {
    about: "focus_on_load, twice",
    source: `${ELEMENTS}/plain-text-input-element`,
    on: MODAL,
    accepted: [input({ type: "plain_text_input", focus_on_load: true })],
    refused: times(2, (index) => input({ type: "plain_text_input", focus_on_load: true }, { block_id: `b${index}` })),
  },
];
