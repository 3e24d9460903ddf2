/** Of the milestones of a report those that are open and have a date. */
import type { LocalDate } from "../../platform/time.ts";
import type { Report, ReportedMilestone } from "../compile/report.ts";
import type { ReportedProgram } from "../digest/screen.ts";

export type DatedMilestone = ReportedMilestone & { due: LocalDate };

/** The first one first. */
export function milestonesAhead({ milestones = [] }: Report): DatedMilestone[] {
  return milestones
    .flatMap(({ due, ...rest }) => (due === null || rest.reachedOn !== null ? [] : [{ ...rest, due }]))
    .toSorted((one, other) => one.due.localeCompare(other.due));
}

/** Those that its report does not name. */
export function milestonesBeyond({ report, closedOn }: ReportedProgram): DatedMilestone[] {
  if (closedOn !== undefined) return [];
  const named = new Set(report.lines.map(({ itemId }) => itemId));
  return milestonesAhead(report).filter(({ itemId }) => !named.has(itemId));
}
