import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProgramFacts } from "../../src/digests/compile/facts.ts";
import { messageOf } from "../../src/digests/compile/rules-together.ts";
import type { DigestDocument } from "../../src/digests/document.ts";
import { divide } from "../../src/digests/render/blocks.ts";
import { divideInThread } from "../../src/digests/render/blocks-thread.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import type { Rhythm } from "../../src/digests/table.ts";
import { amber, anAsk, aProgram, earlier, fed, green, red, theDocument } from "./facts.ts";

const PERIODS: Record<Rhythm, { label: string; from: string; until: string }> = {
  weekly: { label: "2026-W44", from: "2026-10-26", until: "2026-11-01" },
  monthly: { label: "2026-10", from: "2026-10-01", until: "2026-10-31" },
  quarterly: { label: "2026-Q3", from: "2026-08-01", until: "2026-10-31" },
  annual: { label: "2026", from: "2025-11-01", until: "2026-10-31" },
};

function documentOf(rhythm: Rhythm, programs: ProgramFacts[], more: Parameters<typeof theDocument>[1] = {}) {
  return theDocument(programs, { rhythm, period: PERIODS[rhythm], ...more });
}

/** Of these documents of one reader, all that their message says: its first screen, and all of its thread. */
function saidIn(...documents: [DigestDocument, ...DigestDocument[]]) {
  const { document, beside } = messageOf(documents);
  const divisions = [
    divide(document, "e".repeat(36), beside),
    ...beside.flatMap(({ document: whole, left }) => (left ? [divideInThread({ document: whole, left })] : [])),
  ];
  const [screen = "", ...thread] = divisions.flatMap(({ parts }) => parts.map(({ pieces }) => JSON.stringify(pieces)));
  return { document, beside, screen, thread, all: [screen, ...thread].join("\n") };
}

/** What a year quotes as well as a quarter and a month. */
const REVIEW = {
  id: "P-monthly",
  every: "quarter",
  isBeyond: false,
  isActive: true,
  asksHealth: true,
  title: null,
  lastAnsweredAt: null,
} as const;

const calm = (key: string) => aProgram(key, [green, fed("progress", `Done at ${key}.`)]);

describe("digests that go in one message", () => {
  it("say nothing twice and leave nothing out (B7)", () => {
    const texts = fc.subarray(
      ["one", "two", "three", "four", "five"].map((word) => `It is the ${word} of all of them.`),
    );
    const told = fc.record({ progress: texts, value: texts, next: texts, colour: fc.constantFrom(green, amber, red) });
    fc.assert(
      fc.property(told, told, told, fc.boolean(), (annual, quarterly, monthly, hasAsk) => {
        const documents = ([annual, quarterly, monthly] as const).map((said, place) =>
          documentOf((["annual", "quarterly", "monthly"] as const)[place] ?? "monthly", [
            aProgram(
              "P",
              [
                said.colour,
                ...said.progress.map((text) => fed("objective", `${text} Objective.`)),
                ...said.value.map((text) => fed("lesson", `${text} Lesson.`)),
                ...said.next.map((text) => fed("capacity", `${text} Capacity.`)),
              ],
              { asks: hasAsk && place > 0 ? [anAsk("P")] : [], cadences: [REVIEW] },
            ),
          ]),
        );
        const [first, ...others] = documents;
        if (!first) throw new Error("There is none.");
        const { all, screen } = saidIn(first, ...others);
        const quotes = new Set(
          documents.flatMap(({ sections }) => JSON.stringify(sections).match(/It is the [^"]*/g) ?? []),
        );
        for (const quote of quotes) expect([quote, all.includes(quote)]).toEqual([quote, true]);
        for (const text of all.matchAll(/It is the [^"]*/g))
          expect(
            saidIn(first, ...others)
              .thread.join("\n")
              .split(text[0]).length - 1,
          ).toBeLessThanOrEqual(1);
        if (hasAsk) expect(screen).toContain("One engineer for P?");
      }),
      { numRuns: 15 },
    );
  });

  it("begin with the weightiest fact of them all, in the periods of the digest that has it (B7)", () => {
    const behind = aProgram("Behind", [red], { given: earlier("Behind", "red", "amber") });
    const annual = documentOf("annual", [calm("Calm")]);
    const monthly = documentOf("monthly", [calm("Calm"), behind]);
    expect(digestText(annual)).toContain("Nothing is needed from you.");
    const { document, screen } = saidIn(annual, monthly);
    expect(digestText(document)).toContain("“Behind” is off track for the 2nd month in a row");
    expect(screen).not.toContain("eeds nothing from you");
    expect(screen).not.toContain("Nothing is needed");
  });

  it("count what is asked in all of them, and show it first (B7)", () => {
    const [one, other] = [anAsk("One"), anAsk("Other", { neededBy: "2026-11-02" })];
    const annual = documentOf("annual", [aProgram("One", [green], { asks: [one] })]);
    const monthly = documentOf("monthly", [
      aProgram("One", [green], { asks: [one] }),
      aProgram("Other", [green], { asks: [other] }),
    ]);
    const { document, screen, thread } = saidIn(annual, monthly);
    expect(document.bottomLine).toMatchObject({ case: "overdue-ask", program: "Other" });
    expect(screen).toContain("2 decisions for you");
    for (const { title } of [one, other]) {
      expect(screen).toContain(title);
      expect(thread.join("\n")).not.toContain(title);
    }
  });
});
