/**
 * Words about a day expire with it: what was ahead when it was said, and is past now, is not told as what comes. The days
 * in a text are guessed by the names of months, and by words that look ahead of the day they were said on, in English and
 * French. Pure.
 */
import { sentencesOf } from "../check-ins/rules-sentences.ts";
import type { LocalDate } from "../platform/time.ts";
import { type Shortened, withoutSentences } from "./rules-pieces.ts";

/** Both days in the reader's zone. */
export interface Days {
  saidOn: LocalDate;
  today: LocalDate;
}

const MONTHS =
  "jan(?:uary|v(?:ier)?)?|f[eé](?:b(?:ruary)?|v(?:r(?:ier)?)?)|mar(?:ch|s)?|a(?:pr(?:il)?|vr(?:il)?)|ma[iy]|june?|juin|jul[yi]?|juil(?:let)?|aug(?:ust)?|ao[uû]t|sept?(?:ember|embre)?|oct(?:ober|obre)?|nov(?:ember|embre)?|d[eé]c(?:ember|embre)?";
/** By itself only a whole name is read, and of those that are other words too, only where it cannot be one. */
const WHOLE =
  "january|janvier|february|février|march(?=\\s*:|\\s+\\d{4})|april|avril|may(?=\\s*:|\\s+\\d{4})|june|juin|july|juillet|august|août|september|septembre|october|octobre|november|novembre|december|décembre";
const WEEKDAYS =
  "mon(?:day)?|lundi|tue(?:s(?:day)?)?|mardi|wed(?:nesday)?|mercredi|thu(?:rs(?:day)?)?|jeudi|fri(?:day)?|vendredi|sat(?:urday)?|samedi|sun(?:day)?|dimanche";
const YEAR = "(?:,?\\s+(?<year>\\d{4}))?";
const DAY_IN_TEXT = new RegExp(
  [
    "(?<iso>\\d{4}-\\d{2}-\\d{2})",
    `(?<day>\\d{1,2})(?:st|nd|rd|th|er)?\\s+(?:of\\s+)?(?<month>${MONTHS})(?!\\p{L})\\.?${YEAR}`,
    `(?<month>${MONTHS})(?!\\p{L})\\.?\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?(?![\\d%]|[.,:]\\d|\\s*%)${YEAR}`,
    `(?<!(?:since|depuis)\\s)(?<month>${WHOLE})(?!\\p{L})${YEAR}`,
    // With a day above twelve it is no American date, and hardly a fraction.
    "(?<day>1[3-9]|2\\d|3[01])/(?<numeric>0[1-9]|1[0-2])(?:/(?<year>\\d{4}))?(?![\\d/])",
    "(?<!(?:after|après)[\\s-])(?<tomorrow>tomorrow|demain)(?!\\p{L})",
    "(?<week>next\\s+week|semaine\\s+prochaine)(?!\\p{L})",
    "(?<wholeMonth>next\\s+month|mois\\s+prochain)(?!\\p{L})",
    `(?:by|until|before|next|d['’]ici(?:\\s+à)?|avant|jusqu['’]à)\\s+(?<weekday>${WEEKDAYS})(?!\\p{L})`,
    "(?<weekday>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\\s+prochain(?!\\p{L})",
  ]
    .map((form) => `(?<![\\p{L}\\d])${form}`)
    .join("|"),
  "giu",
);
/** What each of these forms has: most texts have none. */
const NAMES_A_DAY = new RegExp(
  `(?<![\\p{L}\\d])(?:\\d{4}-\\d|\\d{2}/\\d|(?:${MONTHS}|${WEEKDAYS}|tomorrow|demain|next|semaine|mois)(?!\\p{L}))`,
  "iu",
);
const NEXT_DAY = new RegExp(`(?<=[.;!?])\\s+(?=\\d{1,2}(?:(?:er)?\\s+(?:${MONTHS})(?!\\p{L})|/\\d{2}))`, "iu");
const BEGINNINGS = ["ja", "fe", "mar", "ap|av", "ma", "jun|jui(?!l)", "jul|juil", "au|ao", "s", "o", "n", "d"].map(
  (beginning) => new RegExp(`^(?:${beginning})`),
);
const DAYS = ["mo|lu", "tu|mar", "we|mer", "th|je", "fr|ve", "sa", "su|di"].map(
  (beginning) => new RegExp(`^(?:${beginning})`, "i"),
);

/** Whether a sentence of it speaks of days that were to come, the last of which has passed. */
export function hasPassed(text: string, days: Days): boolean {
  return NAMES_A_DAY.test(text) && statementsIn(text).some((statement) => isOver(statement, days));
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
    const { iso, day, month, numeric, year } = groups;
    if (iso !== undefined) return [iso];
    const ahead = aheadOf(Temporal.PlainDate.from(saidOn), groups);
    if (ahead) return [ahead.toString()];
    const found = month === undefined ? Number(numeric ?? 0) : monthOf(month);
    if (found === 0 || Number(day) > 31 || Number(day) === 0) return [];
    const of = (inYear: number) =>
      Temporal.PlainDate.from({ year: inYear, month: found, day: Number(day ?? 31) }).toString();
    if (year !== undefined) return [of(Number(year))];
    const around = Number(saidOn.slice(0, 4));
    const distance = (date: LocalDate) => Math.abs(Date.parse(date) - Date.parse(saidOn));
    return [around - 1, around, around + 1].map(of).toSorted((one, other) => distance(one) - distance(other))[0] ?? [];
  });
}

/** A weekday is the next one after the day on which it was said. */
function aheadOf(
  said: Temporal.PlainDate,
  { tomorrow, week, wholeMonth, weekday }: Readonly<Record<string, string | undefined>>,
): Temporal.PlainDate | null {
  if (tomorrow !== undefined) return said.add({ days: 1 });
  if (week !== undefined) return said.add({ days: 14 - said.dayOfWeek });
  if (wholeMonth !== undefined) return said.with({ day: 1 }).add({ months: 2 }).subtract({ days: 1 });
  if (weekday === undefined) return null;
  const day = DAYS.findIndex((beginning) => beginning.test(weekday)) + 1;
  return said.add({ days: ((day - said.dayOfWeek + 6) % 7) + 1 });
}

function monthOf(name: string): number {
  const plain = name.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  return BEGINNINGS.findIndex((beginning) => beginning.test(plain)) + 1;
}
