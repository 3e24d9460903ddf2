import type { Kysely } from "kysely";
import { createIndex, createTenantTable } from "./dialect.ts";

/** What people said of sentences of their answers that may be a request, a blocker …: of each by its hash, never its text. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "proposal", {
    columns: {
      check_in_id: "text",
      hash: "text",
      meaning: "text",
      person_id: "text",
      decision: "text",
      decided_at: "text",
      date_before: "text?",
    },
    key: ["check_in_id", "hash", "meaning"],
    references: { check_in_id: "check_in", person_id: "person" },
  });
  await createIndex(db, "proposal", "by_person", ["workspace_id", "person_id", "hash"]);
}
