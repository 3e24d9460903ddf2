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

export function namesOf({ en, fr }: NamesByLanguage): string[] {
  return [...en, ...fr];
}

/** Whether a header has a name that is French and not English. */
export function isFrenchHead(head: readonly string[], columns: readonly NamesByLanguage[]): boolean {
  return head.some((name) => columns.some(({ en, fr }) => matchesName(name, fr) && !matchesName(name, en)));
}

/**
 * A day: `2026-12-03`, `2026/12/03`, `20261203`, `3 déc. 2026`, `03-Dec-26`, `Dec 3, 2026`; `03/12/2026` or `3.12.26` only
 * with `isDayFirst`. Midnight may follow. Without a year, the nearest to `today`. Else null.
 */
export function dayIn(cell: string, by: { isDayFirst: boolean; today: LocalDate }): LocalDate | null {
  const text = cell.trim().replace(/\s+/g, " ").replace(MIDNIGHT, "");
  const [, inYear = "", , ofYear = "", last = ""] = YEAR_FIRST.exec(text) ?? [];
  if (last !== "") return dayOf(written(inYear, ofYear, last));
  const [, first = "", second = "", year = ""] = (by.isDayFirst && NUMBERS.exec(text)) || [];
  if (first !== "") return dayOf(written(year, second, first));
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

const MIDNIGHT = /[T ](?:00:00(?::00(?:\.0+)?)?Z?|12:00(?::00)? AM)$/i;
const YEAR_FIRST = /^(?=\d{8}$|\d{4}[-/.])(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})$/;
const NUMBERS = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})$/;
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
