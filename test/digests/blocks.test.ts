import fc from "fast-check";
import { parseJson, problemsInBlocks } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import type { ProgramFacts } from "../../src/digests/compile/facts.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { digestMarkdown, escapeMarkdown } from "../../src/digests/render/markdown.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { withoutTurns } from "../../src/platform/texts/display.ts";
import { amber, anAnswer, aProgram, earlier, fed, red, theDocument } from "./facts.ts";

const LONG = Array.from({ length: 600 }, (_, index) => `w${index}`)
  .join(" ")
  .slice(0, 3000);

const HOSTILE = [
  "<!channel>",
  "<!here> look",
  "<@U123456>",
  "<#C123456|general>",
  "<!subteam^S123>",
  "<https://evil.example|harmless>",
  "https://evil.example/x",
  "www.evil.example",
  "mail me@evil.example",
  "&lt;!channel&gt; & <b>bold</b>",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "[text](https://evil.example)",
  "![picture](https://evil.example/x.png)",
  "[a]: https://evil.example",
  "[^1]: not a footnote",
  "# heading",
  "## heading ##",
  "---\nbelow a rule",
  "=== above the rest",
  "- item",
  "+ item",
  "* item",
  "1. item",
  "1) item",
  "> quote",
  "```js\ncode\n```",
  "    indented code",
  "`code`",
  "*bold* _italic_ ~10 stores",
  "| a | b |\n|---|---|",
  '=HYPERLINK("https://evil.example")',
  "\u202Eright to left",
  "👩‍👩‍👧‍👦 🇫🇷 \u{1F680}",
  "a\u0000b\u001b[31mred",
  ":tada: @here @channel",
  "line one\n\n\nline four\r\nline five",
  "$x^2$ {{template}} $HOME",
];

describe("an amber", () => {
  it("is proposed as red when it stands for the third time in a row, and not before", () => {
    const standing = (...before: ("amber" | "green")[]) =>
      digestText(theDocument([aProgram("Stands", [amber], { given: earlier("Stands", ...before) })]));
    expect(standing("amber", "amber", "green")).toContain("3rd month in a row · proposed: off track");
    expect(standing("amber", "green", "green")).toContain("2nd month in a row");
    expect(standing("amber", "green", "green")).not.toContain("proposed");
  });
});

