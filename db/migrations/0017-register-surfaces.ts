import type { Kysely } from "kysely";
import { addColumns, createIndex } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "item", { remind_at: { type: "text?" } });
  // Whose owners are to be reminded now, and when the next one is.
  await createIndex(db, "item", "to_remind", ["remind_at"]);
  await addColumns(db, "item_event", { check_in_id: { type: "text?" } });
}
