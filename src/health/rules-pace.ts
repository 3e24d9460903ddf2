/** How fast a target date moves away, and where that leads: arithmetic on what was said, no opinion. Pure. */
import { addLocalDays, daysBetween, type LocalDate } from "../platform/time.ts";

/** One move later. `since`: the day of the move before; of the first, the last day on which the date before was given. */
export interface Slip {
  from: LocalDate;
  to: LocalDate;
  since: LocalDate;
  on: LocalDate;
}

export interface Pace {
  /** By how many days it moves in a month of thirty days. */
  days: number;
  times: number;
  /** Null where that is more than a year after the date itself, or never. */
  forecast: LocalDate | null;
  /** The moves were not all of that size. */
  isAbout?: true | undefined;
}

const MONTH_DAYS = 30;
/** Rounds of a month are 28 to 35 days apart. */
const ROUNDING_DAYS = 5;
/** What moves again within a week has moved once. */
const WEEK_DAYS = 7;
const FARTHEST_DAYS = 365;

/**
 * The slope of the milestone's trend chart (days moved against days gone by). Each move counts as the days moved in a
 * month, over the time since the move before; the pace is the median of them. The forecast is where the line through the
 * last move meets the day itself: the target moves on by `days` a month until the calendar has caught up with it. Two moves
 * in a row, later and a week apart, are the least that a pace is told of.
 */
function paceOf(slips: readonly Slip[]): Pace | null {
  const moves = apart(slips);
  const last = moves.at(-1);
  if (!last || moves.length < 2) return null;
  const speeds = moves.map(({ from, to, since, on }) => daysBetween(from, to) / monthsBetween(since, on));
  const speed = medianOf(speeds);
  const days = Math.round(speed);
  if (days < 1) return null;
  const left = daysBetween(last.on, last.to);
  const more = days < MONTH_DAYS ? (left * days) / (MONTH_DAYS - days) : Number.POSITIVE_INFINITY;
  return {
    days,
    times: moves.length,
    forecast: more > FARTHEST_DAYS ? null : addLocalDays(last.to, Math.round(more)),
    ...(speeds.some((one) => one !== days) && { isAbout: true }),
  };
}

interface Dated {
  current: LocalDate | null;
  slips: readonly Slip[];
  agreedOn: LocalDate | null;
  differing: readonly unknown[];
}

/**
 * As of a day. None where those who lead do not agree on the date, where its day has come, and where it has stood for as long
 * as it ever did while it moved: by a round that gave it again, or by nobody having moved it since.
 */
export function paceOn({ current, slips, agreedOn, differing }: Dated, today: LocalDate): Pace | null {
  const last = slips.at(-1);
  if (!last || current === null || agreedOn === null || current <= today || differing.length > 0) return null;
  const longest = Math.max(...slips.map(({ since, on }) => daysBetween(since, on)));
  const hasStood = agreedOn > last.on && daysBetween(last.on, agreedOn) >= longest - ROUNDING_DAYS;
  return hasStood || daysBetween(last.on, today) > longest + ROUNDING_DAYS ? null : paceOf(slips);
}

function apart(slips: readonly Slip[]): Slip[] {
  const moves: Slip[] = [];
  for (const slip of slips) {
    const before = moves.at(-1);
    if (before && daysBetween(before.on, slip.on) < WEEK_DAYS) moves[moves.length - 1] = { ...before, to: slip.to };
    else moves.push(before ? { ...slip, since: before.on } : slip);
  }
  return moves;
}

/** Whole where it is nearly that. Less than a week, as of a first move right after the date was given, counts as a week. */
function monthsBetween(since: LocalDate, on: LocalDate): number {
  const days = Math.max(daysBetween(since, on), WEEK_DAYS);
  const whole = Math.round(days / MONTH_DAYS);
  return whole > 0 && Math.abs(days - whole * MONTH_DAYS) <= ROUNDING_DAYS ? whole : days / MONTH_DAYS;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
