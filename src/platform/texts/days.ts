/**
 * The days in a text, guessed by the names of months and of days and by words of distance (“yesterday”), in English and
 * French. Pure.
 */

import { remembered } from "../remembered.ts";
import { DAY, type LocalDate } from "../time.ts";
import {
  COUNT_NAMES,
  MONTH_NAMES,
  matchFrom,
  NAMED,
  ORDINAL_BEFORE,
  ORDINAL_NAMES,
  WEEKDAY_NAMES,
} from "./days-words.ts";

type Groups = Readonly<Record<string, string | undefined>>;

export interface NamedDay {
  /** The day, of a week and a month the last one; null where it names none that may lie ahead. */
  last: LocalDate | null;
  /** From then on the words mean another day. */
  otherFrom: LocalDate | null;
}

/** In the order in which it names them; `saidOn`: the day on which it was said. */
export function daysIn(text: string, saidOn: LocalDate): readonly NamedDay[] {
  return namedIn(text).length === 0 ? [] : daysInDated(saidOn + text);
}

const namedIn = remembered(groupsIn);

/** Of a text after the day on which it was said. */
const daysInDated = remembered((dated): NamedDay[] => {
  const said = Temporal.PlainDate.from(dated.slice(0, DATE));
  return namedIn(dated.slice(DATE)).map((groups) => {
    const { near, week, wholeMonth, wholeYear, weekday } = groups;
    const otherFrom =
      near !== undefined
        ? said.add({ days: 1 })
        : week !== undefined
          ? sundayOf(said).add({ days: 1 })
          : wholeMonth !== undefined
            ? monthAfter(said)
            : wholeYear !== undefined
              ? said.with({ month: 1, day: 1 }).add({ years: 1 })
              : weekday !== undefined
                ? otherWeekdayFrom(groups, said, nextOf(said, weekday))
                : null;
    return {
      last: dateOf(groups, said) ?? aheadOf(groups, said)?.toString() ?? null,
      otherFrom: otherFrom?.toString() ?? null,
    };
  });
});

const DATE = "YYYY-MM-DD".length;

/** The days that the words name, from left to right; what one of them has taken, no other takes. */
function groupsIn(text: string): Groups[] {
  const found: Groups[] = [];
  let from = 0;
  const parts = NAMED()
    .filter(({ needed }) => needed.test(text))
    .map(({ named }) => named);
  const next = parts.map((part) => matchFrom(part, text, from));
  for (;;) {
    let first: RegExpExecArray | null = null;
    for (const match of next) if (match && (first === null || match.index < first.index)) first = match;
    if (first === null) return found;
    from = first.index + first[0].length;
    found.push(withOrdinal(first.groups ?? {}, text, first.index));
    for (const [at, part] of parts.entries()) {
      const match = next[at];
      if (match && match.index < from) next[at] = matchFrom(part, text, from);
    }
  }
}

/** “The second of November” has its number in words. */
function withOrdinal(groups: Groups, text: string, index: number): Groups {
  if (groups.month === undefined || groups.day !== undefined) return groups;
  ORDINAL_BEFORE.lastIndex = index;
  const before = ORDINAL_BEFORE.exec(text);
  return before ? { ...groups, ...before.groups } : groups;
}

const GONE = /^(?:last|dernier|passé)$/i;
const NEXT = /^(?:next|prochain)$/i;

/** “This Friday”, “last Friday” and “Friday week”, said on a Friday, are another day from the next day on. */
function otherWeekdayFrom({ beside, after }: Groups, said: Temporal.PlainDate, next: Temporal.PlainDate) {
  const named = beside ?? after;
  if (named === undefined) return next;
  const isNext = NEXT.test(named);
  if (!isNext && next.dayOfWeek === said.dayOfWeek) return said.add({ days: 1 });
  const monday = sundayOf(said).add({ days: 1 });
  return (isNext || GONE.test(named)) && Temporal.PlainDate.compare(monday, next) < 0 ? monday : next;
}

/** Without a year the one next to `said`. */
function dateOf(
  { iso, bare, beforeBare, isoWeek, ordinal, day, month, numeric, either, year }: Groups,
  said: Temporal.PlainDate,
): LocalDate | null {
  if (iso !== undefined) return iso;
  if (bare !== undefined) return nearest(daysNear(said, Number(bare), beforeBare), said);
  const years = year === undefined ? [-1, 0, 1].map((years) => said.year + years) : [Number(year)];
  if (isoWeek !== undefined)
    return nearest(
      years.map((year) => sundayOfWeek(year, Number(isoWeek))),
      said,
    );
  const timesIn = (month: number, day: number) =>
    years.map((year) => timeOf(Temporal.PlainDate.from({ year, month, day })));
  if (either !== undefined) {
    const [one = 0, other = 0] = either.split("/").map(Number);
    return nearest([...timesIn(one, other), ...timesIn(other, one)], said);
  }
  const found = month === undefined ? Number(numeric ?? 0) : numberIn(MONTH_NAMES, month);
  const of = ordinal === undefined ? Number(day ?? 31) : numberIn(ORDINAL_NAMES, ordinal);
  if (found === 0 || of > 31 || of === 0) return null;
  return nearest(timesIn(found, of), said);
}

