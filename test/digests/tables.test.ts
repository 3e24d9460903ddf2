/** The list of many programs in the thread of a digest: Slack's own table, and the same in words. */
import { problemsInBlocks } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import type { DigestDocument } from "../../src/digests/document.ts";
import { hasTable } from "../../src/digests/editions/divisions/division.ts";
import { divide, messagesOf } from "../../src/digests/render/blocks.ts";
import { MESSAGE_LIMITS } from "../../src/platform/slack/limits.ts";
import type { Message } from "../../src/platform/slack/message.ts";
import { aMilestone, amber, anAsk, aProgram, earlier, green, red, theDocument, theFacts } from "./facts.ts";

const COLOURS = [red, amber, green];

function many(count: number, { locale = "en-GB", title = (index: number) => `Program ${index}` } = {}): DigestDocument {
  const { reader } = theFacts([]);
  return theDocument(
    Array.from({ length: count }, (_, index) =>
      aProgram(`p${index}`, [COLOURS[index % 3] ?? green], {
        title: title(index),
        given: earlier(`p${index}`, index % 2 === 0 ? "red" : "green", "green"),
        ...(index === 1 && { asks: [anAsk("p1")], milestones: [aMilestone("p1", "2026-11-16", "2026-12-01")] }),
      }),
    ),
    { reader: { ...reader, locale } },
  );
}

function sent(document: DigestDocument, takesTables: boolean): Message[] {
  return messagesOf(divide(document, "edition"), { reader: document.reader, editionId: "edition" }, { takesTables });
}

const typesIn = ({ blocks }: Message) => blocks.map(({ type }) => type);
const textOf = (messages: readonly Message[]) => JSON.stringify(messages.map(({ blocks }) => blocks));

function rowsIn(messages: readonly Message[]): string[] {
  return messages.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.type === "data_table"
        ? block.rows.map((row) =>
            row
              .map((cell) => ("text" in cell ? cell.text : ""))
              .join(" | ")
              .replaceAll("\u00a0", " "),
          )
        : [],
    ),
  );
}

describe("the programs of a digest", () => {
  it("stand first in its thread in a table, from ten on", () => {
    const [first, list, ...others] = sent(many(12), true);
    expect(typesIn(list ?? { text: "", blocks: [] })).toEqual(["rich_text", "data_table"]);
    expect([first, ...others].some((one) => one && typesIn(one).includes("data_table"))).toBe(false);
    const rows = rowsIn(list ? [list] : []);
    expect(rows).toHaveLength(13);
    expect(rows[0]).toBe("Program | Status | Before | Months in this status | New date | Requests told");
    expect(rows).toContain("Program 1 | 🟠 At risk | 🟢 On track | 1 | 2026-12-01 | 1");
    expect(rows).toContain("Program 0 | 🔴 Off track | 🔴 Off track | 2 | – | 0");
    expect(rowsIn(sent(many(9), true))).toEqual([]);
  });

  it("stand in words where the workspace takes no table, each once, and nowhere beside a table", () => {
    const document = many(12);
    const [words, tables] = [sent(document, false), sent(document, true)];
    expect(textOf(words)).not.toContain("data_table");
    const heading = "Programs over the last 6 periods";
    expect(textOf(words).split(heading)).toHaveLength(2);
    expect(textOf(tables)).not.toContain(heading);
    const list = words.find((one) => textOf([one]).includes(heading));
    for (let index = 0; index < 12; index += 1)
      expect(textOf(list ? [list] : []).match(new RegExp(`"Program ${index}"`, "g"))).toHaveLength(1);
    expect(words.length).toBe(tables.length);
  });

  it.each(["en-GB", "fr-FR"])("fit with 200 titles of 200 letters, in %s", (locale) => {
    const document = many(200, { locale, title: (index) => `${index} ${"W".repeat(196)}` });
    const division = divide(document, "edition");
    expect([0, 1].map((part) => hasTable(division, part))).toEqual([false, true]);
    for (const takesTables of [true, false]) {
      const messages = sent(document, takesTables);
      for (const { text, blocks } of messages) {
        expect(problemsInBlocks(JSON.parse(JSON.stringify(blocks)))).toEqual([]);
        expect(JSON.stringify(blocks).length).toBeLessThan(MESSAGE_LIMITS.blocksUnits - 200);
        expect(text.length).toBeLessThan(MESSAGE_LIMITS.updateText);
      }
      if (takesTables) expect(rowsIn(messages).filter((row) => row.includes("WWW"))).toHaveLength(200);
    }
  });
});
