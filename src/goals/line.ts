/**
 * The line of a measure, from its baseline over its waypoints to its target, and where its values stand beside it. A value is
 * behind where it is short of the line by more than a tenth of the whole way; one that should stay above or below, on the wrong
 * side. Pure.
 */
import { Decimal } from "decimal.js";
import { addLocalDays, compareTimes, daysBetween, type LocalDate } from "../platform/time.ts";
import type { Details } from "../register/item-types.ts";
import type { Waypoint } from "../register/types/goals.ts";

type MeasureDetails = Details["measure"];

/** A number on its day; decimals are exact text. */
export type Dated = Waypoint;

/** What is planned for each day. */
export interface Line {
  direction: MeasureDetails["direction"];
  /** Baseline, waypoints and target, the earliest first. */
  corners: readonly [Dated, ...Dated[]];
  target: Dated;
}

/** What the rules need of a measure that has a baseline and a target. */
export interface Plan extends Line {
  rhythm: MeasureDetails["rhythm"];
  unit: string;
}

/** Null while its baseline or target is missing. */
export function planOf(details: MeasureDetails, dueOn: LocalDate | null): Plan | null {
  const { baseline, baselineOn, target, direction, rhythm, unit = "", waypoints = [] } = details;
  if (baseline === undefined || baselineOn === undefined || target === undefined || dueOn === null) return null;
  const end = { on: dueOn, value: target };
  const between = waypoints.toSorted((one, other) => one.on.localeCompare(other.on));
  return { direction, rhythm, unit, corners: [{ on: baselineOn, value: baseline }, ...between, end], target: end };
}

/** Null where there are no two of them. */
export function lineThrough({
  direction,
  corners,
}: Pick<Line, "direction"> & { corners: readonly Dated[] }): Line | null {
  const [baseline, ...further] = corners;
  const target = further.at(-1);
  return baseline && target ? { direction, corners: [baseline, ...further], target } : null;
}

/** On the line on a day; what should stay above or below has its target from the first day. */
export function lineAt({ direction, corners, target }: Line, on: LocalDate): Decimal {
  if (direction === "above" || direction === "below") return new Decimal(target.value);
  let [from] = corners;
  for (const to of corners.slice(1)) {
    if (on <= to.on) return between(from, to, on);
    from = to;
  }
  return new Decimal(target.value);
}

function between(from: Dated, to: Dated, on: LocalDate): Decimal {
  const start = new Decimal(from.value);
  const length = daysBetween(from.on, to.on);
  const gone = Math.max(0, daysBetween(from.on, on));
  return new Decimal(to.value).minus(start).times(gone).dividedBy(length).plus(start);
}

const TENTH = new Decimal("0.1");

function wholeWay({ corners, target }: Line): Decimal {
  return new Decimal(target.value).minus(corners[0].value).abs();
}

/** What was planned for a day, with as many decimals as its numbers and values have, or a tenth of the whole way needs. */
export function plannedOn(line: Line, on: LocalDate, values: readonly Dated[] = []): string {
  const most = Math.max(...[...line.corners, ...values].map(({ value }) => new Decimal(value).decimalPlaces()));
  const tenth = wholeWay(line).times(TENTH);
  const needed = tenth.isZero() || tenth.gte(1) ? 0 : -Math.floor(Decimal.log10(tenth).toNumber());
  return textOf(lineAt(line, on).toDecimalPlaces(Math.max(most, needed)));
}

function textOf(value: Decimal): string {
  return value.isZero() ? "0" : value.toFixed();
}

export function isBehind(plan: Plan, { on, value }: Dated): boolean {
  const line = lineAt(plan, on);
  const slack = wholeWay(plan).times(TENTH);
  switch (plan.direction) {
    case "rise":
      return line.minus(value).gt(slack);
    case "fall":
      return new Decimal(value).minus(line).gt(slack);
    case "above":
      return line.gt(value);
    case "below":
      return line.lt(value);
  }
}

/** Whether a value is at its target, or on the right side of it. */
export function isAtTarget({ direction, target }: Pick<Line, "direction" | "target">, value: string): boolean {
  const isUpwards = direction === "rise" || direction === "above";
  return isUpwards ? new Decimal(value).gte(target.value) : new Decimal(value).lte(target.value);
}

