/**
 * Wall times as instants by brute force, with nothing but `Intl.DateTimeFormat`: neither Temporal nor the product.
 * Source of the two rules: RFC 5545 §3.3.5: a time that comes twice is the first, one that never comes is read with the
 * offset before the gap.
 */
const formats = new Map<string, Intl.DateTimeFormat>();
/** Of each zone what its clocks were found to show: the days around one change are looked at again and again. */
const shown = new Map<string, Map<number, number>>();

/** What the clocks of a zone show at an instant, as if it were UTC: milliseconds. */
export function wallAt(zone: string, at: number): number {
  const ofZone = shown.get(zone) ?? new Map<number, number>();
  shown.set(zone, ofZone);
  const wall = ofZone.get(at) ?? readWall(zone, at);
  ofZone.set(at, wall);
  return wall;
}

function readWall(zone: string, at: number): number {
  const known = formats.get(zone);
  const format =
    known ??
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "iso8601",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  if (!known) formats.set(zone, format);
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const offsetAt = (zone: string, at: number) => wallAt(zone, at) - at;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The instant of a wall time, both in milliseconds. */
export function instantOfWall(zone: string, wall: number): number {
  const offsets = new Set<number>();
  for (let at = wall - 2 * DAY; at <= wall + 2 * DAY; at += 6 * HOUR) offsets.add(offsetAt(zone, at));
  const candidates = [...offsets].map((offset) => wall - offset).sort((one, other) => one - other);
  const first = candidates.find((at) => wallAt(zone, at) === wall);
  return first ?? wall - offsetBeforeGap(zone, wall);
}

/** Hour by hour, and the last hour minute by minute, until the clocks show more than the time that they never show. */
function offsetBeforeGap(zone: string, wall: number): number {
  let from = wall - DAY - 2 * HOUR;
  while (wallAt(zone, from + HOUR) <= wall) from += HOUR;
  for (let at = from; ; at += 60_000) if (wallAt(zone, at) > wall) return offsetAt(zone, at - 60_000);
}

export interface Transition {
  zone: string;
  /** The first instant with the new offset, to the minute. */
  at: number;
  before: number;
  after: number;
}

/** Every change of offset of a zone between two years, both included. */
export function transitionsOf(zone: string, fromYear: number, untilYear: number): Transition[] {
  const found: Transition[] = [];
  const end = Date.UTC(untilYear + 1, 0);
  let before = offsetAt(zone, Date.UTC(fromYear, 0));
  for (let at = Date.UTC(fromYear, 0) + DAY; at <= end; at += DAY) {
    const after = offsetAt(zone, at);
    if (after === before) continue;
    let low = at - DAY;
    let high = at;
    while (high - low > 60_000) {
      const middle = low + Math.floor((high - low) / 120_000) * 60_000;
      if (offsetAt(zone, middle) === before) low = middle;
      else high = middle;
    }
    found.push({ zone, at: high, before, after: offsetAt(zone, high) });
    before = after;
  }
  return found;
}
