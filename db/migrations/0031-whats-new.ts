import type { Kysely } from "kysely";
import { createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  // Who has read what is new in which release.
  await createTenantTable(db, "release_note_read", {
    columns: { person_id: "text", release: "text", read_at: "text" },
    key: ["person_id", "release"],
    references: { person_id: "person" },
  });
}
