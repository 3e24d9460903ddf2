import { describe, expect, it } from "vitest";
import { problemsInBlocks, problemsInView } from "../src/block-kit.ts";
import { escapedLength } from "../src/block-kit-elements.ts";
import type { Json, JsonObject } from "../src/json.ts";
import { worded } from "../src/shapes.ts";

const plain = (text: string): JsonObject => ({ type: "plain_text", text });
const mrkdwn = (text: string): JsonObject => ({ type: "mrkdwn", text });
const option = (value: string): JsonObject => ({ text: plain(value), value });
const options = (count: number): JsonObject[] => Array.from({ length: count }, (_, index) => option(`o${index}`));
const section = (text: string): JsonObject => ({ type: "section", text: mrkdwn(text) });
const actions = (...elements: JsonObject[]): JsonObject => ({ type: "actions", elements });
const button = (members: JsonObject = {}): JsonObject => ({ type: "button", text: plain("Go"), ...members });
const richText = (...elements: JsonObject[]): JsonObject => ({ type: "rich_text", elements });
const leaf = (members: JsonObject): JsonObject => richText({ type: "rich_text_section", elements: [members] });
const input = (element: JsonObject, members: JsonObject = {}): JsonObject => ({
  type: "input",
  block_id: "b",
  label: plain("Label"),
  element: { action_id: "a", ...element },
  ...members,
});
const textInput = (members: JsonObject = {}): JsonObject => input({ type: "plain_text_input", ...members });
const modal = (blocks: Json[], members: JsonObject = {}): JsonObject => ({
  type: "modal",
  title: plain("Title"),
  submit: plain("Send"),
  blocks,
  ...members,
});
const x = (length: number): string => "x".repeat(length);

const inMessage = (blocks: Json): string[] => worded(problemsInBlocks(blocks));
const inModal = (view: Json): string[] => worded(problemsInView(view));

