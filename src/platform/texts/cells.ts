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
 * A day: `2026-12-03`, `3 déc. 2026`, `1er décembre 2026`, `3 Dec 2026`; `03/12/2026` or `3.12.26` only with
 * `isDayFirst`. Without a year, the nearest to `today`. Else null.
 */
export function dayIn(cell: string, by: { isDayFirst: boolean; today: LocalDate }): LocalDate | null {
  const text = cell.trim().replace(/\s+/g, " ");
  const [, iso] = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00)?)?$/.exec(text) ?? [];
  if (iso !== undefined) return dayOf(iso);
  const [, day = "", month = "", year = ""] =
    (by.isDayFirst && /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?: 00:00(?::00)?)?$/.exec(text)) || [];
  if (day !== "") return dayOf(written(year.length === 2 ? `20${year}` : year, month, day));
  const [, number = "", name = "", inYear] =
    /^(?:\p{L}+\.?,? )?(\d{1,2})(?:er|st|nd|rd|th)?[ -](?:of )?(\p{L}+)\.?(?:,?[ -](\d{4}|\d{2}))?$/u.exec(text) ?? [];
  const place = MONTH_NAMES.findIndex((names) => names.test(name)) + 1;
  if (place === 0) return null;
  if (inYear !== undefined) return dayOf(written(inYear.length === 2 ? `20${inYear}` : inYear, String(place), number));
  const thisYear = Number(by.today.slice(0, 4));
  const away = (day: LocalDate) => Math.abs(Date.parse(day) - Date.parse(by.today));
  const days = [thisYear - 1, thisYear, thisYear + 1].flatMap(
    (each) => dayOf(written(String(each), String(place), number)) ?? [],
  );
  return days.toSorted((a, b) => away(a) - away(b))[0] ?? null;
}

function written(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
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
