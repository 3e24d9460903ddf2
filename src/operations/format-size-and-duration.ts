/** Sizes and ages as an operator reads them. */
import type { Instant } from "../platform/clock.ts";
import type { Language } from "../platform/texts/language.ts";
import { DAY, HOUR, msBetween } from "../platform/time.ts";

const UNITS = ["kilobyte", "megabyte", "gigabyte"] as const;

/** `1.2 GB`, « 1,2 Go ». */
export function sizeIn(language: Language, bytes: number): string {
  const power = Math.min(Math.max(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 1), UNITS.length);
  const unit = UNITS[power - 1] ?? "kilobyte";
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(
    bytes / 1000 ** power,
  );
}

/** Whole hours up to two days, then whole days: “5 hours”, « 3 jours ». */
export function durationIn(language: Language, from: Instant, until: Instant): string {
  const ms = Math.max(msBetween(from, until), 0);
  const [unit, value] = ms < 2 * DAY ? (["hour", ms / HOUR] as const) : (["day", ms / DAY] as const);
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(Math.floor(value));
}
