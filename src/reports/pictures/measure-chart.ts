/** Where the line of a measure and its values stand in a field. Pure. */
import { type Line, lineAt, lineThrough } from "../../goals/line.ts";
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
  const [oldest] = values;
  const isLong = values.length === MOST_VALUES && oldest !== undefined;
  const line = lineThrough(measure);
  const plan = line === null ? [] : marksFrom(isLong ? oldest.on : line.corners[0].on, line);
  const pointOf = within(field, [...plan, ...values]);
  return { plan: plan.map(pointOf), values: values.map(pointOf) };
}

/** Where the line is on a day and at each corner after it. */
function marksFrom(first: LocalDate, line: Line): Mark[] {
  const later = line.corners.map(({ on }) => on).filter((on) => on > first);
  return [first, ...later].map((on) => ({ on, value: lineAt(line, on).toNumber() }));
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
