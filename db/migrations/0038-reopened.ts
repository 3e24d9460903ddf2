import type { Kysely } from "kysely";
import { fillRows } from "./dialect.ts";

/** Who closed a program last stays known once it is reopened: of one that was reopened before, as the audit log has it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await fillRows(
    db,
    `update program set closed_by = (select audit.actor_id from audit
      where audit.workspace_id = program.workspace_id and audit.program_id = program.id and audit.action = 'program.closed'
      order by audit.id desc limit 1)
    where state = 'active'`,
  );
}
