/** The measures of a report, in the order in which they are told, and the lines that they make. Pure. */
import { STANDS, type Stands, standsOf } from "../../goals/how-measures-stand.ts";
import { type Plan, planOf, standingOf } from "../../goals/line.ts";
import type { MeasureFacts } from "../facts/program-facts.ts";
import type { Basis as WholeBasis } from "./basis.ts";
import { type Line, MOST_VALUES, type Report, type ReportedMeasure } from "./report.ts";

/** Beside what a measure stands, and the days of the workspace. */
export interface Basis extends Pick<WholeBasis, "dayOf"> {
  previous: Pick<Report, "measures"> | null;
}

/** Those that have a line: a baseline and a target. */
export function reportedMeasures({ facts, previous, dayOf }: WholeBasis): ReportedMeasure[] {
  const measures = facts.measures.flatMap((measure) => {
    const plan = planOf(measure.details, measure.dueOn);
    return plan === null ? [] : [reportedMeasure(measure, plan, { previous, dayOf })];
  });
  return measures.toSorted(inOrderOfNeed);
}

/** A measure beside the report before. */
export function reportedMeasure(measure: MeasureFacts, plan: Plan, { previous, dayOf }: Basis): ReportedMeasure {
  const { values, state, closedAt } = measure;
  const { latest, ...standing } = standingOf(plan, values, measure);
  const before = previous?.measures?.find(({ itemId }) => itemId === measure.id)?.latest ?? null;
  const isNew = latest !== null && !(before?.on === latest.on && before.value === latest.value);
  return {
    itemId: measure.id,
    code: measure.code,
    title: measure.title,
    unit: plan.unit,
    direction: plan.direction,
    corners: [...plan.corners],
    values: values.slice(-MOST_VALUES),
    latest,
    ...standing,
    ...(isNew && { isNew: true as const }),
    ...(state !== "open" && closedAt !== null && { ended: { as: state, on: dayOf(closedAt) } }),
  };
}

/** The worst first, of equals the newest value. */
export function inOrderOfNeed(measure: ReportedMeasure, other: ReportedMeasure): number {
  const newest = (other.latest?.on ?? "").localeCompare(measure.latest?.on ?? "");
  return needOf(measure) - needOf(other) || newest || measure.code.localeCompare(other.code);
}

/** In one word. A measure that was dropped stands as its last value does. */
export function standingIn(measure: ReportedMeasure): Stands {
  const { ended } = measure;
  return standsOf(ended === undefined || ended.as === "dropped" ? "open" : ended.as, measure);
}

function needOf(measure: ReportedMeasure): number {
  return STANDS.indexOf(standingIn(measure));
}

/** Of each that got a value since the report before, is behind or has no figure; once of each that has ended since. */
export function measureLines({ facts }: WholeBasis, measures: readonly ReportedMeasure[]): Line[] {
  const byId = new Map(facts.measures.map((measure) => [measure.id, measure]));
  return measures.flatMap((measure) => {
    const found = byId.get(measure.itemId);
    if (found === undefined || !isTold(measure)) return [];
    return [{ ...lineOf(found), ...kindOf(measure) }];
  });
}

/** The lines of those whose last two values are behind: they speak against a green. */
export function behindTwice(lines: readonly Line[], measures: readonly ReportedMeasure[]): Line[] {
  const ids = new Set(measures.flatMap(({ isBehindTwice, itemId }) => (isBehindTwice ? itemId : [])));
  return lines.filter(({ kind, itemId = "" }) => kind === "measure" && ids.has(itemId));
}

function isTold({ ended, isNew, isBehind, noFigureSince }: ReportedMeasure): boolean {
  return ended !== undefined || isNew === true || isBehind || noFigureSince !== null;
}

function kindOf({ ended, latest }: ReportedMeasure): Pick<Line, "kind" | "on" | "ending"> {
  if (ended === undefined) return { kind: "measure", ...(latest !== null && { on: latest.on }) };
  if (ended.as === "reached") return { kind: "finished", on: ended.on };
  return { kind: "ended", ending: ended.as, on: ended.on };
}

function lineOf({ id, revision, code, title, ownerId }: MeasureFacts): Omit<Line, "kind"> {
  return {
    text: title,
    by: ownerId,
    since: null,
    code,
    itemId: id,
    type: "measure",
    ...(ownerId !== null && { owner: ownerId }),
    sources: [{ kind: "item", id, revision }],
  };
}

/** What a line of a measure is about. */
export function measureIn({ measures }: Pick<Report, "measures">, { itemId, type }: Line): ReportedMeasure | undefined {
  return type === "measure" ? measures?.find((measure) => measure.itemId === itemId) : undefined;
}
