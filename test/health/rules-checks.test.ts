import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slipped } from "../../src/alerts/rules-triggers.ts";
import { isProposedRed } from "../../src/health/rules.ts";
import { type Challenged, findingsOf, similarity } from "../../src/health/rules-checks.ts";
import { findingSentence } from "../../src/health/texts.ts";

const evidence = { kind: "item" as const, id: "i", revision: 1 };
const calm: Challenged = {
  colour: "green",
  before: "green",
  givenBy: { kind: "check-in", id: "c", revision: 1 },
  blockers: [{ code: "I-1", title: "Certificates", workingDaysOpen: 5, evidence }],
  milestones: [{ label: "Launch", passedOn: null, movedByDays: 0, slipping: null, evidence }],
  risks: [
    { code: "R-1", title: "Supplier", isHigh: true, hasResponse: true, evidence },
    { code: "R-2", title: "Weather", isHigh: false, hasResponse: false, evidence },
  ],
  asks: [{ code: "ASK-1", title: "One engineer?", daysOverdue: 0, evidence }],
  confidence: { now: 8, before: 9 },
  texts: ["The import runs", "The design is agreed", "Kick-off"],
  teamColours: ["green", "green", "amber", "red"],
  participation: { answered: 4, asked: 8, people: 8 },
};
const checksOf = (changes: Partial<Challenged>) => findingsOf({ ...calm, ...changes }).map(({ check }) => check);

it("says of a date in French nothing that has to agree with its label (P25)", () => {
  const label = { en: "Target date", fr: "Date cible" };
  const found = { check: "W6" as const, label, days: 31, evidence };
  expect(findingSentence({ locale: "fr-FR" }, found).replaceAll("\u00a0", " ")).toBe(
    "« Date cible » : décalage de 31 jours, sans changement de statut.",
  );
  const about = { key: "k", personId: "p", cadenceId: "c" };
  const { occasion } = slipped(about, { key: "target", label, on: { en: "26 October", fr: "lundi 26 octobre" } });
  expect(occasion).toMatchObject({
    fr: "«\u00a0Date cible\u00a0» était prévu le lundi 26 octobre, et cette date est passée.",
  });
});

describe("a green", () => {
  it("stands when nothing speaks against it", () => {
    expect(checksOf({})).toEqual([]);
  });

  it.each<[string, Partial<Challenged>, string]>([
    [
      "a blocker older than five working days",
      { blockers: [{ code: "I-1", title: "x", workingDaysOpen: 6, evidence }] },
      "W1",
    ],
    [
      "a milestone past its date",
      { milestones: [{ label: "Launch", passedOn: "2026-11-16", movedByDays: 0, slipping: null, evidence }] },
      "W2",
    ],
    [
      "a high risk that nobody answers",
      { risks: [{ code: "R-1", title: "x", isHigh: true, hasResponse: false, evidence }] },
      "W2",
    ],
    ["low confidence", { confidence: { now: 5, before: 5 } }, "W3"],
    ["confidence that fell by two", { confidence: { now: 7, before: 9 } }, "W3"],
    ["an overdue ask", { asks: [{ code: "ASK-1", title: "x", daysOverdue: 1, evidence }] }, "W4"],
    ["the same words three times", { texts: ["All is well here.", "All is well here", "all is WELL here"] }, "W5"],
    ["no words three times", { texts: [null, " ", null] }, "W5"],
    [
      "a date that moved",
      { milestones: [{ label: "Launch", passedOn: null, movedByDays: 21, slipping: null, evidence }] },
      "W6",
    ],
    ["a team that is less sure", { teamColours: ["green", "amber", "amber", "amber", "red"] }, "W7"],
    ["few answers", { participation: { answered: 3, asked: 8, people: 8 } }, "W8"],
  ])("is challenged by %s", (_, changes, check) => {
    expect(checksOf(changes)).toEqual([check]);
  });

  it.each<[string, Partial<Challenged>]>([
    ["four of the team, who could be told apart", { teamColours: ["red", "red", "red", "red"] }],
    ["the same words twice", { texts: ["All is well here", "All is well here"] }],
    ["nobody asked", { participation: { answered: 0, asked: 0, people: 0 } }],
    ["few answers of four people", { participation: { answered: 3, asked: 8, people: 4 } }],
    [
      "a date that moved together with the colour",
      { before: "amber", milestones: [{ label: "x", passedOn: null, movedByDays: 9, slipping: null, evidence }] },
    ],
  ])("is not challenged by %s", (_, changes) => {
    expect(checksOf(changes)).toEqual([]);
  });
});

describe("another colour", () => {
  it("is asked only what was not seen, when it fell from green to red at once", () => {
    expect(checksOf({ colour: "red" })).toEqual(["W9"]);
    expect(checksOf({ colour: "red", before: "amber" })).toEqual([]);
    expect(checksOf({ colour: "amber", confidence: { now: 1, before: 9 } })).toEqual([]);
  });

  it("is proposed red when it is amber for the third period", () => {
    expect([isProposedRed("amber", 2), isProposedRed("amber", 3), isProposedRed("red", 3)]).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe("the similarity of two texts", () => {
  it("is 1 of a text and itself, the same both ways, and never out of bounds", () => {
    const text = fc
      .array(fc.constantFrom("the", "launch", "slips", "two", "weeks"), { maxLength: 12 })
      .map((w) => w.join(" "));
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(similarity(one, one)).toBe(1);
        expect(similarity(one, other)).toBe(similarity(other, one));
        expect(similarity(one, other)).toBeGreaterThanOrEqual(0);
        expect(similarity(one, other)).toBeLessThanOrEqual(1);
      }),
    );
    expect(similarity("the launch slips two weeks", "hire one engineer")).toBe(0);
  });
});
