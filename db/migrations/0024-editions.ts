import type { Kysely } from "kysely";
import { addColumns, createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "ask_message", {
    columns: { item_id: "text", message_key: "text", noted_at: "text" },
    key: ["item_id", "message_key"],
    references: { item_id: "item" },
  });
  await addColumns(db, "digest_draft_part", { held_by: { type: "text?" }, held_at: { type: "text?" } });
}
