import type { Kysely } from "kysely";
import { fillRows } from "./dialect.ts";

/** What the audit has of check-ins that somebody skipped or put off goes for good: marked here, where there is any. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await fillRows(
    db,
    `insert into deletion (workspace_id, name, at_table, done_to, rows_taken)
      select id, 'skips', '', '', 0 from workspace where exists (select 1 from audit
        where audit.workspace_id = workspace.id and audit.action in ('prompt.skipped', 'prompt.snoozed'))`,
  );
}
