/**
 * Words about a day expire with it: what was ahead when it was said, and is past now, is not told as what comes, and what
 * names a day by its distance (“yesterday”) is told with the day on which it was said. The days in a text are guessed by
 * the names of months and of days and by such words, in English and French. Pure.
 */
import { sentencesOf } from "../check-ins/rules-sentences.ts";
import type { LocalDate } from "../platform/time.ts";
import { type Shortened, withoutSentences } from "./rules-pieces.ts";

/** Both days in the reader's zone. */
export interface Days {
  saidOn: LocalDate;
  today: LocalDate;
}

/** The whole names first. */
const MONTHS = [
  "january|janvier|janv?",
  "february|février|feb|f[eé]vr?|fevrier",
  "march|mars|mar",
  "april|avril|apr|avr",
  "may|mai",
  "june|juin|jun",
  "july|juillet|jul|juil",
  "august|août|aug|aout",
  "september|septembre|sept?",
  "october|octobre|oct",
  "november|novembre|nov",
  "december|décembre|d[eé]c|decembre",
];
const MONTH = MONTHS.join("|");
/** By itself only a whole name is read, and one that is another word too only where it cannot be one. */
const MONTH_ALONE = MONTHS.flatMap((names) => names.split("|").slice(0, 2))
  .map((name) => (name.startsWith("ma") ? `${name}(?=\\s*:|\\s+\\d{4})` : name))
  .join("|");
const WEEKDAYS = [
  ["monday", "lundi"],
  ["tuesday", "mardi"],
  ["wednesday", "mercredi"],
  ["thursday", "jeudi"],
  ["friday", "vendredi"],
  ["saturday", "samedi"],
  ["sunday", "dimanche"],
];
const WEEKDAY = WEEKDAYS.flat().join("|");
const YEAR = "(?:,?\\s+(?<year>\\d{4}))?";
const COUNTS = "a|an|one|un|une two|deux three|trois four|quatre five|cinq six seven|sept eight|huit nine|neuf ten|dix"
  .split(" ")
  .map((words) => words.split("|"));
const COUNT = `${COUNTS.flat().join("|")}|\\d{1,2}`;
/** What a number or a month follows is a date, and “every Monday” is no day. */
const WEEKDAY_ALONE = `(?<!(?:every|each|black|cyber|chaque)\\s)(?<weekday>${WEEKDAY})(?!,?\\s+(?:the\\s+)?(?:\\d|(?:${MONTH})(?!\\p{L})))`;
/** What follows the number of a day, and no number of anything: its end, or a word that begins what comes. */
const NO_NOUN =
  "\\s*(?:[.,;:!?)]|$|(?:and|or|but|at|to|for|if|as|with|in|we|it|they|the|et|ou|mais|à|pour|si|avec|on|nous|le|la|les)(?!\\p{L}))";