describe("blocks of a message", () => {
  it.each<[string, JsonObject]>([
    ["a section at its limit", section(x(3000))],
    ["fields", { type: "section", fields: Array.from({ length: 10 }, () => mrkdwn(x(2000))) }],
    ["a section with a button", { ...section("x"), accessory: button() }],
    ["a header", { type: "header", text: plain(x(150)) }],
    ["a divider", { type: "divider", block_id: x(255) }],
    ["a context", { type: "context", elements: [mrkdwn("x"), plain("y")] }],
    ["25 elements", actions(...Array.from({ length: 25 }, () => button()))],
    ["an image", { type: "image", image_url: "https://example.com/x.png", alt_text: "x", title: plain("x") }],
    ["markdown", { type: "markdown", text: x(12_000) }],
    ["rich text", leaf({ type: "text", text: "x", style: { bold: true } })],
    [
      "a rich list",
      richText({ type: "rich_text_list", style: "bullet", elements: [{ type: "rich_text_section", elements: [] }] }),
    ],
    ["a text input", textInput()],
    ["a date", input({ type: "datepicker", initial_date: "2026-02-28" })],
    ["a moment", actions({ type: "datetimepicker", initial_date_time: 1_772_442_000 })],
    [
      "a select with groups",
      actions({ type: "static_select", option_groups: [{ label: plain("g"), options: options(100) }] }),
    ],
    ["an overflow", actions({ type: "overflow", options: options(5) })],
    [
      "a confirmation",
      actions(
        button({
          confirm: { title: plain("t"), text: mrkdwn("?"), confirm: plain("Yes"), deny: plain("No"), style: "danger" },
        }),
      ),
    ],
  ])("may hold %s", (_, block) => {
    expect(inMessage([block])).toEqual([]);
  });

  it.each<[string, JsonObject, string[]]>([
    [
      "a text too long",
      section(x(3001)),
      [
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
      ],
    ],
    [
      "an empty text",
      section(""),
      [
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
      ],
    ],
    [
      "mrkdwn in a header",
      { type: "header", text: mrkdwn("x") },
      [
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
      ],
    ],
    ["a section without text", { type: "section" }, ["missing required field: text [json-pointer:/blocks/0]"]],
    ["an unknown block", { type: "card" }, ["unsupported type: card [json-pointer:/blocks/0/type]"]],
    ["a block without a type", { text: plain("x") }, ["missing required field: type [json-pointer:/blocks/0]"]],
    [
      "an alert, which is for modals",
      { type: "alert", text: plain("x") },
      ["unsupported type: alert [json-pointer:/blocks/0/type]"],
    ],
    [
      "a property Slack does not know",
      actions(button({ disabled: true })),
      ["invalid additional property: disabled [json-pointer:/blocks/0/elements/0]"],
    ],
    [
      "26 elements",
      actions(...Array.from({ length: 26 }, () => button())),
      ["no more than 25 items allowed [json-pointer:/blocks/0/elements]"],
    ],
    [
      "11 fields",
      { type: "section", fields: Array.from({ length: 11 }, () => mrkdwn("x")) },
      ["no more than 10 items allowed [json-pointer:/blocks/0/fields]"],
    ],
    [
      "11 elements of context",
      { type: "context", elements: Array.from({ length: 11 }, () => mrkdwn("x")) },
      ["no more than 10 items allowed [json-pointer:/blocks/0/elements]"],
    ],
    [
      "a button's value too long",
      actions(button({ value: x(2001) })),
      ["must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]"],
    ],
    [
      "an unknown style",
      actions(button({ style: "warning" })),
      ["must be one of primary, danger [json-pointer:/blocks/0/elements/0/style]"],
    ],
    [
      "an address that is none",
      actions(button({ url: "javascript:alert(1)" })),
      ["must be a valid URL [json-pointer:/blocks/0/elements/0/url]"],
    ],
    [
      "one action_id twice in a block",
      actions(button({ action_id: "x" }), button({ action_id: "x" })),
      ['`action_id` "x" already exists [json-pointer:/blocks/0/elements/1/action_id]'],
    ],
    [
      "six overflow options",
      actions({ type: "overflow", options: options(6) }),
      ["no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]"],
    ],
    [
      "101 options",
      actions({ type: "static_select", options: options(101) }),
      ["no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]"],
    ],
    [
      "a select without options",
      actions({ type: "static_select" }),
      ["missing required field: options [json-pointer:/blocks/0/elements/0]"],
    ],
    [
      "an option without a value",
      actions({ type: "static_select", options: [{ text: plain("x") }] }),
      ["missing required field: value [json-pointer:/blocks/0/elements/0/options/0]"],
    ],
    [
      "a value too long",
      actions({ type: "static_select", options: [{ text: plain("x"), value: x(151) }] }),
      ["must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]"],
    ],
    [
      "an initial option that is not offered",
      actions({ type: "static_select", options: options(2), initial_option: option("else") }),
      ["must match one of the options [json-pointer:/blocks/0/elements/0/initial_option]"],
    ],
    [
      "initial options that are none",
      actions({ type: "checkboxes", options: options(2), initial_options: [] }),
      ["no less than 1 items allowed [json-pointer:/blocks/0/elements/0/initial_options]"],
    ],
    [
      "eleven boxes",
      actions({ type: "checkboxes", options: options(11) }),
      ["no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]"],
    ],
    [
      "a day that is not in the calendar",
      actions({ type: "datepicker", initial_date: "2026-02-30" }),
      ["must be a date as YYYY-MM-DD [json-pointer:/blocks/0/elements/0/initial_date]"],
    ],
    [
      "a time that is not on the clock",
      actions({ type: "timepicker", initial_time: "24:00" }),
      ["must be a time as HH:mm [json-pointer:/blocks/0/elements/0/initial_time]"],
    ],
    [
      "a moment beside a section",
      { ...section("x"), accessory: { type: "datetimepicker" } },
      ["unsupported type: datetimepicker [json-pointer:/blocks/0/accessory/type]"],
    ],
    [
      "a number input, which is for modals",
      input({ type: "number_input", is_decimal_allowed: false }),
      ["unsupported type: number_input [json-pointer:/blocks/0/element/type]"],
    ],
    [
      "an input without ids",
      { type: "input", label: plain("x"), element: { type: "plain_text_input" } },
      [
        "missing required field: block_id [json-pointer:/blocks/0]",
        "missing required field: action_id [json-pointer:/blocks/0/element]",
      ],
    ],
    [
      "a confirmation without text",
      actions(button({ confirm: { title: plain("x") } })),
      ["text", "confirm", "deny"].map(
        (part) => `missing required field: ${part} [json-pointer:/blocks/0/elements/0/confirm]`,
      ),
    ],
    [
      "an image without a description",
      { type: "image", image_url: "https://example.com/x.png" },
      ["missing required field: alt_text [json-pointer:/blocks/0]"],
    ],
    [
      "empty rich text",
      leaf({ type: "text", text: "" }),
      ["must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]"],
    ],
    [
      "a style that rich text lacks",
      leaf({ type: "text", text: "x", style: { blink: true } }),
      ["invalid additional property: blink [json-pointer:/blocks/0/elements/0/elements/0/style]"],
    ],
    [
      "a list in a list",
      richText({ type: "rich_text_list", style: "bullet", elements: [{ type: "rich_text_list" }] }),
      ["unsupported type: rich_text_list [json-pointer:/blocks/0/elements/0/elements/0/type]"],
    ],
  ])("may not hold %s", (_, block, problems) => {
    expect(inMessage([block])).toEqual(problems);
  });

  it("are at most fifty", () => {
    expect(inMessage(Array.from({ length: 50 }, () => section("x")))).toEqual([]);
    expect(inMessage(Array.from({ length: 51 }, () => section("x")))).toEqual([
      "no more than 50 items allowed [json-pointer:/blocks]",
    ]);
  });

  it("have one block_id each", () => {
    const twice = [
      { ...section("x"), block_id: "a" },
      { ...section("y"), block_id: "a" },
    ];
    expect(inMessage(twice)).toEqual(['`block_id` "a" already exists [json-pointer:/blocks/1/block_id]']);
  });

  it("may use one action_id in several blocks", () => {
    expect(inMessage([actions(button({ action_id: "x" })), actions(button({ action_id: "x" }))])).toEqual([]);
  });

  it("hold 12,000 characters of markdown together", () => {
    const markdown = (length: number) => ({ type: "markdown", text: x(length) });
    expect(inMessage([markdown(6000), markdown(6000)])).toEqual([]);
    expect(inMessage([markdown(6000), markdown(6001)])).toEqual([
      "all markdown blocks must be less than 12001 characters [json-pointer:/blocks]",
    ]);
  });
});

