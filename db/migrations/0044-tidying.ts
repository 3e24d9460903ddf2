import type { Kysely } from "kysely";
import { addColumns, createIndex, createTenantTable } from "./dialect.ts";

/** Since when unconfirmed items are put to leads, when that is next, on which pages each stood, and when it lapses. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "tidying", { columns: { begun_at: "text", next_at: "text" }, key: [] });
  await createTenantTable(db, "tidying_entry", {
    columns: { item_id: "text", message_key: "text" },
    key: ["item_id", "message_key"],
    references: { item_id: "item" },
  });
  await addColumns(db, "item", { tidied_at: { type: "text?" }, lapses_at: { type: "text?" } });
  // What has nobody confirmed?
  await createIndex(db, "item", "unconfirmed", ["workspace_id", "state", "confirmed_at"]);
  // What lapses now, and when is the next one?
  await createIndex(db, "item", "by_lapse", ["workspace_id", "lapses_at"]);
}
