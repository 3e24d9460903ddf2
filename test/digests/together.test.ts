import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProgramFacts } from "../../src/digests/compile/facts.ts";
import { inMessages, messageOf, toldBy } from "../../src/digests/compile/rules-together.ts";
import type { DigestDocument } from "../../src/digests/document.ts";
import { divide } from "../../src/digests/render/blocks.ts";
import { divideInThread } from "../../src/digests/render/blocks-thread.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import type { Rhythm } from "../../src/digests/table.ts";
import { aMilestone, amber, anAsk, aProgram, earlier, fed, green, red, theDocument } from "./facts.ts";

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
  it("open with what is at risk before an ask that waits for somebody else than its reader (B1)", () => {
    const asking = (waitsFor: "asker" | "decider") =>
      documentOf("quarterly", [aProgram("P", [green], { asks: [anAsk("P", { waitsFor })] })]);
    const month = documentOf("monthly", [aProgram("Q", [amber])]);
    expect(saidIn(asking("asker"), month).document.bottomLine).toMatchObject({ case: "new-amber", program: "Q" });
    expect(saidIn(asking("decider"), month).document.bottomLine).toMatchObject({ case: "ask", program: "P" });
  });

  it("tell that an ask was raised again, also where the longer one tells where it went (B1)", () => {
    const at = "2026-10-20T10:00:00.000Z";
    const others = { isReaders: false, decider: "Chair" };
    const wentUp = { at, to: "Chair", because: "term", isFromReader: true } as const;
    const told = { at: "2026-10-05T09:00:00.000Z", neededBy: null, isWithdrawn: true };
    const raised = { raisedAgain: { at, by: "Lea" }, toldAs: told };
    const monthOf = (more: Parameters<typeof anAsk>[1]) =>
      documentOf("monthly", [aProgram("P", [green], { asks: [anAsk("P", { ...others, ...raised, ...more })] })]);
    const year = documentOf("annual", [aProgram("P", [green], { asks: [anAsk("P", { ...others, wentUp })] })]);
    for (const month of [monthOf({}), monthOf({ wentUp })])
      expect(saidIn(year, month).thread.join("\n")).toContain("raised again on Tue 20 Oct by Lea");
  });

  it("tell where an ask went once, also where one was made before codes had the key of a program (C16)", () => {
    const wentUp = { at: "2026-10-20T10:00:00.000Z", to: "Chair", because: "term", isFromReader: true } as const;
    const telling = (rhythm: Rhythm, code: string) => {
      const asks = [anAsk("P", { isReaders: false, decider: "Chair", wentUp, code })];
      return documentOf(rhythm, [aProgram("P", [green], { asks })]);
    };
    for (const [before, after] of [
      ["ASK-1", "LOY-ASK-1"],
      ["LOY-ASK-1", "LOY-ASK-1"],
    ] as const) {
      const { screen, thread } = saidIn(telling("annual", before), telling("monthly", after));
      expect(screen).toContain("no answer in time");
      expect(thread.join("\n")).not.toContain("no answer in time");
    }
  });

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
      { numRuns: 100 },
    );
  });

  it("tell a program that is back in its colour once, whatever it had before the longer of them (B7)", () => {
    const back = aProgram("Back", [amber], { given: earlier("Back", "green", "amber", "amber"), cadences: [REVIEW] });
    const annual = documentOf("annual", [back], { earlierCutOffs: ["2025-11-05T09:00:00.000Z"] });
    const quarterly = documentOf("quarterly", [back], { earlierCutOffs: ["2026-08-05T09:00:00.000Z"] });
    for (const { all } of [saidIn(annual), saidIn(quarterly), saidIn(annual, quarterly)])
      expect(all.split("was 🟢 on track from")).toHaveLength(2);
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

  it("reassure of nothing that one of them contradicts (B7)", () => {
    const silent = aProgram("Silent", null);
    const { screen } = saidIn(documentOf("annual", [calm("Calm")]), documentOf("monthly", [calm("Calm"), silent]));
    expect(screen).not.toContain("Nothing is needed");
    expect(screen).toContain("No decisions for you.");
    const both = saidIn(documentOf("annual", [calm("Calm")]), documentOf("monthly", [calm("Calm")]));
    expect(both.screen).toContain("Nothing is needed from you.");
  });

  it("say that nothing is asked where that holds of each of them, whatever they begin with", () => {
    const late = () => aProgram("Late", [green], { milestones: [aMilestone("Late", "2026-12-10", "2027-01-10")] });
    const annual = documentOf("annual", [late(), calm("Calm")]);
    const monthly = documentOf("monthly", [late(), calm("Calm")]);
    expect(annual.bottomLine.case).toBe("slipped-date");
    const both = saidIn(annual, monthly);
    expect(both.screen.split("No decisions for you.")).toHaveLength(2);
    const asking = aProgram("Asking", [green], { asks: [anAsk("Asking")] });
    const asked = saidIn(annual, documentOf("monthly", [late(), asking]));
    expect(asked.screen).toContain("“Asking” needs a decision from you.");
    expect(asked.screen).not.toContain("No decisions for you");
    const vote = aProgram("Vote", [green], { asks: [anAsk("Vote", { isReaders: false, isToVote: true })] });
    expect(saidIn(annual, documentOf("monthly", [calm("Calm"), vote])).screen).not.toContain("No decisions for you");
    const silent = saidIn(annual, documentOf("monthly", [late(), aProgram("Silent", null)]));
    expect(silent.screen).toContain("The register has no request for you to decide.");
    expect(silent.screen).not.toContain("No decisions for you");
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

  it("call nobody silent who answers in one of them (B7)", () => {
    const annual = documentOf("annual", [aProgram("Heard", null), aProgram("Silent", null), calm("Calm")]);
    expect(digestText(annual)).toContain("2 of 3 programs haven’t answered");
    const { screen } = saidIn(annual, documentOf("monthly", [calm("Heard")]));
    expect(screen).toContain("“Silent” hasn’t answered.");
    const wordless = aProgram("Heard", [fed("progress", "N/A")]);
    expect(saidIn(annual, documentOf("monthly", [wordless])).screen).toContain("“Silent” hasn’t answered.");
  });

  it("count none among the silent who answers in one of them (C8)", () => {
    const off = aProgram("Off", [red]);
    const annual = documentOf("annual", [off, aProgram("Heard", null), aProgram("Silent", null)]);
    expect(digestText(annual)).toContain("2 of 3 programs haven’t reported");
    const counted = saidIn(annual, documentOf("monthly", [calm("Heard")])).document;
    expect(digestText(counted)).toContain("1 of 3 programs hasn’t reported");
    const both = documentOf("monthly", [calm("Heard"), calm("Silent")]);
    expect(digestText(saidIn(annual, both).document)).not.toContain("’t reported");
  });

  it("can be asked why of a colour that any of them tells (B7)", () => {
    const plain = documentOf("quarterly", [aProgram("Plain", [fed("progress", "Done.")])]);
    const off = documentOf("monthly", [aProgram("Off", [red])]);
    expect(saidIn(plain).screen).toContain('"hasColours":false');
    expect(saidIn(plain, off).screen).toContain('"hasColours":true');
  });

  it("are apart where a lead holds back of the longer what the shorter tells (B7)", () => {
    const heldBack = [{ program: "Held", by: "Lead" }];
    const annual = documentOf("annual", [calm("Calm")], { heldBack });
    const monthly = documentOf("monthly", [calm("Held")]);
    const quarterly = documentOf("quarterly", [calm("Calm")]);
    const rhythms = inMessages([monthly, annual, quarterly], toldBy).map((one) => one.map(({ rhythm }) => rhythm));
    expect(rhythms).toEqual([["annual", "quarterly"], ["monthly"]]);
  });

  it("are apart where one was drafted for its approver before the other was made (B7)", () => {
    const annual = documentOf("annual", [calm("Calm")], { cutOffAt: "2026-10-31T08:30:00.000Z" });
    const monthly = documentOf("monthly", [calm("Calm")]);
    const quarterly = documentOf("quarterly", [calm("Other")]);
    const rhythms = inMessages([monthly, annual, quarterly], toldBy).map((one) => one.map(({ rhythm }) => rhythm));
    expect(rhythms).toEqual([["annual"], ["quarterly", "monthly"]]);
  });

  it("send nothing of one that adds nothing but counts, and say so (B7)", () => {
    const { beside, screen } = saidIn(
      documentOf("annual", [calm("Calm")]),
      documentOf("monthly", [aProgram("Calm", [green])]),
    );
    expect(beside.map(({ left }) => left)).toEqual([null]);
    expect(screen).toContain("Nothing more for October 2026.");
  });
});