describe("a modal", () => {
  it.each<[string, JsonObject]>([
    [
      "every kind of input",
      modal([
        textInput({ min_length: 0, max_length: 3000, initial_value: "x", multiline: true }),
        {
          ...input({
            type: "number_input",
            is_decimal_allowed: true,
            min_value: "0",
            max_value: "10",
            initial_value: "2.5",
          }),
          block_id: "c",
        },
        { ...input({ type: "url_text_input", initial_value: "https://example.com" }), block_id: "d" },
        { ...input({ type: "email_text_input", initial_value: "ana@example.com" }), block_id: "e" },
        { ...input({ type: "multi_users_select", initial_users: ["U1"], max_selected_items: 1 }), block_id: "f" },
        { ...input({ type: "radio_buttons", options: options(10), initial_option: option("o1") }), block_id: "g" },
      ]),
    ],
    ["an alert", modal([{ type: "alert", text: mrkdwn("x"), level: "error" }], {})],
    [
      "titles at their limit",
      modal([], { title: plain(x(24)), submit: plain(x(24)), close: plain(x(24)), private_metadata: x(3000) }),
    ],
    ["no submit where there is no input", { type: "modal", title: plain("x"), blocks: [section("x")] }],
  ])("may have %s", (_, view) => {
    expect(inModal(view)).toEqual([]);
  });

  it.each<[string, JsonObject, string[]]>([
    [
      "an input without a submit",
      { type: "modal", title: plain("x"), blocks: [textInput()] },
      ["missing required field: submit [json-pointer:/view]"],
    ],
    [
      "a title too long",
      modal([], { title: plain(x(25)) }),
      [
        "failed to match all allowed schemas [json-pointer:/view/title]",
        "must be less than 25 characters [json-pointer:/view/title/text]",
      ],
    ],
    [
      "private_metadata too long",
      modal([], { private_metadata: x(3001) }),
      ["must be less than 3001 characters [json-pointer:/view/private_metadata]"],
    ],
    [
      "markdown",
      modal([{ type: "markdown", text: "x" }]),
      ["unsupported type: markdown [json-pointer:/view/blocks/0/type]"],
    ],
    [
      "101 blocks",
      modal(Array.from({ length: 101 }, () => section("x"))),
      ["no more than 100 items allowed [json-pointer:/view/blocks]"],
    ],
    ["another type", modal([], { type: "home" }), ["must be one of modal [json-pointer:/view/type]"]],
    [
      "a property Slack does not know",
      modal([], { width: 3 }),
      ["invalid additional property: width [json-pointer:/view]"],
    ],
    [
      "a least length above the most",
      modal([textInput({ min_length: 5, max_length: 4 })]),
      ["must not be more than max_length [json-pointer:/view/blocks/0/element/min_length]"],
    ],
    [
      "an initial text longer than allowed",
      modal([textInput({ max_length: 3, initial_value: "four" })]),
      ["must be less than 4 characters [json-pointer:/view/blocks/0/element/initial_value]"],
    ],
    [
      "an initial number out of bounds",
      modal([input({ type: "number_input", is_decimal_allowed: false, max_value: "5", initial_value: "6" })]),
      ["Please enter a number of at most 5. [json-pointer:/view/blocks/0/element/initial_value]"],
    ],
    [
      "a number input that does not say whether decimals are allowed",
      modal([input({ type: "number_input" })]),
      ["missing required field: is_decimal_allowed [json-pointer:/view/blocks/0/element]"],
    ],
    [
      "more people than may be selected",
      modal([input({ type: "multi_users_select", initial_users: ["U1", "U2"], max_selected_items: 1 })]),
      ["no more than 1 items allowed [json-pointer:/view/blocks/0/element/initial_users]"],
    ],
    [
      "two fields that want the focus",
      modal([textInput({ focus_on_load: true }), { ...textInput({ focus_on_load: true }), block_id: "c" }]),
      ["only one element may have focus_on_load in a modal [json-pointer:/view/blocks]"],
    ],
  ])("may not have %s", (_, view, problems) => {
    expect(inModal(view)).toEqual(problems);
  });
});

describe("the length of a text object", () => {
  it("is that of its escaped form", () => {
    expect(escapedLength("a & b < c", false)).toBe("a &amp; b &lt; c".length);
    expect(escapedLength("a &amp; b <https://x.y|z>", true)).toBe("a &amp; b <https://x.y|z>".length);
    expect(escapedLength("a & b", true)).toBe("a &amp; b".length);
    expect(inMessage([{ type: "header", text: plain(`${x(148)}&`) }])).toContain(
      "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    );
  });
});