const DAY_IN_TEXT = new RegExp(
  [
    "(?<iso>\\d{4}-\\d{2}-\\d{2})",
    `(?<day>\\d{1,2})(?:st|nd|rd|th|er)?\\s+(?:of\\s+)?(?<month>${MONTH})(?!\\p{L})\\.?${YEAR}`,
    `(?<month>${MONTH})(?!\\p{L})\\.?\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?(?![\\d%]|[.,:]\\d|\\s*%)${YEAR}`,
    `(?<!(?:since|depuis)\\s)(?<month>${MONTH_ALONE})(?!\\p{L})${YEAR}`,
    // With a day above twelve it is no American date, and hardly a fraction.
    "(?<day>1[3-9]|2\\d|3[01])/(?<numeric>0[1-9]|1[0-2])(?:/(?<year>\\d{4}))?(?![\\d/])",
    "(?<!(?:after|après)[\\s-])(?<tomorrow>tomorrow|demain)(?!\\p{L})",
    "(?<week>next\\s+week|semaine\\s+prochaine)(?!\\p{L})",
    "(?<wholeMonth>next\\s+month|mois\\s+prochain)(?!\\p{L})",
    `(?:by|until|before|next|d['’]ici(?:\\s+à)?|avant|jusqu['’]à)\\s+(?<weekday>${WEEKDAY}|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)(?!\\p{L})`,
    `(?<!(?:since|last|depuis|le)\\s)${WEEKDAY_ALONE}(?!\\p{L}|\\s+(?:dernier|passé))`,
    `(?:in|dans)\\s+(?<count>${COUNT})\\s+(?<unit>days?|jours?|weeks?|semaines?)(?!\\p{L})`,
    `(?:on|by|until|till|before|after|from|since)\\s+the\\s+(?<bare>\\d{1,2})(?:st|nd|rd|th)(?=${NO_NOUN})`,
    `(?:le|du|au)\\s+(?<bare>\\d{1,2})(?:er)?(?=${NO_NOUN})`,
  ]
    .map((form) => `(?<![\\p{L}\\d])${form}`)
    .join("|"),
  "giu",
);
/** By its distance from the day on which it was said. */
const RELATIVE = new RegExp(
  [
    `(?<day>yesterday|today|tonight|tomorrow|this\\s+(?:morning|afternoon|evening)|last\\s+night|hier|aujourd['’]hui|demain|ce\\s+(?:matin|soir)|cet\\s+après-midi)(?!,?\\s+(?:\\d|(?:${MONTH})(?!\\p{L})))`,
    "(?<week>(?:next|last)\\s+week|end\\s+of\\s+the\\s+week|mid-?week|(?:this|the)\\s+weekend|semaine\\s+(?:prochaine|dernière|passée)|(?:(?:milieu|fin)\\s+de\\s+(?:la\\s+)?|mi-)\\s*semaine|(?:ce|le)\\s+week-end)",
    WEEKDAY_ALONE,
    `(?<distance>(?:in|dans)\\s+(?:${COUNT})\\s+(?:days?|jours?|weeks?|semaines?))`,
  ]
    .map((form) => `(?<![\\p{L}\\d])${form}(?!\\p{L})`)
    .join("|"),
  "giu",
);
/** What each of these forms has: most texts have none. */
const NAMES_A_DAY = new RegExp(
  `(?<![\\p{L}\\d])(?:\\d{4}-\\d|\\d{2}/\\d|the\\s+\\d{1,2}(?:st|nd|rd|th)|(?:le|du|au)\\s+\\d|aujourd|mi-|in\\s|dans\\s|mid-?week|week-?end|(?:${MONTH}|${WEEKDAY}|until|before|by|avant|yesterday|today|tonight|tomorrow|morning|afternoon|evening|next|last|hier|demain|matin|soir|après-midi|week|semaine|mois)(?!\\p{L}))`,
  "iu",
);
const NEXT_DAY = new RegExp(`(?<=[.;!?])\\s+(?=\\d{1,2}(?:(?:er)?\\s+(?:${MONTH})(?!\\p{L})|/\\d{2}))`, "iu");

/**
 * Whether it reads as something else on another day than its own: a day that was to come has passed, or one is named by a
 * distance that is another now.
 */
export function isOfItsDay(text: string, { saidOn, today }: Days): boolean {
  if (saidOn >= today || !NAMES_A_DAY.test(text)) return false;
  return (
    datesIn(text, saidOn).some((date) => saidOn < date && date < today) ||
    [...text.matchAll(RELATIVE)].some(({ groups = {} }) =>
      isElsewhere(Temporal.PlainDate.from(saidOn), Temporal.PlainDate.from(today), groups),
    )
  );
}

/** A weekday is another once one of its name has come since. */
function isElsewhere(
  said: Temporal.PlainDate,
  today: Temporal.PlainDate,
  { day, week, weekday, distance }: Readonly<Record<string, string | undefined>>,
): boolean {
  if (day !== undefined || distance !== undefined) return true;
  const monday = (of: Temporal.PlainDate) => of.subtract({ days: of.dayOfWeek - 1 });
  if (week !== undefined) return !monday(said).equals(monday(today));
  return weekday !== undefined && Temporal.PlainDate.compare(nextOf(said, weekday), today) <= 0;
}

