/** Days off as people write them: one a line, `2026-12-24 Christmas Eve`, or `12-24 Christmas Eve` for each year. */
import { z } from "zod";
import { cutText } from "../platform/texts/display.ts";
import type { LocalDate } from "../platform/time.ts";

export const MOST_DAYS = 2000;
/** Every year must keep some working days, or the search for one would not end. */
const MOST_EACH_YEAR = 200;
export const LABEL_LENGTH = 100;

/** `on`: `2026-12-24`, or `12-24` for that day of each year. The label may be empty. */
export const dayOffSchema = z.strictObject({
  on: z.string().regex(/^(\d{4}-)?\d{2}-\d{2}$/),
  label: z.string(),
});
export type DayOff = z.infer<typeof dayOffSchema>;

/** `line` counts from 1. */
export interface LineProblem {
  line: number;
  because: "no-date" | "not-in-calendar" | "too-many";
  text: string;
}

/** Skips blank lines; of duplicate days, keeps the first with a label. */
export function daysOffFrom(text: string): { days: DayOff[] } | { problem: LineProblem } {
  const days: DayOff[] = [];
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const line = written.trim();
    if (line === "") continue;
    const [, on, label = ""] = /^((?:\d{4}-)?\d{2}-\d{2})(?:[\s:;,]+(.*))?$/.exec(line) ?? [];
    const problem = (because: LineProblem["because"]) => ({ problem: { line: index + 1, because, text: line } });
    if (on === undefined) return problem("no-date");
    // 29 February is a day of each year that has one.
    if (!isRealDate(on.length === "MM-DD".length ? `2024-${on}` : on)) return problem("not-in-calendar");
    days.push({ on, label: cutText(label.trim(), LABEL_LENGTH) });
  }
  const list = listOf(days);
  return list ? { days: list } : { problem: { line: 1, because: "too-many", text: "" } };
}

export function daysOffAsText(days: readonly DayOff[]): string {
  return days.map(({ on, label }) => `${on} ${label}`.trimEnd()).join("\n");
}

/** `12-24` is before `2026-01-01`: a day of each year before all dates. */
function inOrder(one: DayOff, other: DayOff): number {
  if (one.on.length !== other.on.length) return one.on.length - other.on.length;
  if (one.on === other.on) return 0;
  return one.on < other.on ? -1 : 1;
}

/** Sorted, yearly days first; of duplicates, the first with a label. Null: too many for one list. */
export function listOf(days: readonly DayOff[]): DayOff[] | null {
  const byDay = new Map<string, DayOff>();
  for (const day of days) if (!byDay.get(day.on)?.label) byDay.set(day.on, day);
  const list = [...byDay.values()].sort(inOrder);
  const eachYear = list.filter(({ on }) => on.length === "MM-DD".length).length;
  return list.length > MOST_DAYS || eachYear > MOST_EACH_YEAR ? null : list;
}

/** Looks up a day's label; null if it is not in the list. */
export function labelOn(days: readonly DayOff[]): (date: LocalDate) => string | null {
  const labels = new Map(days.map(({ on, label }) => [on, label]));
  return (date) => labels.get(date) ?? labels.get(date.slice("YYYY-".length)) ?? null;
}

export function isRealDate(date: string): boolean {
  const parsed = new Date(date);
  // The engine reads "2026-02-30" as 2 March.
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) && date >= "1000";
}
