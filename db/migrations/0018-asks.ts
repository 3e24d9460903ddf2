import type { Kysely } from "kysely";
import { createIndex, createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "ask_vote", {
    columns: {
      item_id: "text",
      circulation: "integer",
      person_id: "text",
      revision: "integer",
      option: "integer?",
      cast_at: "text",
    },
    key: ["item_id", "circulation", "person_id", "revision"],
    references: { item_id: "item", person_id: "person" },
  });
  await createTenantTable(db, "ask_term", {
    columns: { item_id: "text", kind: "text", ends_at: "text" },
    key: ["item_id", "kind"],
    references: { item_id: "item" },
  });
  // Which terms are over, and when does the next one end?
  await createIndex(db, "ask_term", "by_end", ["ends_at"]);
}
