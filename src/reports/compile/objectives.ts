/** What a digest tells of the objectives of a portfolio: each as its worst measure. Pure. */
import { dayOf, yearOf } from "../../calendars/day-arithmetic.ts";
import { planOf } from "../../goals/line.ts";
import type { ObjectiveFacts } from "../facts/objectives.ts";
import { type Basis, inOrderOfNeed, reportedMeasure } from "./measures.ts";
import type { Period, Report, ReportedMeasure, ReportedObjective } from "./report.ts";

interface Known extends Basis {
  period: Period;
  yearStartMonth: number;
}

/** Of the fiscal year that the period ends in, and those of earlier years that are still open. */
export function reportedObjectives(
  objectives: readonly ObjectiveFacts[],
  { period, yearStartMonth, ...basis }: Known,
): Required<Pick<Report, "objectives" | "measures">> {
  const year = Number(yearOf(dayOf(period.until), yearStartMonth).replace("FY", ""));
  const own = objectives.filter(({ details }) => (details.year ?? year) <= year);
  const measures = new Map<string, ReportedMeasure>();
  for (const { measure } of own.flatMap((objective) => objective.measures)) {
    const plan = planOf(measure.details, measure.dueOn);
    if (plan !== null) measures.set(measure.id, reportedMeasure(measure, plan, basis));
  }

  return {
    objectives: own.map((objective) => reportedObjective(objective, measures, basis)),
    measures: [...measures.values()].toSorted(inOrderOfNeed),
  };
}

function reportedObjective(
  { id, code, title, state, closedAt, measures }: ObjectiveFacts,
  byId: ReadonlyMap<string, ReportedMeasure>,
  basis: Basis,
): ReportedObjective {
  const worstFirst = measures
    .flatMap(({ programId, measure }) => {
      const reported = byId.get(measure.id);
      return reported === undefined ? [] : [{ programId, reported }];
    })
    .toSorted((one, other) => inOrderOfNeed(one.reported, other.reported));
  return {
    itemId: id,
    code,
    title,
    measures: worstFirst.map(({ programId, reported }) => ({ itemId: reported.itemId, programId })),
    ...(state !== "open" && closedAt !== null && { ended: { as: state, on: basis.dayOf(closedAt) } }),
  };
}
