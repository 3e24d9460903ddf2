/** Where the line of a measure and its values stand in a field. Pure. */
import { daysBetween, type LocalDate } from "../../platform/time.ts";
import { MOST_VALUES, type ReportedMeasure } from "../compile/report.ts";

export interface Point {
  x: number;
  y: number;
}

interface Field {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A number on a day, as it is drawn. */
interface Mark {
  on: LocalDate;
  value: number;
}

/** From its baseline, of a long one from the first of its last values, to the day of its target. */
export function chartOf(measure: ReportedMeasure, field: Field): { plan: Point[]; values: Point[] } {
  const values = measure.values.map(({ on, value }) => ({ on, value: Number(value) }));
  const corners = measure.corners.map(({ on, value }) => ({ on, value: Number(value) }));
  const [oldest] = values;
  const isLong = values.length === MOST_VALUES && oldest !== undefined;
  const plan = isLong ? from(oldest.on, lineOf(measure, corners)) : lineOf(measure, corners);
  const pointOf = within(field, [...plan, ...values]);
  return { plan: plan.map(pointOf), values: values.map(pointOf) };
}

/** What should stay above or below has its target from the first day. */
function lineOf({ direction }: ReportedMeasure, corners: readonly Mark[]): Mark[] {
  const target = corners.at(-1);
  if (target === undefined || direction === "rise" || direction === "fall") return [...corners];
  return corners.map(({ on }) => ({ on, value: target.value }));
}

/** The line from a day on. */
function from(day: LocalDate, marks: readonly Mark[]): Mark[] {
  const next = marks.findIndex(({ on }) => on > day);
  const after = marks[next];
  const before = marks[next - 1];
  if (next < 0) return marks.slice(-1).map(({ value }) => ({ on: day, value }));
  if (after === undefined || before === undefined) return [...marks];
  const part = daysBetween(before.on, day) / daysBetween(before.on, after.on);
  return [{ on: day, value: before.value + (after.value - before.value) * part }, ...marks.slice(next)];
}

function within({ x, y, width, height }: Field, marks: readonly Mark[]): (mark: Mark) => Point {
  const days = marks.map(({ on }) => on).toSorted();
  const first = days[0] ?? "";
  const length = Math.max(1, daysBetween(first, days.at(-1) ?? first));
  const numbers = marks.map(({ value }) => value);
  const least = Math.min(...numbers);
  const span = Math.max(...numbers) - least;
  return ({ on, value }) => ({
    x: Math.round(x + (daysBetween(first, on) / length) * width),
    y: span === 0 ? Math.round(y + height / 2) : Math.round(y + height - ((value - least) / span) * height),
  });
}