describe("a digest in Slack", () => {
  it.each([1, 40, ...(process.env.DRUMBEAT_ALL ? [200] : [])])(
    "stays within Slack's limits with the longest texts everywhere, for %i programs",
    (count) => {
      const programs = Array.from({ length: count }, (_, index) => {
        const key = `${String(index).padStart(3, "0")} ${"T".repeat(300)}`;
        const said = (
          ["ask", "bottom-line", "progress", "next", "risk", "blocker", "value", "milestone", "decision"] as const
        ).map((feed) => fed(feed, `${feed} ${LONG}`.slice(0, 3000)));
        const health = fed("health", { colour: "red", reason: LONG });
        const plans = [anAnswer(key, [fed("next", LONG)], { checkInId: `plan-${index}`, roundKey: "2026-09-30" })];
        return aProgram(key, [health, ...said], { plans, given: earlier(key, "green") });
      });
      for (const locale of ["en-GB", "fr-FR"]) {
        const document = theDocument(programs, { reader: { handle: "s", name: "S", locale, zone: "UTC" } });
        for (const message of digestMessages(document, "edition")) {
          expect(problemsIn(message.blocks)).toEqual([]);
          expect(message.text.length).toBeLessThanOrEqual(3000);
          expect(message.text).not.toBe("");
          expect(JSON.stringify(message.blocks).length).toBeLessThan(14_000);
        }
      }
    },
  );

  it("shows asks first, and in the thread whole, however long and however many", () => {
    const ask = (index: number) => `Ask ${index}: ${LONG}`.slice(0, 3000);
    const programs = Array.from({ length: 30 }, (_, index) => aProgram(`P${index}`, [red, fed("ask", ask(index))]));
    const messages = digestMessages(theDocument(programs), null);
    const [, ...thread] = messages;
    const shown = leaves(thread.map((message) => message.blocks)).join("");
    for (let index = 0; index < 30; index += 1) expect(shown).toContain(ask(index));
    expect(shown.indexOf("What changed")).toBeGreaterThan(shown.indexOf(ask(29)));
  });

  it("loses nothing of what the document has when it continues in the thread", () => {
    const programs = Array.from({ length: 9 }, (_, index) =>
      aProgram(`P${index}`, [amber, fed("progress", `Progress of ${index}.`), fed("next", `Next of ${index}.`)]),
    );
    const [first, ...rest] = digestMessages(theDocument(programs), "edition");
    expect(rest.length).toBeGreaterThan(0);
    const shown = leaves([first, ...rest].map((message) => message.blocks)).join("\n");
    for (let index = 0; index < 9; index += 1) {
      expect(shown).toContain(`Progress of ${index}.`);
      expect(shown).toContain(`Next of ${index}.`);
    }
    expect(JSON.stringify(first.blocks)).toContain("digest.menu");
    expect(JSON.stringify(rest)).not.toContain("digest.menu");
    expect(leaves(rest.map((message) => message.blocks))[0]).toBe(
      `October 2026 · 9 programs (2 of ${rest.length + 1})`,
    );
  });

  it("names each of ten programs and more in a line, with nothing of them twice", () => {
    const programs = Array.from({ length: 40 }, (_, index) =>
      aProgram(`P${index}.`, [amber, fed("progress", `Progress of ${index}.`), fed("next", `Next of ${index}.`)]),
    );
    const shown = digestMessages(theDocument(programs), "e".repeat(36)).flatMap(({ blocks }) => leaves([blocks]));
    for (let index = 0; index < 40; index += 1)
      expect(shown.filter((text) => text === `🟠 P${index}.`)).toHaveLength(1);
  });

  it("says in each of its messages as of when it tells where that is another day (B6)", () => {
    const programs = Array.from({ length: 9 }, (_, index) =>
      aProgram(`P${index}`, [
        amber,
        ...(["next", "progress", "risk", "value"] as const).map((feed) => fed(feed, `${feed} ${LONG}`)),
      ]),
    );
    const messages = digestMessages(theDocument(programs), "edition", { asItStood: "As it stood on Tue 5 Jan" });
    expect(messages.length).toBeGreaterThan(2);
    for (const { text, blocks } of messages) {
      expect(text).toContain("(As it stood on Tue 5 Jan)");
      expect(blocks[1]).toMatchObject({ type: "context", elements: [{ text: "As it stood on Tue 5 Jan" }] });
      expect(problemsIn(blocks)).toEqual([]);
    }
  });

  it("ends other long texts at a word", () => {
    const messages = digestMessages(theDocument([aProgram("P", [fed("progress", LONG)])]), null);
    const shown = leaves(messages.map(({ blocks }) => blocks));
    const progress = shown.find((text) => text.startsWith("w0 "));
    expect(progress).toMatch(/ w\d+…$/);
    expect(progress?.length).toBeLessThan(610);
  });

  it("gives every colour a shape and a word", () => {
    const shown = digestText(
      theDocument([
        aProgram("R", [red]),
        aProgram("A", [amber]),
        aProgram("G", [fed("health", { colour: "green" })], { given: earlier("G", "red") }),
        aProgram("X", null),
      ]),
    );
    for (const marked of [
      "🔴 R · off track",
      "🟠 A · at risk",
      "🟢 G · off track → on track",
      "⚪ X · no recent update",
    ])
      expect(shown).toContain(marked);
  });

  it.each(HOSTILE)("shows %j as typed, and lets nothing in it become active", (text) => {
    const program: ProgramFacts = aProgram("P", null, { title: text });
    program.answers = [
      anAnswer(
        "P",
        [
          fed("health", { colour: "red", reason: text }),
          fed("ask", text),
          fed("progress", text),
          fed("bottom-line", text),
        ],
        {
          author: text,
          personId: program.leads[0] ?? "",
          cadenceId: program.cadences[0]?.id ?? "",
        },
      ),
    ];
    const document = theDocument([program]);
    const [message] = digestMessages(document, "edition");
    expect(leaves([message.blocks]).join("\n")).toContain(withoutTurns(text));
    for (const mrkdwn of mrkdwnIn(message.blocks)) expect(mrkdwn).not.toContain(text);
    expect(message.text).not.toMatch(/<[!@#a-z]/i);
    expect(typesIn(message.blocks)).toEqual(
      new Set([
        "header",
        "overflow",
        "plain_text",
        "rich_text",
        "rich_text_section",
        "rich_text_quote",
        "text",
        "actions",
        "button",
      ]),
    );
    expect(problemsIn(message.blocks)).toEqual([]);
    const markdown = digestMarkdown(document, { edition: 1, sentAt: null });
    const body = markdown.slice(markdown.indexOf("\n---\n") + 5);
    expect(body).not.toMatch(/(?<!\\)<[!@#a-z/]|https?:\/\/|(?<![\\\w])www\.|!\[|\]\(/i);
  });
});

describe("text in Markdown", () => {
  it("is escaped so that reading the escapes gives back what was typed", () => {
    const line = fc.string({ unit: "grapheme", maxLength: 60 }).map((text) => text.replaceAll(/[\r\n]/g, " "));
    fc.assert(
      fc.property(fc.oneof(line, fc.constantFrom(...HOSTILE.flatMap((text) => text.split(/\r\n|\n/)))), (text) => {
        const escaped = escapeMarkdown(text);
        const shown = withoutTurns(text);
        const read = escaped.replaceAll("&nbsp;", " ").replaceAll(/\\([!-/:-@[-`{-~])/g, "$1");
        expect(read).toBe(
          shown.replace(/^[ \t]+|[ \t]+$/g, (blanks) =>
            blanks.replaceAll("\t", shown.startsWith(blanks) ? "    " : " "),
          ),
        );
        expect(escaped).not.toMatch(/(?<!\\)(?:\\\\)*[`*_[\]<>]/);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

/** What Slack would refuse. */
function problemsIn(blocks: readonly unknown[]) {
  return problemsInBlocks(parseJson(JSON.stringify(blocks)) ?? null);
}

/** The text of every leaf, in order. */
function leaves(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (typeof value !== "object" || value === null) return [];
  if ("text" in value && typeof value.text === "string") return [value.text];
  return Object.values(value).flatMap(leaves);
}

function mrkdwnIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn);
  if (typeof value !== "object" || value === null) return [];
  if ("type" in value && value.type === "mrkdwn" && "text" in value && typeof value.text === "string")
    return [value.text];
  return Object.values(value).flatMap(mrkdwnIn);
}

function typesIn(value: unknown): Set<unknown> {
  if (Array.isArray(value)) return new Set(value.flatMap((one) => [...typesIn(one)]));
  if (typeof value !== "object" || value === null) return new Set();
  const own = "type" in value ? [value.type] : [];
  return new Set([...own, ...Object.values(value).flatMap((one) => [...typesIn(one)])]);
}