/** Of these midnights in UTC the day next to `said`, of two the first; null of none. */
function nearest(times: readonly number[], said: Temporal.PlainDate): LocalDate | null {
  const from = timeOf(said);
  let best: number | null = null;
  for (const time of times) if (best === null || Math.abs(time - from) < Math.abs(best - from)) best = time;
  return best === null ? null : new Date(best).toISOString().slice(0, "YYYY-MM-DD".length);
}

function timeOf({ year, month, day }: Temporal.PlainDate): number {
  return Date.UTC(year, month - 1, day);
}

/** Midnight of the last day of this week of ISO 8601: the first is that of the fourth of January. */
function sundayOfWeek(year: number, week: number): number {
  const fourth = Date.UTC(year, 0, 4);
  return fourth + ((7 - new Date(fourth).getUTCDay()) % 7) * DAY + (week - 1) * 7 * DAY;
}

/** A weekday is the next one after the day on which it was said. */
function aheadOf(
  { tomorrow, week, wholeMonth, monthsEnd, weekday, past, beside, after, count, upTo, unit }: Groups,
  said: Temporal.PlainDate,
): Temporal.PlainDate | null {
  if (tomorrow !== undefined) return said.add({ days: 1 });
  const most = upTo ?? count;
  if (most !== undefined && unit !== undefined) return said.add(durationOf(most, unit));
  if (week !== undefined)
    return /^next|(?:coming\s+week|ahead)$|(?:prochaine|vient|venir)$/i.test(week)
      ? sundayOf(said).add({ weeks: 1 })
      : /^(?:this|cette|ce|end|fin|eow)(?!\p{L})/iu.test(week)
        ? sundayOf(said)
        : null;
  // “This month” as often looks back on it.
  if (wholeMonth !== undefined)
    return /^next|coming|(?:prochain|vient|venir)$/i.test(wholeMonth)
      ? monthAfter(said).add({ months: 1 }).subtract({ days: 1 })
      : /(?<!\p{L})(?:end|fin|eom)(?!\p{L})/iu.test(wholeMonth)
        ? endOfMonth(said)
        : null;
  if (monthsEnd !== undefined) return endOfMonth(said);
  const named = beside ?? after;
  if (weekday === undefined || past !== undefined || GONE.test(named ?? "")) return null;
  const next = nextOf(said, weekday);
  // In the same week it may be the one after: nothing is left out for the first.
  if (NEXT.test(named ?? ""))
    return Temporal.PlainDate.compare(next, sundayOf(said)) > 0 ? next : next.add({ weeks: 1 });
  // Of a Friday, on a Friday, it may be that day or the one a week later.
  if (named !== undefined && next.dayOfWeek === said.dayOfWeek) return null;
  return after === undefined ? next : next.add({ weeks: 1 });
}

function durationOf(most: string, unit: string): Temporal.DurationLike {
  const many = numberIn(COUNT_NAMES, most) || Number(most);
  if (/^m/i.test(unit)) return { months: many };
  return {
    days:
      many *
      (/(?:weeks?|semaines?)$/i.test(unit) ? 7 : /fortnights?$/i.test(unit) ? 14 : /^h/i.test(unit) ? 1 / 24 : 1),
  };
}

/** Its first day. */
function monthAfter(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.with({ day: 1 }).add({ months: 1 });
}

/** Its last day; null in its last week, in which the next month's may be meant. */
function endOfMonth(date: Temporal.PlainDate): Temporal.PlainDate | null {
  const last = monthAfter(date).subtract({ days: 1 });
  return date.until(last).days < 7 ? null : last;
}

function sundayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.add({ days: 7 - date.dayOfWeek });
}

function nextOf(said: Temporal.PlainDate, weekday: string): Temporal.PlainDate {
  return said.add({ days: ((numberIn(WEEKDAY_NAMES, weekday) - said.dayOfWeek + 6) % 7) + 1 });
}

/** The day of this number in the month of `date` and the months beside it, where they have one on this weekday. */
function daysNear(date: Temporal.PlainDate, day: number, weekday?: string): number[] {
  return [-1, 0, 1]
    .map((months) => date.toPlainYearMonth().add({ months }))
    .flatMap((one) => (day >= 1 && day <= one.daysInMonth ? [one.toPlainDate({ day })] : []))
    .filter(({ dayOfWeek }) => weekday === undefined || numberIn(WEEKDAY_NAMES, weekday) === dayOfWeek)
    .map(timeOf);
}

/** From 1; 0 where it is none of them. */
function numberIn(table: readonly RegExp[], name: string): number {
  return table.findIndex((names) => names.test(name)) + 1;
}
