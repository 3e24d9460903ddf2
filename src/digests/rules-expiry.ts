/**
 * Words about a day expire with it: what was ahead when it was said, and is past now, is not told as what comes. The days
 * in a text are guessed by the names of months, in English and French. Pure.
 */
import { sentencesOf } from "../check-ins/rules-sentences.ts";
import type { LocalDate } from "../platform/time.ts";
import { type Shortened, withoutSentences } from "./rules-shortening.ts";

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
const YEAR = "(?:,?\\s+(?<year>\\d{4}))?";
const DAY_IN_TEXT = new RegExp(
  [
    "(?<iso>\\d{4}-\\d{2}-\\d{2})",
    `(?<day>\\d{1,2})(?:st|nd|rd|th|er)?\\s+(?:of\\s+)?(?<month>${MONTHS})(?!\\p{L})\\.?${YEAR}`,
    `(?<month>${MONTHS})(?!\\p{L})\\.?\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?(?![\\d%]|[.,:]\\d|\\s*%)${YEAR}`,
    `(?<!(?:since|depuis)\\s)(?<month>${WHOLE})(?!\\p{L})${YEAR}`,
  ]
    .map((form) => `(?<![\\p{L}\\d])${form}`)
    .join("|"),
  "giu",
);
const NEXT_DAY = new RegExp(`(?<=[.;!?])\\s+(?=\\d{1,2}(?:er)?\\s+(?:${MONTHS})(?!\\p{L}))`, "iu");
const BEGINNINGS = ["ja", "fe", "mar", "ap|av", "ma", "jun|jui(?!l)", "jul|juil", "au|ao", "s", "o", "n", "d"].map(
  (beginning) => new RegExp(`^(?:${beginning})`),
);

/** Whether a sentence of it speaks of days that were to come, the last of which has passed. */
export function hasPassed(text: string, days: Days): boolean {
  return statementsIn(text).some((statement) => isOver(statement, days));
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
  return withoutSentences(text, statementsIn, (statement) => isOver(statement, days));
}

/** Of a month its last day; without a year the one next to `saidOn`. */
function datesIn(text: string, saidOn: LocalDate): LocalDate[] {
  return [...text.matchAll(DAY_IN_TEXT)].flatMap(({ groups = {} }) => {
    const { iso, day, month, year } = groups;
    if (iso !== undefined) return [iso];
    const found = month === undefined ? 0 : monthOf(month);
    if (found === 0 || Number(day) > 31 || Number(day) === 0) return [];
    const of = (inYear: number) =>
      Temporal.PlainDate.from({ year: inYear, month: found, day: Number(day ?? 31) }).toString();
    if (year !== undefined) return [of(Number(year))];
    const around = Number(saidOn.slice(0, 4));
    const distance = (date: LocalDate) => Math.abs(Date.parse(date) - Date.parse(saidOn));
    return [around - 1, around, around + 1].map(of).toSorted((one, other) => distance(one) - distance(other))[0] ?? [];
  });
}

function monthOf(name: string): number {
  const plain = name.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  return BEGINNINGS.findIndex((beginning) => beginning.test(plain)) + 1;
}
