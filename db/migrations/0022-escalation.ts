import type { Kysely } from "kysely";
import { createIndex, createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "escalation", {
    columns: {
      item_id: "text",
      program_id: "text",
      level: "text",
      holder_id: "text",
      is_with_owner: "integer",
      since_on: "text",
      is_acknowledged: "integer",
      reminded: "integer",
      held_by: "text",
      is_held_back: "integer",
      is_by_hand: "integer",
      moved_revision: "integer?",
      check_at: "text?",
    },
    key: ["item_id"],
    references: { item_id: "item", program_id: "program", holder_id: "person" },
  });
  // Which items are to be looked at, and when is the next one?
  await createIndex(db, "escalation", "by_check", ["check_at"]);
  // What of these programs may soon go up?
  await createIndex(db, "escalation", "by_program", ["workspace_id", "program_id"]);
  await createTenantTable(db, "escalation_ladder", {
    columns: { program_id: "text", ladder: "text", updated_at: "text" },
    key: ["program_id"],
    references: { program_id: "program" },
  });
}
