import type { Kysely } from "kysely";
import { fillRows } from "./dialect.ts";

/** The texts of messages that earlier versions kept are to go, and rows of the outbox whose time is over can. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await fillRows(
    db,
    "insert into deletion (workspace_id, name, at_table, done_to, rows_taken) select id, 'sent-messages', '', '', 0 from workspace",
  );
  // Else each row that goes is looked for in the whole outbox, as what others update or stand in the thread of.
  for (const column of ["updates_id", "thread_id"])
    await db.schema
      .createIndex(`delivery_by_${column}`)
      .on("delivery")
      .columns(["workspace_id", column])
      .where(column as never, "is not", null as never)
      .execute();
  // Few are asked of a delegate.
  await db.schema.dropIndex("prompt_by_delegate").execute();
  await db.schema
    .createIndex("prompt_by_delegate")
    .on("prompt")
    .columns(["workspace_id", "delegate_id", "closes_at"])
    .where("delegate_id" as never, "is not", null as never)
    .execute();
}
