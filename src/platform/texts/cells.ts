/** Reads cells of a user's table in English or French: days, numbers, names. Pure. */
import { z } from "zod";
import type { LocalDate } from "../time.ts";
import { foldedSingular } from "./folding.ts";
import type { Language } from "./language.ts";

/** From January; the full name first. */
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

const MONTH_NAMES = MONTHS.map((names) => new RegExp(`^(?:${names})$`, "iu"));

/** Names of a column or value; the first one is used for writing. */
export type NamesByLanguage = Readonly<Record<Language, readonly [string, ...string[]]>>;

/** Ignores case, accents, blanks, punctuation and plurals. */
export function matchesName(name: string, names: readonly string[]): boolean {
  return names.some((each) => foldedSingular(each) === foldedSingular(name));
}

/** Whether a header has a name that is French and not English, of whichever column. */
export function isFrenchHead(head: readonly string[], columns: readonly NamesByLanguage[]): boolean {
  const english = columns.flatMap(({ en }) => en);
  const french = columns.flatMap(({ fr }) => fr);
  return head.some((name) => matchesName(name, french) && !matchesName(name, english));
}

/** In which order a file writes the day and the month of `03/12/2026`; null: it does not say. */
export type DayOrder = "dmy" | "mdy";
export const DAY_ORDERS = ["dmy", "mdy"] as const satisfies DayOrder[];

/**
 * A day: `2026-12-03`, `2026/12/03`, `20261203`, `3 déc. 2026`, `03-Dec-26`, `Dec 3, 2026`; `03/12/2026` or `3.12.26` only
 * with an `order`. A time of day behind it is left out, and so is a weekday before it. Without a year, the nearest to `today`.
 * Else null.
 */
export function dayIn(cell: string, by: { order: DayOrder | null; today: LocalDate }): LocalDate | null {
  const text = withoutTime(cell);
  const [, inYear = "", , ofYear = "", last = ""] = YEAR_FIRST.exec(text) ?? [];
  if (last !== "") return dayOf(written(inYear, ofYear, last));
  const [, first = "", second = "", year = ""] = (by.order !== null && NUMBERS.exec(text)) || [];
  if (first !== "") return dayOf(by.order === "dmy" ? written(year, second, first) : written(year, first, second));
  const named = (DAY_THEN_MONTH.exec(text) ?? MONTH_THEN_DAY.exec(text))?.groups ?? {};
  const { day = "", month = "" } = named;
  const place = MONTH_NAMES.findIndex((names) => names.test(month)) + 1;
  if (place === 0) return null;
  if (named.year !== undefined) return dayOf(written(named.year, String(place), day));
  const thisYear = Number(by.today.slice(0, 4));
  const away = (date: LocalDate) => Math.abs(Date.parse(date) - Date.parse(by.today));
  const days = [thisYear - 1, thisYear, thisYear + 1].flatMap(
    (each) => dayOf(written(String(each), String(place), day)) ?? [],
  );
  return days.toSorted((a, b) => away(a) - away(b))[0] ?? null;
}

/** Whether only an order says which day this is: both of its first numbers may be a month. */
export function isAmbiguousDay(cell: string): boolean {
  return readableBy(cell).length === 2;
}

/** The one order in which this is a day; null: in both, or in none. */
export function orderOfDay(cell: string): DayOrder | null {
  const [order, other] = readableBy(cell);
  return order !== undefined && other === undefined ? order : null;
}

/** The orders in which it is a day; none for what has no two numbers before its year. */
function readableBy(cell: string): DayOrder[] {
  // Most cells are words: a look at the first letters saves the rest.
  if (cell.length > LONGEST_DAY || !/\d/.test(cell) || !NUMBERS.test(withoutTime(cell))) return [];
  return DAY_ORDERS.filter((order) => dayIn(cell, { order, today: ANY_DAY }) !== null);
}

const LONGEST_DAY = 40;
/** Of days without a year, which have no two numbers. */
const ANY_DAY = "2000-01-01";

function withoutTime(cell: string): string {
  return cell.trim().replace(/\s+/g, " ").replace(TIME, "");
}

/** `T17:00:00.000Z`, ` 5:30 PM`, ` 17:30 UTC`, ` à 17:30`. */
const TIME =
  /,?(?:T| (?:at |à )?)\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/i;
const YEAR_FIRST = /^(?=\d{8}$|\d{4}[-/.])(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})$/;
/** Project writes a weekday before it. */
const NUMBERS =
  /^(?:(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)\p{L}*\.?,? )?(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})$/iu;
/** A weekday may stand before it; Jira has slashes between. */
const DAY_THEN_MONTH =
  /^(?:\p{L}+\.?,? )?(?<day>\d{1,2})(?:er|st|nd|rd|th)?[ /-](?:of )?(?<month>\p{L}+)\.?(?:,?[ /-](?<year>\d{4}|\d{2}))?$/u;
const MONTH_THEN_DAY = /^(?:\p{L}+\.?,? )?(?<month>\p{L}+)\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})$/u;

function written(year: string, month: string, day: string): string {
  return `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

function dayOf(text: string): LocalDate | null {
  return z.iso.date().safeParse(text).success ? text : null;
}

/** A number with a point or comma before up to two decimals; blanks group thousands. Else null. */
export function numberIn(cell: string): number | null {
  const text = cell.trim();
  const isOne = /^(?:\d+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+)(?:[.,]\d{1,2})?$/.test(text);
  return isOne ? Number(text.replace(/[ \u00a0\u202f]/g, "").replace(",", ".")) : null;
}
