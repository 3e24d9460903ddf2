/** What the builders of blocks make of any text and of any number of things, judged as Slack does. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KnownBlock } from "@slack/types";
import { asJson, problemsInBlocks, problemsInView } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import {
  actions,
  button,
  confirmation,
  context,
  countLeft,
  header,
  image,
  imageBeside,
  linesWithin,
  menu,
  multiSelect,
  option,
  overflow,
  plainContext,
  plainSection,
  quote,
  section,
  sectionsOf,
  select,
  shortenMrkdwn,
  words,
} from "../../src/slack/blocks.ts";
import * as inputs from "../../src/slack/inputs.ts";
import { forScreenReaders } from "../../src/slack/message.ts";
import { modal } from "../../src/slack/modal.ts";

const TEXTS: [string, string][] = [
  ["nothing", ""],
  ["blanks", " \n\t"],
  ["what shows nothing", "\u200B\u2060\u{E0020}"],
  ["controls of direction", "\u202E\u2066"],
  ["3,000 letters that triple when they are escaped", "<&>".repeat(1000)],
  ["escaped letters", "&lt;&amp;&gt;".repeat(1000)],
  ["ampersands of our own", "a & b ".repeat(1000)],
  ["links", "<https://example.org/a?b=1&amp;c=2|A link> ".repeat(200)],
  ["a link without an end", `<https://example.org/${"a".repeat(5000)}`],
  ["families", "👨‍👩‍👧‍👦".repeat(700)],
  ["half a letter", "\uD83D".repeat(4000)],
];
const MANY = 120;

/** Each builder with the text in every place that it has. */
function blocksWith(text: string): KnownBlock[] {
  const options = Array.from({ length: MANY }, (_, index) => option(`v${index}`, text, text));
  const confirm = confirmation({ title: text, text, confirm: text, deny: text });
  const press = (id: string) => button(id, text, { value: "1", confirm });
  return [
    header(text),
    section(text),
    section(text, press("beside")),
    section(text, overflow("menu", options)),
    section(text, menu("menu", options, text)),
    section(text, imageBeside(text, "https://example.org/picture.png")),
    plainSection(text),
    plainSection(text, press("beside")),
    ...sectionsOf([text, text, text]),
    section(linesWithin([text, text, text], (count) => `and ${count} more`)),
    context(text),
    plainContext(text),
    countLeft(12),
    words([{ text, bold: true }], [{ text }]),
    quote({ text }),
    image(text, "F0123456789"),
    actions("acts", ...Array.from({ length: 30 }, (_, index) => press(`press${index}`))),
    actions("no acts"),
    actions(
      "choices",
      select("one", options, { placeholder: text, initial: "v119" }),
      select(
        "grouped",
        [
          { label: text, options },
          { label: text, options: [] },
        ],
        { placeholder: text },
      ),
      multiSelect("several", options, { placeholder: text, initial: ["v0", "v119"] }),
    ),
  ];
}

function fieldsWith(text: string): KnownBlock[] {
  const few = Array.from({ length: 14 }, (_, index) => option(`v${index}`, text, text));
  const many = Array.from({ length: MANY }, (_, index) => option(`v${index}`, text));
  const given = { hint: text, placeholder: text };
  return [
    inputs.textField("text", text, { ...given, initial: text }),
    inputs.textField("short", text, { ...given, initial: text, max: 100 }),
    inputs.selectField("select", text, many, { ...given, initial: "v119" }),
    inputs.selectField("groups", text, [{ label: text, options: many }], given),
    inputs.selectField("no options", text, [], given),
    inputs.radioField("radio", text, few, { ...given, initial: "v3" }),
    inputs.radioField("no radio", text, [], given),
    inputs.ticksField("ticks", text, few, { ...given, initial: ["v3", "v13"] }),
    inputs.ticksField("no ticks", text, [], given),
    inputs.personField("person", text, given),
    inputs.dateField("date", text, given),
  ];
}

describe.each(TEXTS)("%s", (_, text) => {
  it("is taken in every place of a modal and of a message", () => {
    const blocks = blocksWith(text);
    const view = modal({ title: text, submit: text, close: text, blocks: [...blocks, ...fieldsWith(text)] });
    expect(problemsInView(asJson(view))).toEqual([]);
    const message = forScreenReaders({ text, blocks });
    expect(problemsInBlocks(asJson(message).blocks ?? [])).toEqual([]);
    const long = Array.from({ length: 50 }, () => [section(text), quote({ text })]).flat();
    expect(Buffer.byteLength(JSON.stringify(modal({ title: text, blocks: long })))).toBeLessThanOrEqual(250_000);
  });
});

it("cuts markup at a whole letter, an escaped character, a link, and says so", () => {
  for (const [, text] of TEXTS.slice(4))
    for (let limit = 20; limit < 90; limit += 1) {
      const cut = shortenMrkdwn(text, limit);
      expect(cut.length).toBeLessThanOrEqual(limit);
      expect(cut.endsWith("…")).toBe(true);
      const head = cut.slice(0, -1);
      expect(head).not.toMatch(/&[a-z]{0,4}$/);
      if (!text.startsWith("<&>")) expect(head).not.toMatch(/<[^>]*$/);
      expect(head.endsWith("\u200D")).toBe(false);
    }
  expect(shortenMrkdwn("As it is", 8)).toBe("As it is");
});

it("shows nothing for an empty text, a sign where Slack demands one, and counts what has no room", () => {
  const shown = (block: KnownBlock) => modal({ title: "A", blocks: [block] }).blocks;
  for (const block of [section(""), plainSection(" "), context(""), header(""), words([]), quote({ text: "" })])
    expect(shown(block)).toEqual([]);
  expect(shown(actions("none"))).toEqual([]);
  expect(shown(section("", button("a", "")))).toMatchObject([
    { text: { text: "–" }, accessory: { text: { text: "–" } } },
  ]);
  expect(modal({ title: "", blocks: [] }).title.text).toBe("–");
  const many = Array.from({ length: 120 }, (_, index) => section(`Line ${index}`));
  expect(modal({ title: "A", blocks: many }).blocks.slice(98)).toMatchObject([
    { text: { text: "Line 98" } },
    { elements: [{ text: "… +21" }] },
  ]);
  const options = Array.from({ length: 130 }, (_, index) => option(`${index}`, `Option ${index}`));
  expect(inputs.selectField("a", "A", options, { hint: "Choose" }).hint?.text).toBe("Choose … +30");
  expect(select("a", options, { initial: "129" }).options?.at(-1)?.value).toBe("129");
  expect(linesWithin(Array(40).fill("a".repeat(100)), (count) => `and ${count} more`)).toMatch(/\nand 11 more$/);
});

it("is the only place that makes blocks", () => {
  const src = join(import.meta.dirname, "../../src");
  const made =
    /type: "(modal|home|section|header|context|divider|image|actions|input|rich_text\w*|mrkdwn|plain_text|button|overflow|(multi_)?(static|users|conversations)_select|radio_buttons|checkboxes|(date|time)picker|\w+_input)"/;
  const elsewhere = readdirSync(src, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !path.startsWith("slack/") && made.test(readFileSync(join(src, path), "utf8")),
  );
  expect(elsewhere).toEqual([]);
});
