import { describe, expect, it } from "vitest";
import { parseRule } from "../../src/cadences/recurrence/rule.ts";
import { nextOpenings } from "../../src/cadences/recurrence/rules.ts";
import { MINUTE } from "../../src/platform/time.ts";

/** Whole and half hours, midnight gaps, negative daylight saving, changes of law: reliability.md §2. */
const ZONES = [
  "Europe/London",
  "Europe/Dublin",
  "Europe/Berlin",
  "America/New_York",
  "America/Santiago",
  "America/Havana",
  "America/Asuncion",
  "America/St_Johns",
  "Asia/Beirut",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Antarctica/Troll",
];

interface Change {
  /** Wall time in the middle of what is skipped or comes twice. */
  wall: Temporal.PlainDateTime;
  offsetBeforeMs: number;
  shiftMs: number;
}

function changesOf(zone: string): Change[] {
  const changes: Change[] = [];
  let moment = Temporal.Instant.from("2020-01-01T00:00Z").toZonedDateTimeISO(zone);
  for (;;) {
    const next = moment.getTimeZoneTransition("next");
    if (!next || next.year > 2035) return changes;
    const offsetBeforeMs = next.subtract({ milliseconds: 1 }).offsetNanoseconds / 1e6;
    const shiftMs = next.offsetNanoseconds / 1e6 - offsetBeforeMs;
    const middle = next.toPlainDateTime().subtract({ milliseconds: shiftMs / 2 });
    if (shiftMs !== 0) changes.push({ wall: middle, offsetBeforeMs, shiftMs });
    moment = next;
  }
}

describe.each(ZONES)("when the clocks change in %s", (zone) => {
  const changes = changesOf(zone);

  it("a time that the day skips opens later by the gap, one that comes twice opens once, at its first reading", () => {
    expect(changes.length).toBeGreaterThan(0);
    for (const { wall, offsetBeforeMs } of changes) {
      // Both are the wall time read with the offset before the change: RFC 5545 §3.3.5.
      const expected = new Date(wall.toZonedDateTime("UTC").epochMilliseconds - offsetBeforeMs).toISOString();
      const day = wall.toPlainDate();
      const dayBefore = day
        .subtract({ days: 2 })
        .toZonedDateTime("UTC")
        .toInstant()
        .toString({ fractionalSecondDigits: 3 });
      const rule = {
        every: "day",
        on: ["mo", "tu", "we", "th", "fr", "sa", "su"],
        at: wall.toPlainTime().toString().slice(0, 5),
      };
      const options = { zone, after: dayBefore, count: 5 };
      const openings = nextOpenings(parseRule({ ...rule, zone: "participant" }), options);
      expect(openings).toContain(expected);
      // Once: five openings on five dates.
      expect(new Set(openings.map((at) => localDate(at, zone))).size).toBe(5);
      expect(nextOpenings(parseRule({ ...rule, zone }), { ...options, zone: "UTC" })).toEqual(openings);
    }
  });

  it("the minute before and after has its own offset", () => {
    for (const { wall, offsetBeforeMs, shiftMs } of changes) {
      const half = Math.abs(shiftMs) / 2;
      const before = wall.subtract({ milliseconds: half }).subtract({ minutes: 1 });
      const after = wall.add({ milliseconds: half });
      expect(openingAt(before, zone)).toBe(before.toZonedDateTime("UTC").epochMilliseconds - offsetBeforeMs);
      expect(openingAt(after, zone)).toBe(after.toZonedDateTime("UTC").epochMilliseconds - offsetBeforeMs - shiftMs);
    }
  });
});

function openingAt(wall: Temporal.PlainDateTime, zone: string): number {
  const date = wall.toPlainDate().toString();
  const at = wall.toPlainTime().toString({ smallestUnit: "minute" });
  const rule = parseRule({
    every: "day",
    on: ["mo", "tu", "we", "th", "fr", "sa", "su"],
    at,
    zone,
    from: date,
    until: date,
  });
  const after = new Date(wall.toZonedDateTime("UTC").epochMilliseconds - 48 * 60 * MINUTE).toISOString();
  return Date.parse(nextOpenings(rule, { zone, after, count: 1 })[0] ?? "");
}

function localDate(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}
