/** What programs and portfolios are called, by their ids, with what else stands beside an item of theirs. */
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import { type DecisionLimits, decisionLimitsOf } from "./decision-limits.ts";

export interface NamedProgram {
  title: string;
  closed: { at: Instant; byId: string | null } | null;
  limits: DecisionLimits;
}

/** Program id → its title and by whom it is closed, of every program and portfolio of the workspace, or of these. */
export async function namedPrograms(
  db: Db | Tx,
  workspaceId: string,
  ids?: readonly string[],
): Promise<Map<string, NamedProgram>> {
  const programs = await rows(db, "program", workspaceId).list({ id: ids }, ["id"]);
  return new Map(
    programs.map(({ id, title, closed_at: at, closed_by: byId, ...limits }) => [
      id,
      { title, closed: at === null ? null : { at, byId }, limits: decisionLimitsOf(limits) },
    ]),
  );
}
