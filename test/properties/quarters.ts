/**
 * Random quarters of two programs: who sits where and from where they work, and what people do, drawn as plain numbers that
 * `quarter-world.ts` reads by what is there then. Imports nothing of `src`.
 */
import fc from "fast-check";

export const BEGINS = "2026-10-01";
export const DAYS = 92;

/** Those with `isAdmin` are of the workspace alone; those without a role may still be given something. */
export const PEOPLE = [
  { handle: "lena", zone: "Europe/London" },
  { handle: "dan", zone: "Pacific/Auckland" },
  { handle: "sol", zone: "Europe/London" },
  { handle: "sia", zone: "Pacific/Auckland" },
  { handle: "cora", zone: "Europe/London" },
  { handle: "carl", zone: "Pacific/Auckland" },
  { handle: "tess", zone: "Europe/London" },
  { handle: "theo", zone: "Pacific/Auckland" },
  { handle: "olga", zone: "Europe/London" },
  { handle: "adam", zone: "Europe/London", isAdmin: true },
] as const;

export const ROLES = ["lead", "deputy", "sponsor", "steering", "team"] as const;
export type Role = (typeof ROLES)[number];

/** What may happen, the likelier more than once. */
export const ACTS = [
  "raise",
  "raise",
  "raise",
  "raise",
  "answer",
  "answer",
  "ask-back",
  "ask-back",
  "answer-back",
  "put-off",
  "delegate",
  "vote-begins",
  "vote",
  "decide",
  "undo",
  "end",
  "reopen",
  "pass-up",
  "pass-up",
  "hand-over",
  "still-blocks",
  "change-date",
  "change-owner",
  "complete",
  "respond",
  "away",
  "away",
  "back",
  "leaves",
  "leaves",
  "returns",
  "moves",
  "week-changes",
  "seat-ends",
  "seat-ends",
  "seat-begins",
  "close-program",
  "reopen-program",
  "reopen-program",
] as const;
export type ActName = (typeof ACTS)[number];

/** On this day of the quarter; `a` to `d` choose among what there is. */
export interface Act {
  day: number;
  name: ActName;
  a: number;
  b: number;
  c: number;
  d: number;
}

export interface Quarter {
  /** Of each program: role → places of people. */
  seats: readonly Readonly<Record<Role, readonly number[]>>[];
  acts: readonly Act[];
}

const someOf = (least: number, ...places: number[]) => fc.subarray(places, { minLength: least });
const seats = fc.record({
  lead: fc.oneof({ weight: 5, arbitrary: fc.constant([0]) }, { weight: 1, arbitrary: someOf(0, 0, 6) }),
  deputy: someOf(0, 1),
  sponsor: someOf(0, 2, 3),
  steering: someOf(0, 4, 5),
  team: someOf(0, 6, 7),
});

const number = fc.nat({ max: 59 });
const act = fc.record({
  day: fc.nat({ max: DAYS - 1 }),
  name: fc.constantFrom(...ACTS),
  a: number,
  b: number,
  c: number,
  d: number,
});
/** Most quarters begin with something to follow. */
const first = fc.record({
  day: fc.nat({ max: 10 }),
  name: fc.constant("raise" as const),
  a: number,
  b: number,
  c: number,
  d: number,
});

export const quarter: fc.Arbitrary<Quarter> = fc
  .record({
    seats: fc.tuple(seats, seats),
    begin: fc.array(first, { minLength: 1, maxLength: 6, size: "max" }),
    rest: fc.array(act, { minLength: 5, maxLength: 60, size: "max" }),
  })
  .map(({ seats: both, begin, rest }) => ({
    seats: both,
    acts: [...begin, ...rest].toSorted((one, other) => one.day - other.day),
  }));

export function dayAt(day: number): string {
  return new Date(Date.parse(BEGINS) + day * 86_400_000).toISOString().slice(0, 10);
}
