import type { Kysely } from "kysely";
import { createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "digest_hold", {
    columns: {
      program_id: "text",
      rhythm: "text",
      first_period: "text",
      last_period: "text",
      held_by: "text",
      held_at: "text",
    },
    key: ["program_id", "rhythm"],
    references: { program_id: "program", held_by: "person" },
  });
}
