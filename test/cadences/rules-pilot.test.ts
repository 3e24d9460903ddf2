import { describe, expect, it } from "vitest";
import { type Pilot, pilotAfter, pilotEnded } from "../../src/cadences/audience/pilot/rules.ts";
import { parseRule } from "../../src/cadences/recurrence/rule.ts";
import { planRounds } from "../../src/check-ins/rounds/rules.ts";

const MONDAYS = parseRule({ every: "week", on: ["mo"], at: "09:30", zone: "participant" });
const ANA = { id: "ana", zone: "America/New_York" };
const BO = { id: "bo", zone: "Asia/Tokyo" };

describe("a pilot group", () => {
  const planned = (rounds: Pilot["rounds"], now: string, plannedThrough: string | null = null) =>
    planRounds({
      rule: MONDAYS,
      people: [ANA, BO],
      createdAt: "2026-11-01T00:00:00.000Z",
      plannedThrough,
      pilot: { people: [ANA], rounds },
      now,
    });

  it("is asked at its own time, and everybody at theirs once its rounds are over", () => {
    expect(planned(1, "2026-11-02T01:00:00.000Z").nextCheckAt).toBe("2026-11-02T14:30:00.000Z");
    const over = planned(1, "2026-11-02T14:30:00.000Z");
    expect(over.rounds.map(({ occurrence, isPilot }) => [occurrence.key, isPilot])).toEqual([["2026-11-02", true]]);
    expect(over.nextCheckAt).toBe("2026-11-09T00:30:00.000Z");
    expect(planned(null, "2026-11-02T14:30:00.000Z").nextCheckAt).toBe("2026-11-09T14:30:00.000Z");
  });

  it("has as many rounds as were asked: one that was missed while Drumbeat was down is none", () => {
    const { rounds } = planned(1, "2026-11-24T12:00:00.000Z");
    expect(rounds.map(({ occurrence, outcome, isPilot }) => [occurrence.key, outcome, isPilot])).toEqual([
      ["2026-11-02", "missed", true],
      ["2026-11-09", "missed", true],
      ["2026-11-16", "missed", true],
      ["2026-11-23", "open", true],
    ]);
  });

  it("is over after its last round, and without a number only when somebody says so", () => {
    const pilot = { people: ["ana"], rounds: 2 };
    expect(pilotAfter(pilot, 1)).toEqual({ people: ["ana"], rounds: 1 });
    expect(pilotAfter(pilot, 2)).toBeNull();
    expect(pilotAfter({ ...pilot, rounds: null }, 9)).toEqual({ people: ["ana"], rounds: null });
  });

  it.each([
    ["at once where the next round has begun for nobody", "2026-11-08T12:00:00.000Z", null],
    ["after the round that has begun for somebody else", "2026-11-09T05:00:00.000Z", 1],
  ])("ends %s", (_, now, rounds) => {
    const pilot = { people: ["ana"], rounds: null };
    const ended = pilotEnded(pilot, MONDAYS, { everybody: [ANA, BO], plannedThrough: "2026-11-02", now });
    expect(ended).toEqual(rounds && { people: ["ana"], rounds });
  });
});
