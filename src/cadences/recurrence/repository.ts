import { sql } from "kysely";
/** What rules say of the years of programs. */

import type { Db, Tx } from "../../platform/database.ts";
import { prepared } from "../../platform/prepared.ts";
import { readRule } from "../columns.ts";
import type { Cadence } from "../repository.ts";
import { readCadences, WORKSPACE_DAYS } from "../repository.ts";
import type { YearSaid } from "./years/rules.ts";
import { yearStartIn } from "./years/rules.ts";

/** Rules that may say in which month years begin. */
const SAYING_YEARS = ['%"every":"quarter"%', '%"yearStartMonth"%'] as const;

const rulesSayingYears = prepared((db, { workspaceId }: { workspaceId: string }) =>
  db
    .selectFrom("cadence")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "cadence.workspace_id").onRef("program.id", "=", "cadence.program_id"),
    )
    .select(["cadence.program_id", "cadence.rule", "program.state as program_state"])
    .where("cadence.workspace_id", "=", workspaceId)
    .where("cadence.state", "!=", sql.lit("archived"))
    .where(({ eb, or }) => or(SAYING_YEARS.map((pattern) => eb("cadence.rule", "like", sql.lit(pattern))))),
);

/** What the rules of a workspace, running or paused, say of years. */
export async function listYearsSaid(db: Db | Tx, workspaceId: string): Promise<YearSaid[]> {
  return yearsSaidIn((await rulesSayingYears(db, { workspaceId })).rows);
}

/** The cadences of these programs, but those that ended, beside what the rules of their workspace say of years. */
export async function listCadencesAndYears(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
): Promise<{ cadences: Cadence[]; said: YearSaid[] }> {
  if (programIds.length === 0) return { cadences: [], said: [] };
  const rows = await db
    .selectFrom("cadence")
    .innerJoin("workspace", "workspace.id", "cadence.workspace_id")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "cadence.workspace_id").onRef("program.id", "=", "cadence.program_id"),
    )
    .selectAll("cadence")
    .select(WORKSPACE_DAYS)
    .select("program.state as program_state")
    .where("cadence.workspace_id", "=", workspaceId)
    .where("cadence.state", "!=", "archived")
    .where(({ eb, or }) =>
      or([
        eb("cadence.program_id", "in", [...programIds]),
        ...SAYING_YEARS.map((pattern) => eb("cadence.rule", "like", sql.lit(pattern))),
      ]),
    )
    .orderBy("cadence.id")
    .execute();
  const theirs = new Set(programIds);
  const known = rows.filter(({ program_id: id }) => theirs.has(id)).map(({ program_state: _state, ...row }) => row);
  return { cadences: await readCadences(db, known), said: yearsSaidIn(rows) };
}

function yearsSaidIn(rows: readonly { program_id: string; rule: string; program_state: "active" | "closed" }[]) {
  return rows.flatMap(({ program_id: programId, rule: written, program_state: state }): YearSaid[] => {
    const yearStartMonth = yearStartIn(readRule(written));
    return yearStartMonth === null ? [] : [{ programId, yearStartMonth, isOpen: state === "active" }];
  });
}
