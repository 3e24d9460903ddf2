/** The order of programs in which the worst comes first, and how their statuses moved. */

import type { Status } from "./report.ts";
import type { ReportedProgram } from "./screen.ts";

const WORST_FIRST: readonly (Status | null)[] = ["red", "amber", null, "green"];

/** The worst first; of one status those that became worse, those with most in their way, flagships, then by title. */
export function worstFirst(locale: string): (one: ReportedProgram, other: ReportedProgram) => number {
  const { compare } = new Intl.Collator(locale);
  const counted = new Map<ReportedProgram, number>();
  const trouble = (program: ReportedProgram) => counted.getOrInsertComputed(program, troubles);
  const rank = ({ report: { status } }: ReportedProgram) => WORST_FIRST.indexOf(status?.status ?? null);
  return (one, other) =>
    rank(one) - rank(other) ||
    Number(moveOf(other) === "worse") - Number(moveOf(one) === "worse") ||
    trouble(other) - trouble(one) ||
    Number(other.isFlagship) - Number(one.isFlagship) ||
    compare(one.title, other.title);
}

/** How many of its matters speak for a worse status. */
function troubles({ report: { lines } }: ReportedProgram): number {
  return lines.filter(({ kind }) => kind === "request-overdue" || kind === "blocked").length;
}

/** How its status moved since the period before. */
export function moveOf({ report: { status } }: ReportedProgram): "worse" | "better" | null {
  if (status === null || status.before === null || status.before === status.status) return null;
  return WORST_FIRST.indexOf(status.status) < WORST_FIRST.indexOf(status.before) ? "worse" : "better";
}
