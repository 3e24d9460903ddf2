import type { Kysely } from "kysely";
import { createIndex, createTenantTable } from "./dialect.ts";

/** What people typed to the app while a check-in was asked of them, for a day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "typed_words", {
    columns: { person_id: "text", ts: "text", text: "text", at: "text" },
    key: ["person_id", "ts"],
    references: { person_id: "person" },
  });
  await createIndex(db, "typed_words", "to_forget", ["workspace_id", "at"]);
}
