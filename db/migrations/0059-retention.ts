import type { Kysely } from "kysely";
import { addColumns, createIndex } from "./dialect.ts";

/** What goes when it has been kept as long as is said: which answers are gone, what is foreseen, and who has seen that. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "deletion", {
    goes_before: { type: "text?" },
    foreseen: { type: "integer", default: 0 },
    due_at: { type: "text?" },
    days_running: { type: "integer", default: 0 },
    next_at: { type: "text?" },
    seen_by: { type: "text?" },
    seen_at: { type: "text?" },
  });
  await addColumns(db, "check_in", { removed_at: { type: "text?" } });
  // What goes next, and how much.
  await db.schema
    .createIndex("check_in_kept")
    .on("check_in")
    .columns(["workspace_id", "cadence_id", "created_at"])
    .where("removed_at" as never, "is", null as never)
    .execute();
  await db.schema
    .createIndex("check_in_revision_late")
    .on("check_in_revision")
    .columns(["workspace_id", "answered_at"])
    .where("is_late" as never, "=", 1 as never)
    .execute();
  // An item that goes is nobody's successor any more.
  await createIndex(db, "item", "by_successor", ["workspace_id", "superseded_by"]);
  await createIndex(db, "access", "by_time", ["workspace_id", "at"]);
}
