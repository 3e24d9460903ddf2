import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Rule, ruleSchema } from "../../src/cadences/recurrence/rule.ts";
import { isLonger } from "../../src/check-ins/rounds/longest-rhythm.ts";
import { HELD, isSilent, type PlanInput, planRounds, waveOpenings } from "../../src/check-ins/rounds/rounds-to-plan.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { addMs, DAY, HOUR, MINUTE } from "../../src/platform/time.ts";

const DAILY = ruleSchema.parse({ every: "day", at: "09:30", zone: "participant" });
const WEEKLY = ruleSchema.parse({ every: "week", on: ["th"], at: "14:00", zone: "participant" });
/** Before the first opening of Monday 2 November anywhere. */
const CREATED: Instant = "2026-11-01T00:00:00.000Z";

function plan(facts: Partial<PlanInput> & { now: Instant }) {
  const { rounds, ...rest } = planRounds({
    rule: DAILY,
    people: [{ zone: "Europe/London" }],
    createdAt: CREATED,
    plannedThrough: null,
    ...facts,
  });
  return {
    rounds: rounds.map(({ occurrence, missedReason }) =>
      [occurrence.key, missedReason ? `missed ${missedReason}` : "open"].join(" "),
    ),
    ...rest,
  };
}

describe("which rounds must exist", () => {
  it.each<[string, Partial<PlanInput> & { now: Instant }, ReturnType<typeof plan>]>([
    [
      "none before the first opens; it says when that is",
      { now: "2026-11-02T09:29:59.999Z" },
      { rounds: [], plannedThrough: null, nextCheckAt: "2026-11-02T09:30:00.000Z" },
    ],
    [
      "the round that opens now",
      { now: "2026-11-02T09:30:00.000Z" },
      { rounds: ["2026-11-02 open"], plannedThrough: "2026-11-02", nextCheckAt: "2026-11-03T09:30:00.000Z" },
    ],
    [
      "nothing twice",
      { now: "2026-11-02T12:00:00.000Z", plannedThrough: "2026-11-02" },
      { rounds: [], plannedThrough: "2026-11-02", nextCheckAt: "2026-11-03T09:30:00.000Z" },
    ],
    [
      "one that opens for its first participant, in the east",
      { now: "2026-11-02T04:00:00.000Z", people: [{ zone: "America/New_York" }, { zone: "Asia/Kolkata" }] },
      { rounds: ["2026-11-02 open"], plannedThrough: "2026-11-02", nextCheckAt: "2026-11-03T04:00:00.000Z" },
    ],
    [
      "none that had opened for everybody when the cadence was created",
      { now: "2026-11-02T12:00:00.000Z", createdAt: "2026-11-02T10:00:00.000Z" },
      { rounds: [], plannedThrough: "2026-11-02", nextCheckAt: "2026-11-03T09:30:00.000Z" },
    ],
    [
      "one that has yet to open for somebody when the cadence is created",
      {
        now: "2026-11-02T12:00:00.000Z",
        createdAt: "2026-11-02T12:00:00.000Z",
        people: [{ zone: "Europe/London" }, { zone: "America/New_York" }],
      },
      { rounds: ["2026-11-02 open"], plannedThrough: "2026-11-02", nextCheckAt: "2026-11-03T09:30:00.000Z" },
    ],
    [
      "those that are over as missed, what is still open as open",
      { now: "2026-11-05T12:00:00.000Z", plannedThrough: "2026-11-02" },
      {
        rounds: ["2026-11-03 missed downtime", "2026-11-04 missed downtime", "2026-11-05 open"],
        plannedThrough: "2026-11-05",
        nextCheckAt: "2026-11-06T09:30:00.000Z",
      },
    ],
    [
      "one that is still open somewhere as open",
      { now: "2026-11-03T10:00:00.000Z", people: [{ zone: "Europe/London" }, { zone: "America/New_York" }] },
      {
        rounds: ["2026-11-02 open", "2026-11-03 open"],
        plannedThrough: "2026-11-03",
        nextCheckAt: "2026-11-04T09:30:00.000Z",
      },
    ],
    [
      "a round that nobody takes part in as missed, for that reason",
      { now: "2026-11-02T10:00:00.000Z", people: [] },
      {
        rounds: ["2026-11-02 missed no-participants"],
        plannedThrough: "2026-11-02",
        nextCheckAt: "2026-11-03T09:30:00.000Z",
      },
    ],
    [
      "none after the rule has ended",
      { now: "2026-12-24T10:00:00.000Z", rule: { ...WEEKLY, until: "2026-11-05" }, plannedThrough: "2026-11-05" },
      { rounds: [], plannedThrough: "2026-11-05", nextCheckAt: null },
    ],
  ])("%s", (_, facts, expected) => {
    expect(plan(facts)).toEqual(expected);
  });

  it("are the same however often and however late one looks", () => {
    const rules: Rule[] = [
      DAILY,
      WEEKLY,
      ruleSchema.parse({ every: "day", interval: 3, anchor: "2026-01-05", at: "23:45", zone: "participant" }),
    ];
    const zones = ["Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"];
    fc.assert(
      fc.property(
        fc.constantFrom(...rules),
        fc.uniqueArray(fc.constantFrom(...zones), { minLength: 1 }),
        fc.array(fc.integer({ min: 1, max: 4 * 24 * 60 }), { minLength: 1, maxLength: 12 }),
        (rule, who, minutes) => {
          let now = CREATED;
          let plannedThrough: string | null = null;
          const stepwise: string[] = [];
          for (const step of minutes) {
            now = addMs(now, step * MINUTE);
            const looked = planRounds({
              rule,
              people: who.map((zone) => ({ zone })),
              createdAt: CREATED,
              plannedThrough,
              now,
            });
            stepwise.push(...looked.rounds.map(({ occurrence }) => occurrence.key));
            plannedThrough = looked.plannedThrough;
            expect(looked.nextCheckAt === null || looked.nextCheckAt > now).toBe(true);
          }
          const once = planRounds({
            rule,
            people: who.map((zone) => ({ zone })),
            createdAt: CREATED,
            plannedThrough: null,
            now,
          });
          expect(stepwise).toEqual(once.rounds.map(({ occurrence }) => occurrence.key));
          expect(new Set(stepwise).size).toBe(stepwise.length);
        },
      ),
      { seed: 7, numRuns: 150 },
    );
  });

  it("are one a day after ten years of downtime, and no more", () => {
    const { rounds } = plan({ now: addMs(CREATED, 3652 * DAY), rule: DAILY });
    // 521 weeks, and Monday to Thursday.
    expect(rounds).toHaveLength(521 * 5 + 4);
    expect(rounds.filter((round) => round.endsWith("open"))).toHaveLength(1);
  });
});

