import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MONDAY_TO_FRIDAY } from "../../src/calendars/rules-days.ts";
import {
  bodyOf,
  chairOf,
  daysToDecision,
  isByRule,
  mayBeUndone,
  resultOf,
  usualQuorum,
  type Vote,
  waitsFor,
} from "../../src/register/asks/rules.ts";

const votes = (...options: (number | null)[]): Vote[] =>
  options.map((option, index) => ({ personId: `p${index}`, option }));

describe("an ask", () => {
  it.each([
    ["decider", "open", {}],
    ["decider", "draft", {}],
    ["decider", "acknowledged", { deferredUntil: "2026-11-05" }],
    ["date", "open", { deferredUntil: "2026-11-06" }],
    ["asker", "open", { askedBack: { question: "Who?", by: "p" }, deferredUntil: "2026-11-06" }],
    ["committee", "open", { circulation: { number: 1, putBy: "p", voters: ["p"], quorum: 1, closesAt: "" } }],
    [null, "decided", {}],
    [null, "withdrawn", { askedBack: { question: "Who?", by: "p" } }],
  ] as const)("waits for %s where it is %s", (expected, state, details) => {
    const ask = { state, details: { kind: "decision" as const, ...details } };
    expect(waitsFor(ask as Parameters<typeof waitsFor>[0], "2026-11-05")).toBe(expected);
  });

  it("may be undone for ten minutes, unless the committee voted", () => {
    const outcome = {
      option: 0,
      text: "Yes",
      decidedBy: "p",
      decidedAt: "2026-11-05T10:00:00.000Z",
      body: "sponsor" as const,
      decisionId: "d",
      decisionCode: "D-1",
    };
    const details = { kind: "decision" as const, outcome };
    expect(mayBeUndone(details, "2026-11-05T10:09:59.999Z")).toBe(true);
    expect(mayBeUndone(details, "2026-11-05T10:10:00.000Z")).toBe(false);
    const voted = { kind: "decision" as const, outcome: { ...outcome, vote: { for: 2, cast: 3 } } };
    expect(mayBeUndone(voted, "2026-11-05T10:00:00.000Z")).toBe(false);
    expect(mayBeUndone({ kind: "decision" }, "2026-11-05T10:00:00.000Z")).toBe(false);
  });
});

describe("who decides an ask of an answer", () => {
  const asked = { state: "draft" as const, check_in_id: "c", isTakenUp: false, description: "", decider: "Ana Gil" };
  it.each([
    ["Hugo: the answer from Legal?", {}, true],
    ["One engineer?", {}, true],
    ["Anatole: one engineer?", {}, true],
    ["Ana’s team: one engineer?", {}, true],
    ["Ana: one engineer?", {}, false],
    ["Pour Ana Gil\u00a0: un ingénieur\u00a0?", {}, false],
    ["@Ana, one engineer?", {}, false],
    ["One engineer?", { isTakenUp: true }, false],
    ["One engineer?", { state: "open" as const }, false],
    ["One engineer?", { check_in_id: null }, false],
  ])("%s %o: is a rule’s alone: %s (B5)", (title, more, expected) => {
    expect(isByRule({ ...asked, title, ...more })).toBe(expected);
  });
});

describe("a committee", () => {
  it("is represented by whoever has sat in it longest", () => {
    const seat = (id: string, from: string | null, created: string, role: "steering" | "sponsor" = "steering") => ({
      id,
      role,
      person_id: `person of ${id}`,
      from_date: from,
      created_at: `${created}T10:00:00.000Z`,
    });
    expect(chairOf([seat("a", null, "2026-03-01"), seat("b", "2026-02-01", "2026-04-01")])).toBe("person of b");
    expect(chairOf([seat("b", null, "2026-03-01"), seat("a", null, "2026-03-01")])).toBe("person of a");
    expect(chairOf([seat("a", null, "2026-01-01", "sponsor")])).toBeNull();
  });

  it.each([
    ["too few votes", votes(0, 0), 3, { kind: "no-quorum", cast: 2 }],
    ["an abstention makes the quorum", votes(0, 0, null), 3, { kind: "decided", option: 0, votes: 2, cast: 3 }],
    ["half is no majority", votes(0, 0, 1, 1), 3, { kind: "no-majority", cast: 4 }],
    ["the largest of three is no majority", votes(0, 0, 1, 2), 3, { kind: "no-majority", cast: 4 }],
    ["everybody abstains", votes(null, null), 2, { kind: "no-majority", cast: 2 }],
    ["nobody votes", [], 1, { kind: "no-quorum", cast: 0 }],
  ])("%s", (_, cast, quorum, expected) => {
    expect(resultOf(cast, quorum)).toEqual(expected);
  });

  it("decides the same in whatever order votes came, and never against the majority", () => {
    const some = fc.array(fc.option(fc.integer({ min: 0, max: 3 })), { maxLength: 9 });
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 9 }), (options, quorum) => {
        const result = resultOf(votes(...options), quorum);
        expect(resultOf(votes(...[...options].reverse()), quorum)).toEqual(result);
        if (result.kind !== "decided") return;
        const given = options.filter((option) => option !== null);
        expect(2 * given.filter((option) => option === result.option).length).toBeGreaterThan(given.length);
        expect(options.length).toBeGreaterThanOrEqual(quorum);
      }),
    );
  });

  it("needs more than half of its members unless said otherwise", () => {
    expect([1, 2, 3, 4, 5].map(usualQuorum)).toEqual([1, 2, 2, 3, 3]);
  });

  it("decides for the body of the highest seat", () => {
    expect([
      bodyOf(["steering", "sponsor"]),
      bodyOf(["team", "steering"]),
      bodyOf(["deputy"]),
      bodyOf(["team"]),
    ]).toEqual(["sponsor", "committee", "lead", "other"]);
  });
});

describe("the time from ask to decision", () => {
  const days = (askedOn: string, decidedOn: string, waits: { from: string; until: string }[] = []) =>
    daysToDecision({ askedOn, decidedOn, waits }, MONDAY_TO_FRIDAY);

  it("is counted in working days, the day of asking left out", () => {
    expect(days("2026-11-06", "2026-11-06")).toBe(0);
    expect(days("2026-11-06", "2026-11-09")).toBe(1);
    expect(days("2026-11-02", "2026-11-16")).toBe(10);
  });

  it("stands still while the decider waits for an answer", () => {
    expect(days("2026-11-02", "2026-11-16", [{ from: "2026-11-03", until: "2026-11-06" }])).toBe(7);
  });
});
