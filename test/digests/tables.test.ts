/** The list of many programs in the thread of a digest: Slack's own table, and the same in words. */
import { problemsInBlocks } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import type { DigestDocument } from "../../src/digests/document.ts";
import { hasTable } from "../../src/digests/editions/divisions/division.ts";
import { divide, messagesOf } from "../../src/digests/render/blocks.ts";
import { digestCsv } from "../../src/digests/render/table.ts";
import { readCsv } from "../../src/platform/csv.ts";
import { MESSAGE_LIMITS } from "../../src/platform/slack/limits.ts";
import type { Message } from "../../src/platform/slack/message.ts";
import {
  aMilestone,
  amber,
  anAsk,
  aProgram,
  EARLIER_CUT_OFFS,
  earlier,
  green,
  red,
  theDocument,
  theFacts,
} from "./facts.ts";

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

  it("are said in French, too", () => {
    const rows = rowsIn(sent(many(12, { locale: "fr-FR" }), true));
    expect(rows[0]).toBe("Programme | Statut | Avant | Mois avec ce statut | Nouvelle date | Demandes citées");
    expect(rows).toContain("Program 1 | 🟠 À risque | 🟢 Conforme | 1 | 2026-12-01 | 1");
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

  it("are in the text of the message as well, for notifications and screen readers", () => {
    const [, list] = sent(many(12), true);
    expect(list?.text).toContain("Program 1, 🟠\u00a0At risk, 🟢\u00a0On track, 1, 2026-12-01, 1");
  });

  it("tell nothing of one of two with the same title that may be of the other", () => {
    const rows = rowsIn(sent(many(12, { title: (index) => (index < 2 ? "Twins" : `Program ${index}`) }), true));
    expect(rows.filter((row) => row.startsWith("Twins")).map((row) => row.split(" | ").slice(4))).toEqual([
      ["–", "–"],
      ["–", "–"],
    ]);
  });

  it("have the status there that they have in the file, now and before", () => {
    // The last digest did not tell the first program, which was amber then: its line compares with the one before.
    const held = aProgram("p0", [red], {
      given: earlier("p0", "amber", "green"),
      heldSince: EARLIER_CUT_OFFS[0] ?? "",
    });
    const others = Array.from({ length: 11 }, (_, index) =>
      aProgram(`p${index + 1}`, index === 10 ? null : [COLOURS[index % 3] ?? green], {
        given: earlier(`p${index + 1}`, index % 2 === 0 ? "red" : "green"),
      }),
    );
    const document = theDocument([held, ...others]);
    const named = {
      "off track": "🔴 Off track",
      "at risk": "🟠 At risk",
      "on track": "🟢 On track",
      "no recent update": "⚪ No update",
    };
    const read = readCsv(digestCsv(document));
    const filed = ("rows" in read ? read.rows : [])
      .slice(1)
      .map(({ cells: [, title, ...statuses] }) => [
        title,
        ...statuses.slice(0, 2).map((status) => new Map(Object.entries(named)).get(status) ?? "No status"),
      ]);
    const listed = rowsIn(sent(document, true)).slice(1);
    expect(listed).toContain("p0 | 🔴 Off track | 🟢 On track | 1 | – | 0");
    expect(listed.map((row) => row.split(" | ").slice(0, 3)).toSorted()).toEqual(filed.toSorted());
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