describe("a large round", () => {
  const asked = (count: number, opensAt: Instant) => Array.from({ length: count }, () => ({ window: { opensAt } }));

  it("is one that opens for more than fifty at one instant", () => {
    const kolkata = addMs(CREATED, HOUR);
    expect(waveOpenings([...asked(51, CREATED), ...asked(50, kolkata)])).toEqual(new Set([CREATED]));
    expect(waveOpenings([...asked(50, CREATED), ...asked(50, kolkata)])).toEqual(new Set());
  });
});

describe("who is silent", () => {
  it("was asked and has not answered, whether or not the round is over", () => {
    const at = "2026-11-02T09:00:00.000Z";
    const prompts = [
      { person_id: "asked", state: "sent", reason: null, sent_at: at },
      { person_id: "asked-and-over", state: "missed", reason: null, sent_at: at },
      { person_id: "waiting", state: "planned", reason: null, sent_at: null },
      { person_id: "too-late-to-ask", state: "missed", reason: null, sent_at: null },
      { person_id: "held", state: "missed", reason: HELD, sent_at: null },
      { person_id: "answered", state: "answered", reason: null, sent_at: at },
    ] as const;
    expect(prompts.filter(isSilent).map(({ person_id }) => person_id)).toEqual(["asked", "asked-and-over"]);
  });
});

it("a rhythm is longer than each that comes more often, but for the quarter and the year, which stand beside them", () => {
  const rules = [
    { every: "day", at: "09:30", zone: "participant" },
    { every: "week", on: ["fr"], at: "15:00", zone: "participant" },
    { every: "month", on: { workingDay: -1 }, at: "10:00", zone: "participant" },
    { every: "quarter", on: { workingDay: 1 }, at: "10:00", zone: "participant" },
    { every: "year", on: { month: 3, workingDay: 1 }, at: "10:00", zone: "participant" },
  ].map((rule) => ruleSchema.parse(rule));
  const shorter = rules.map((rule) => rules.filter((other) => isLonger(rule, other)).map(({ every }) => every));
  expect(shorter).toEqual([[], ["day"], ["day", "week"], [], []]);
});
