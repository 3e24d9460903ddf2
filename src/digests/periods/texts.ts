/** Periods, and the rounds in them, as a reader says them. */
import {
  enOrdinal,
  frOrdinal,
  languageOf,
  list,
  longDate,
  longPeriodName,
  monthAndYear,
  plural,
  quarterName,
  type Reader,
  yearName,
} from "../../platform/texts/language.ts";
import type { Period } from "../compile/facts.ts";
import type { Rhythm } from "../table.ts";

export interface Head {
  rhythm: Rhythm;
  period: Period;
}

export function enUnit(rhythm: Rhythm, count: number): string {
  const unit = { weekly: "week", monthly: "month", quarterly: "quarter", annual: "year" }[rhythm];
  return plural("en", count, unit, `${unit}s`);
}

export function frUnit(rhythm: Rhythm, count: number): string {
  if (rhythm === "monthly") return "mois";
  const unit = { weekly: "semaine", quarterly: "trimestre", annual: "an" }[rhythm];
  return plural("fr", count, unit, `${unit}s`);
}

/** "2nd month in a row": periods are counted, of which the first and the last may be short. To `HISTORY_PERIODS`. */
export function enNth(rhythm: Rhythm, count: number): string {
  return `${enOrdinal(count)} ${enUnit(rhythm, 1)} in a row`;
}

/** As `enNth`, with the article of the unit. */
export function frNth(rhythm: Rhythm, count: number): { the: "le" | "la"; nth: string } {
  const unit = rhythm === "annual" ? "année" : frUnit(rhythm, 1);
  const the = rhythm === "weekly" || rhythm === "annual" ? "la" : "le";
  return { the, nth: `${frOrdinal(count, the)}\u00a0${unit} de suite` };
}

function enPeriod(reader: Reader, rhythm: Rhythm, { label, from }: Head["period"]): string {
  switch (rhythm) {
    case "weekly":
      return `Week ${weekNumber(label)}`;
    case "monthly":
      return monthAndYear(reader, from);
    case "quarterly":
      return quarterName(reader, label);
    case "annual":
      return label;
  }
}

function frPeriod(reader: Reader, rhythm: Rhythm, { label, from }: Head["period"]): string {
  switch (rhythm) {
    case "weekly":
      return `semaine ${weekNumber(label)}`;
    case "monthly":
      return monthAndYear(reader, from);
    case "quarterly":
      return quarterName(reader, label);
    case "annual":
      return label.startsWith("FY") ? yearName(reader, label) : `année ${label}`;
  }
}

export function enPeriods(reader: Reader, heads: readonly Head[]): string {
  return list(
    reader,
    heads.map(({ rhythm, period }) => enPeriod(reader, rhythm, period)),
  );
}

export function frPeriods(reader: Reader, heads: readonly Head[]): string {
  return list(
    reader,
    heads.map(({ rhythm, period }) => frPeriod(reader, rhythm, period)),
  );
}

/** `2026-09`, `2026-Q3` as a reader says it. */
export function roundName(reader: Reader, period: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(period)) return longDate(reader, period);
  const [, week] = /^\d{4}-W(\d{2})$/.exec(period) ?? [];
  if (week) return `${languageOf(reader.locale) === "en" ? "week" : "semaine"} ${Number(week)}`;
  if (/^\d{4}-\d{2}$/.test(period)) return monthAndYear(reader, `${period}-01`);
  return longPeriodName(reader, period);
}

/** `2025-W05` → 5. */
function weekNumber(label: string): number {
  return Number(label.slice(-2));
}
