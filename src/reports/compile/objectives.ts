/** What a digest tells of the objectives of a portfolio: each as its worst measure. Pure. */
import { planOf } from "../../goals/line.ts";
import type { ObjectiveFacts } from "../facts/objectives.ts";
import { type Basis, inOrderOfNeed, reportedMeasure } from "./measures.ts";
import type { Report, ReportedMeasure, ReportedObjective } from "./report.ts";

/** All that are open or have ended since the report before, of whatever year. */
export function reportedObjectives(
  objectives: readonly ObjectiveFacts[],
  basis: Basis,
): Required<Pick<Report, "objectives" | "measures">> {
  const measures = new Map<string, ReportedMeasure>();
  for (const { measure } of objectives.flatMap((objective) => objective.measures)) {
    const plan = planOf(measure.details, measure.dueOn);
    if (plan !== null) measures.set(measure.id, reportedMeasure(measure, plan, basis));
  }

  return {
    objectives: objectives.map((objective) => reportedObjective(objective, measures, basis)),
    measures: [...measures.values()].toSorted(inOrderOfNeed),
  };
}

function reportedObjective(
  { id, code, title, details, state, closedAt, measures }: ObjectiveFacts,
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
    ...(details.year !== undefined && { year: details.year }),
    measures: worstFirst.map(({ programId, reported }) => ({ itemId: reported.itemId, programId })),
    ...(state !== "open" && closedAt !== null && { ended: { as: state, on: basis.dayOf(closedAt) } }),
  };
}
