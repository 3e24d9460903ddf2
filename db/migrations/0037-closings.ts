import type { Kysely } from "kysely";
import { addColumns, fillRows } from "./dialect.ts";

/** When a program was closed and by whom; of one that is closed already, as the audit log has it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "program", { closed_at: { type: "text?" }, closed_by: { type: "text?" } });
  const lastClosing = (column: string) =>
    `(select ${column} from audit
      where audit.workspace_id = program.workspace_id and audit.program_id = program.id and audit.action = 'program.closed'
      order by audit.id desc limit 1)`;
  await fillRows(
    db,
    `update program set closed_at = ${lastClosing("audit.at")}, closed_by = ${lastClosing("audit.actor_id")}
    where state = 'closed'`,
  );
}
