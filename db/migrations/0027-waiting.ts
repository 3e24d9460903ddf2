import type { Kysely } from "kysely";

/** Of the outbox, the few messages that wait, apart from all that ever went. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, columns] of Object.entries(INDEXES))
    await db.schema
      .createIndex(name)
      .on("delivery")
      .columns(columns)
      .where("state" as never, "=", "waiting" as never)
      .execute();
}

const INDEXES = {
  // Which goes next?
  delivery_in_order: ["workspace_id", "priority", "due_at", "id"],
  // What waits for this person?
  delivery_waiting_by_person: ["workspace_id", "person_id", "due_at"],
};
