/** Random histories for the differential test: what was asked and answered, who was away, what stood in the register. */
import fc from "fast-check";
import type { HealthColour } from "../../src/cadences/questions/health-scale.ts";
import type { WrittenRule } from "../../src/cadences/recurrence/rule.ts";
import { DAILY, MONTHLY, WEEKLY } from "../support/record.ts";

export const RULES: WrittenRule[] = [DAILY, WEEKLY, MONTHLY];
export const START = "2025-01-01T00:00:00.000Z";
export const MONTHS = ["2025-01", "2025-02", "2025-03", "2025-04"];
/** The third working day after each month, 09:00 UTC. */
export const SENDINGS = ["2025-02-05", "2025-03-05", "2025-04-03", "2025-05-05"].map((day) => `${day}T09:00:00.000Z`);
const [HOUR, DAY] = [3_600_000, 86_400_000];
const LAST_DAY = 119;

/** One person in one round; without a revision they did not answer. */
export interface Given {
  program: number;
  cadence: number;
  key: string;
  person: number;
  isAway: boolean;
  revisions: { at: string; ask: string | null; health: HealthColour | null }[];
}

export type ActKind = "seen" | "asked-back" | "answered-back" | "deferred" | "decided" | "withdrawn";

/** `title` is unique. Of `asked` the sponsor decides, unless another does; a dependency is closed by its first act. */
export interface Item {
  type: "ask" | "dependency" | "risk" | "issue" | "action" | "decision";
  title: string;
  program: number;
  at: string;
  dueOn: string | null;
  isOfAnother: boolean;
  isComplete: boolean;
  acts: { at: string; kind: ActKind; until: string }[];
}

/** From this day on nobody is asked in this cadence. */
export interface Pause {
  program: number;
  cadence: number;
  on: string;
}

export interface History {
  given: Given[];
  items: Item[];
  pauses: Pause[];
}

const [program, cadence, day] = [
  fc.integer({ min: 0, max: 2 }),
  fc.integer({ min: 0, max: 2 }),
  fc.integer({ min: 0, max: LAST_DAY }),
];

const given = fc
  .record({
    program,
    cadence,
    day,
    person: fc.integer({ min: 0, max: 2 }),
    isAway: fc.integer({ min: 0, max: 4 }).map((drawn) => drawn === 0),
    revisions: fc.uniqueArray(
      fc.record({
        afterHours: fc.integer({ min: 0, max: 24 * 45 }),
        ask: fc.option(fc.constantFrom("A desk", "Money", "A decision")),
        health: fc.option(fc.constantFrom<HealthColour>("green", "amber", "red")),
      }),
      { maxLength: 3, selector: (revision) => revision.afterHours },
    ),
  })
  .map(({ day: drawn, revisions, ...rest }): Given => {
    const opens = Date.parse(START) + drawn * DAY + 9 * HOUR;
    return {
      ...rest,
      key: dateOf(opens),
      revisions: revisions
        .toSorted((a, b) => a.afterHours - b.afterHours)
        .map(({ afterHours, ...said }) => ({ ...said, at: instantOf(opens + afterHours * HOUR + 1) })),
    };
  });

const item = fc
  .record({
    type: fc.constantFrom<Item["type"]>(
      "ask",
      "ask",
      "ask",
      "ask",
      "dependency",
      "risk",
      "issue",
      "action",
      "decision",
    ),
    program,
    day,
    dueAfterDays: fc.option(fc.integer({ min: 1, max: 60 })),
    isOfAnother: fc.integer({ min: 0, max: 4 }).map((drawn) => drawn === 0),
    isComplete: fc.boolean(),
    acts: fc.array(
      fc.record({
        kind: fc.constantFrom<ActKind>(
          "seen",
          "asked-back",
          "answered-back",
          "deferred",
          "deferred",
          "decided",
          "withdrawn",
        ),
        afterHours: fc.integer({ min: 1, max: 24 * 30 }),
        until: fc.oneof(fc.integer({ min: 1, max: 45 }), fc.constant("next digest" as const)),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ day: drawn, dueAfterDays, acts, ...rest }): Omit<Item, "title"> => {
    let at = Date.parse(START) + drawn * DAY + 10 * HOUR;
    return {
      ...rest,
      at: instantOf(at),
      dueOn: dueAfterDays === null ? null : dateOf(at + dueAfterDays * DAY),
      acts: acts.map(({ kind, afterHours, until }) => {
        at += afterHours * HOUR;
        const next = SENDINGS.find((sending) => sending.slice(0, 10) > dateOf(at));
        const isNext = until === "next digest" && next !== undefined;
        return {
          kind,
          at: instantOf(at),
          until: isNext ? next.slice(0, 10) : dateOf(at + (typeof until === "number" ? until : 1) * DAY),
        };
      }),
    };
  });

/** Each person once a round; nobody is asked while a cadence is paused, and away is only who does not answer. */
export const history: fc.Arbitrary<History> = fc
  .record({
    given: fc.uniqueArray(given, {
      maxLength: 40,
      selector: (one) => `${one.program} ${one.cadence} ${one.key} ${one.person}`,
    }),
    items: fc.array(item, { maxLength: 8 }),
    pauses: fc.uniqueArray(fc.record({ program, cadence, day }), {
      maxLength: 3,
      selector: (one) => `${one.program} ${one.cadence}`,
    }),
  })
  .map((drawn): History => {
    const pauses = drawn.pauses.map(({ day: from, ...of }) => ({
      ...of,
      on: dateOf(Date.parse(START) + from * DAY),
    }));
    const isAsked = (one: Given) =>
      !pauses.some(({ program: of, cadence: its, on }) => of === one.program && its === one.cadence && one.key >= on);
    return {
      given: drawn.given.filter(isAsked).map((one) => ({ ...one, isAway: one.isAway && one.revisions.length === 0 })),
      items: drawn.items.map((one, place) => ({ ...one, title: `Item ${place}` })),
      pauses,
    };
  });

function dateOf(ms: number): string {
  return instantOf(ms).slice(0, 10);
}

function instantOf(ms: number): string {
  return new Date(ms).toISOString();
}
