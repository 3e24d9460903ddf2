/** The next opening of a rule, against the same in native Temporal by hand. Source: design.md §11. */

import { parseRule, type Rule } from "../../src/cadences/recurrence/rule.ts";
import { nextOpenings } from "../../src/cadences/recurrence/rules.ts";
import { WEEKDAYS } from "../../src/platform/time.ts";

const ZONES = [
  "UTC",
  "Europe/London",
  "Europe/Dublin",
  "Europe/Berlin",
  "America/New_York",
  "America/Chicago",
  "America/Los_Angeles",
  "America/Sao_Paulo",
  "America/Santiago",
  "America/Havana",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Asia/Tokyo",
  "Asia/Beirut",
  "Asia/Dubai",
  "Australia/Sydney",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
  "Pacific/Chatham",
  "Pacific/Apia",
  "Africa/Cairo",
  "Africa/Johannesburg",
  "Antarctica/Troll",
  "America/St_Johns",
] as const;
const RULES = 20_000;
const REPEATS = 5;
const YEARS_MS = 3 * 365 * 86_400_000;

/** Half weekly on one weekday, half monthly by date; `after` is any second of three years. */
interface Case {
  zone: string;
  /** 1 is Monday; null when monthly. */
  weekday: number | null;
  day: number;
  hour: number;
  minute: number;
  afterMs: number;
  after: string;
  rule: Rule;
}

/** Milliseconds for all rules, the median of several interleaved runs. Throws when the two disagree. */
export async function bench(): Promise<{ name: string; ours: string; baseline: string; ratio: number; bar: number }[]> {
  const cases = casesFrom(randomFrom(11));
  for (const one of cases) if (withDrumbeat(one) !== withTemporal(one)) throw new Error(JSON.stringify(one));
  return [
    rowOf("next occurrence, weekly and monthly", cases),
    rowOf(
      "next occurrence, weekly",
      cases.filter(({ weekday }) => weekday !== null),
    ),
    rowOf(
      "next occurrence, monthly",
      cases.filter(({ weekday }) => weekday === null),
    ),
  ];
}

function rowOf(name: string, cases: readonly Case[]) {
  const ours: number[] = [];
  const baseline: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    baseline.push(timeMs(cases, withTemporal));
    ours.push(timeMs(cases, withDrumbeat));
  }
  const each = (ms: number) => `${((ms / cases.length) * 1000).toFixed(2)} µs each`;
  const ratio = medianOf(ours) / medianOf(baseline);
  return {
    name,
    ours: each(medianOf(ours)),
    baseline: each(medianOf(baseline)),
    ratio: Math.round(ratio * 100) / 100,
    bar: 2,
  };
}

function withDrumbeat({ rule, zone, after }: Case): number {
  return Date.parse(nextOpenings(rule, { zone, after, count: 1 })[0] ?? "");
}

function withTemporal({ zone, weekday, day, hour, minute, afterMs }: Case): number {
  const today = Temporal.Instant.fromEpochMilliseconds(afterMs).toZonedDateTimeISO(zone).toPlainDate();
  for (let period = -1; ; period++) {
    const date =
      weekday === null
        ? today.with({ day: 1 }).add({ months: period }).with({ day })
        : today.add({ days: ((weekday - today.dayOfWeek + 7) % 7) + 7 * period });
    const plainTime = new Temporal.PlainTime(hour, minute);
    const opening = date.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds;
    if (opening > afterMs) return opening;
  }
}

function casesFrom(random: () => number): Case[] {
  const below = (bound: number) => Math.floor(random() * bound);
  return Array.from({ length: RULES }, (_, index) => {
    const zone = ZONES[below(ZONES.length)] ?? "UTC";
    const weekday = index % 2 === 0 ? null : 1 + below(7);
    const [day, hour, minute] = [1 + below(28), below(24), below(4) * 15];
    const afterMs = Math.floor((Date.UTC(2025, 0, 1) + random() * YEARS_MS) / 1000) * 1000;
    const at = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
    const pattern = weekday === null ? { every: "month", on: { day } } : { every: "week", on: [WEEKDAYS[weekday - 1]] };
    const rule = parseRule({ ...pattern, at, zone: "participant" });
    return { zone, weekday, day, hour, minute, afterMs, after: new Date(afterMs).toISOString(), rule };
  });
}

function timeMs(cases: readonly Case[], next: (one: Case) => number): number {
  const start = performance.now();
  for (const one of cases) next(one);
  return performance.now() - start;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Mulberry32: the same cases in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
