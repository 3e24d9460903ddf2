/** Words that only those who lead may read are in views alone: a file that goes through Slack has none of them. */

import { LEFT_OUT } from "../people/rules-restricted.ts";
import type { Db, Tx } from "../platform/database.ts";
import { type Row, type TableName, withWords, wordColumns } from "./rows.ts";

/** These tables are for whoever leads and the person, whatever the row says. */
const ALWAYS: readonly TableName[] = ["stakeholder", "stakeholder_event", "candidate_fact"];

/** Returns a row of somebody's as such a file has it. */
export async function withoutRestricted(
  db: Db | Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
): Promise<(table: TableName, row: Row) => Row> {
  const prompts = await db
    .selectFrom("prompt")
    .innerJoin("round", (on) =>
      on.onRef("round.workspace_id", "=", "prompt.workspace_id").onRef("round.id", "=", "prompt.round_id"),
    )
    .innerJoin("cadence", (on) =>
      on.onRef("cadence.workspace_id", "=", "round.workspace_id").onRef("cadence.id", "=", "round.cadence_id"),
    )
    .select("prompt.id")
    .where("prompt.workspace_id", "=", workspaceId)
    .where("prompt.person_id", "=", personId)
    .where("cadence.disclosure", "=", "lead")
    .execute();
  const checkIns = await db
    .selectFrom("check_in")
    .innerJoin("cadence", (on) =>
      on.onRef("cadence.workspace_id", "=", "check_in.workspace_id").onRef("cadence.id", "=", "check_in.cadence_id"),
    )
    .select("check_in.id")
    .where("check_in.workspace_id", "=", workspaceId)
    .where("cadence.disclosure", "=", "lead")
    .execute();
  const items = await db
    .selectFrom("item")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("disclosure", "=", "lead")
    .execute();
  const ids = new Set([...prompts, ...checkIns, ...items].map(({ id }) => id));
  const isRestricted = (table: TableName, row: Row) =>
    ALWAYS.includes(table) || [row.id, row.prompt_id, row.check_in_id, row.item_id].some((id) => ids.has(String(id)));
  return (table, row) => {
    if (!isRestricted(table, row)) return row;
    const changed = wordColumns(table).flatMap(({ column }): [string, string][] => {
      const value = row[column];
      return typeof value === "string" ? [[column, withWords(table, column, value, () => LEFT_OUT)]] : [];
    });
    return { ...row, ...Object.fromEntries(changed) };
  };
}
