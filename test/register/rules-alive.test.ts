import { describe, expect, it } from "vitest";
import {
  alivenessAt,
  endsBySilence,
  isEvidence,
  leavesOut,
  saysSolved,
  standsBy,
} from "../../src/register/rules-alive.ts";

const [MONDAY, TUESDAY, WEDNESDAY] = [
  "2026-11-02T09:00:00.000Z",
  "2026-11-03T09:00:00.000Z",
  "2026-11-04T09:00:00.000Z",
];

describe("a matter", () => {
  const draft = { state: "draft", closed_at: null, confirmed_at: TUESDAY, doubted_at: null } as const;

  it("is alive, doubted or ended at an instant, and evidence from when somebody stands by it until it is doubted (A7)", () => {
    const at = [MONDAY, TUESDAY, WEDNESDAY];
    const doubted = { ...draft, doubted_at: WEDNESDAY };
    const closed = { ...draft, state: "closed", closed_at: WEDNESDAY } as const;
    expect(at.map((now) => alivenessAt(draft, now))).toEqual(["alive", "alive", "alive"]);
    expect(at.map((now) => alivenessAt(doubted, now))).toEqual(["alive", "alive", "doubted"]);
    expect(at.map((now) => alivenessAt(closed, now))).toEqual(["alive", "alive", "ended"]);
    for (const one of [draft, doubted, closed])
      expect(at.map((now) => isEvidence(one, now))).toEqual([false, true, one === draft]);
    expect(isEvidence({ ...draft, confirmed_at: null }, WEDNESDAY)).toBe(false);
  });

  it("is confirmed by a deed or by naming it in another round, not by what an answer does to it (A7)", () => {
    const tom = { actorId: "tom", isInAnswer: false, isOfAnotherRound: false };
    expect(
      ["changed", "confirmed", "delegated", "completed"].map((event) => standsBy(event as "changed", tom)),
    ).toEqual([true, true, true, true]);
    expect(standsBy("escalated", { ...tom, actorId: null })).toBe(false);
    for (const event of ["restated", "taken-out", "left-out"] as const) expect(standsBy(event, tom)).toBe(false);
    expect(standsBy("said-again", { ...tom, isInAnswer: true })).toBe(false);
    expect(standsBy("said-again", { ...tom, isInAnswer: true, isOfAnotherRound: true })).toBe(true);
  });

  it("ends by silence only as a blocker that stands on answers alone and is in doubt (A7)", () => {
    const blocker = { ...draft, type: "issue", details: { blocksWork: true }, doubted_at: TUESDAY } as const;
    expect(endsBySilence(blocker)).toBe(true);
    expect(endsBySilence({ ...blocker, doubted_at: null })).toBe(false);
    expect(endsBySilence({ ...blocker, state: "open" })).toBe(false);
    expect(endsBySilence({ ...blocker, details: { blocksWork: false } })).toBe(false);
    expect(endsBySilence({ ...blocker, type: "risk", details: {} })).toBe(false);
  });

  it("is left out by texts that have nothing to do with it (A7)", () => {
    const push = { title: "Push certificates: no date, day 2", description: "" };
    expect(leavesOut([], push)).toBe(true);
    expect(leavesOut(["The laptop is broken"], push)).toBe(true);
    expect(leavesOut(["The laptop, and still the certificates"], push)).toBe(false);
    expect(leavesOut(["1. Laptop. 2. Certificates for push."], push)).toBe(false);
  });
});

describe("what says that something is solved (A7)", () => {
  it.each([
    "I-1 is solved",
    "Push certificates: resolved",
    "Solved: the push certificates.",
    "The import is no longer blocked",
    "The certificates are now fixed",
    "Certificats : résolu",
    "Le problème des certificats est réglé.",
    "Les certificats ne bloquent plus",
  ])("%s", (text) => expect(saysSolved(text)).toBe(true));

  it.each([
    "Push certificates: no date",
    "I-1 is not solved",
    "Blocked until the certificates are resolved",
    "Is I-1 solved?",
    "The certificates should be fixed on Monday",
    "The certificates are fixed. Now the laptop is broken.",
    "A fixed price is missing",
    "Bloqué tant que ce n’est pas résolu",
    "Le contrat ne sera réglé que lundi",
    "Ce n’est pas réglé",
  ])("not: %s", (text) => expect(saysSolved(text)).toBe(false));
});
