/** Words that only those who lead may read are in views alone: a file that goes through Slack has none of them. */

import { sql } from "kysely";
import { LEFT_OUT } from "../people/restricted.ts";
import type { Db, Tx } from "../platform/database.ts";
import { type Row, rowWith, type TableName } from "./rows.ts";

/** Of these tables all words are for the lead alone. */
const ALWAYS: readonly TableName[] = ["candidate_score"];

/** Returns a row of somebody's as such a file has it. */
export async function withoutRestricted(
  db: Db | Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
): Promise<(table: TableName, row: Row) => Row> {
  const own = sql`workspace_id = ${workspaceId}`;
  const cadences = sql`(select id from cadence where ${own} and disclosure = 'lead')`;
  const { rows } = await sql<{ id: string }>`
    select id from check_in where ${own} and cadence_id in ${cadences}
    union select id from prompt where ${own} and person_id = ${personId}
      and round_id in (select id from round where ${own} and cadence_id in ${cadences})
    union select id from item where ${own} and disclosure = 'lead'`.execute(db);
  const ids = new Set(rows.map(({ id }) => id));
  const isRestricted = (table: TableName, row: Row) =>
    ALWAYS.includes(table) || [row.id, row.prompt_id, row.check_in_id, row.item_id].some((id) => ids.has(String(id)));
  return (table, row) => (isRestricted(table, row) ? rowWith(table, row, () => LEFT_OUT) : row);
}