/** Its sentences; what begins with another day begins anew, though names of months are small in French. */
function statementsIn(text: string): string[] {
  return sentencesOf(text).flatMap((sentence) => sentence.split(NEXT_DAY));
}

function isOver(statement: string, { saidOn, today }: Days): boolean {
  const last = datesIn(statement, saidOn).toSorted().at(-1);
  return last !== undefined && saidOn < last && last < today;
}

/** The text without its sentences that have passed; null where none is left. */
export function stillAhead(text: string, days: Days): Shortened | null {
  if (!NAMES_A_DAY.test(text)) return { text, isShortened: false };
  return withoutSentences(text, statementsIn, (statement) => isOver(statement, days));
}

/** Of a week and a month its last day; without a year the one next to `saidOn`. */
function datesIn(text: string, saidOn: LocalDate): LocalDate[] {
  return [...text.matchAll(DAY_IN_TEXT)].flatMap(({ groups = {} }) => {
    const { iso, day, bare, month, numeric, year } = groups;
    if (iso !== undefined) return [iso];
    const ahead = aheadOf(Temporal.PlainDate.from(saidOn), groups);
    if (ahead) return [ahead.toString()];
    const distance = (date: LocalDate) => Math.abs(Date.parse(date) - Date.parse(saidOn));
    const nearest = (dates: readonly LocalDate[]) => dates.toSorted((one, other) => distance(one) - distance(other))[0];
    if (bare !== undefined) return nearest(daysNear(saidOn, Number(bare))) ?? [];
    const found = month === undefined ? Number(numeric ?? 0) : monthOf(month);
    if (found === 0 || Number(day) > 31 || Number(day) === 0) return [];
    const of = (inYear: number) =>
      Temporal.PlainDate.from({ year: inYear, month: found, day: Number(day ?? 31) }).toString();
    if (year !== undefined) return [of(Number(year))];
    const around = Number(saidOn.slice(0, 4));
    return nearest([around - 1, around, around + 1].map(of)) ?? [];
  });
}

/** A weekday is the next one after the day on which it was said. */
function aheadOf(
  said: Temporal.PlainDate,
  { tomorrow, week, wholeMonth, weekday, count, unit }: Readonly<Record<string, string | undefined>>,
): Temporal.PlainDate | null {
  if (tomorrow !== undefined) return said.add({ days: 1 });
  if (week !== undefined) return said.add({ days: 14 - said.dayOfWeek });
  if (wholeMonth !== undefined) return said.with({ day: 1 }).add({ months: 2 }).subtract({ days: 1 });
  if (count !== undefined && unit !== undefined)
    return said.add({ days: numberOf(count) * (/^[ws]/i.test(unit) ? 7 : 1) });
  if (weekday === undefined) return null;
  return nextOf(said, weekday);
}

function numberOf(word: string): number {
  return COUNTS.findIndex((words) => words.includes(word.toLowerCase())) + 1 || Number(word);
}

function nextOf(said: Temporal.PlainDate, weekday: string): Temporal.PlainDate {
  const isOne = (name: string) => name.startsWith(weekday.toLowerCase());
  const day = WEEKDAYS.findIndex((names) => names.some(isOne)) + 1;
  return said.add({ days: ((day - said.dayOfWeek + 6) % 7) + 1 });
}

/** The day of this number in the month of `date` and the months beside it, where they have one. */
function daysNear(date: LocalDate, day: number): LocalDate[] {
  const month = Temporal.PlainYearMonth.from(date.slice(0, 7));
  return [-1, 0, 1]
    .map((months) => month.add({ months }))
    .flatMap((one) => (day >= 1 && day <= one.daysInMonth ? [one.toPlainDate({ day }).toString()] : []));
}

function monthOf(name: string): number {
  return MONTHS.findIndex((names) => new RegExp(`^(?:${names})$`, "iu").test(name)) + 1;
}