/** One value a day, the last entered, by day. `values`: as they were entered. */
export function valuesByDay(values: readonly Dated[]): Dated[] {
  const byDay = new Map(values.map(({ on, value }) => [on, value]));
  return [...byDay].map(([on, value]) => ({ on, value })).sort((one, other) => compareTimes(one.on, other.on));
}

/** What a number for a day is compared with: the last value of an earlier day, else the baseline. `values`: as `valuesByDay`. */
export function valueBefore(values: readonly Dated[], baseline: string | undefined, on: LocalDate): string | undefined {
  return values.findLast((each) => each.on < on)?.value ?? baseline;
}

export interface Standing {
  /** The last value; null: none yet. */
  latest: Dated | null;
  /** The value before it, or the baseline. */
  before: Dated;
  /** For the day of the last value. */
  planned: string | null;
  isBehind: boolean;
  /** So were the last two values. */
  isBehindTwice: boolean;
  /** Two months, or quarters, have come and gone without a value: since this day; null: it has them. */
  noFigureSince: LocalDate | null;
}

/** How a measure stands. `values`: one a day, by day; `knownBy`: the last day of a month or quarter whose number is known. */
export function standingOf(
  plan: Plan,
  values: readonly Dated[],
  { knownBy, yearStartMonth }: { knownBy: LocalDate; yearStartMonth: number },
): Standing {
  const [latest = null, previous] = values.toReversed();
  const [baseline] = plan.corners;
  const behind = latest !== null && isBehind(plan, latest);
  const since = latest?.on ?? baseline.on;
  const after = (end: LocalDate) => periodEnd(plan.rhythm, addLocalDays(end, 1), yearStartMonth);
  const second = after(after(periodEnd(plan.rhythm, since, yearStartMonth)));
  return {
    latest,
    before: previous ?? baseline,
    planned: latest === null ? null : plannedOn(plan, latest.on, values),
    isBehind: behind,
    isBehindTwice: behind && previous !== undefined && isBehind(plan, previous),
    noFigureSince: second <= knownBy ? since : null,
  };
}

const MONTHS_IN = { monthly: 1, quarterly: 3 } as const;

/** The last day of the month or fiscal quarter that holds a day. `yearStartMonth`: from 1 to 12. */
export function periodEnd(rhythm: Plan["rhythm"], on: LocalDate, yearStartMonth: number): LocalDate {
  const length = MONTHS_IN[rhythm];
  const day = Temporal.PlainDate.from(on);
  const begun = (day.month - yearStartMonth + 12) % length;
  return day.with({ day: 1 }).subtract({ months: begun }).add({ months: length }).subtract({ days: 1 }).toString();
}

/** The last day of the month or quarter before the one that holds a day. */
export function periodEndBefore(rhythm: Plan["rhythm"], on: LocalDate, yearStartMonth: number): LocalDate {
  const length = MONTHS_IN[rhythm];
  const end = Temporal.PlainDate.from(periodEnd(rhythm, on, yearStartMonth));
  return end
    .with({ day: 1 })
    .subtract({ months: length - 1 })
    .subtract({ days: 1 })
    .toString();
}

/** Why a value cannot be entered. */
export type ValueProblem =
  | { is: "to-come" }
  | { is: "before-baseline"; baselineOn: LocalDate }
  | { is: "jumps"; before: string };

/** Null: it can be. `values`: as `valuesByDay`; `isSure`: a number that jumps is taken, too. */
export function problemOfValue(
  { baseline, baselineOn }: Pick<MeasureDetails, "baseline" | "baselineOn">,
  values: readonly Dated[],
  { on, value, isSure }: Dated & { isSure: boolean },
  today: LocalDate,
): ValueProblem | null {
  if (on > today) return { is: "to-come" };
  if (baselineOn !== undefined && on < baselineOn) return { is: "before-baseline", baselineOn };
  if (isSure) return null;
  const before = valueBefore(values, baseline, on);
  return before !== undefined && jumps(before, value) ? { is: "jumps", before } : null;
}

const MOST_TIMES = 10;

/** Whether a number is more than ten times the one before it, or less than a tenth of it: zero and signs are left aside. */
export function jumps(before: string, value: string): boolean {
  const was = new Decimal(before).abs();
  const is = new Decimal(value).abs();
  if (was.isZero() || is.isZero()) return false;
  return is.gt(was.times(MOST_TIMES)) || was.gt(is.times(MOST_TIMES));
}
