import { describe, expect, it } from "vitest";
import { alivenessAt, isEvidence } from "../../src/register/rules-alive.ts";

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
});
