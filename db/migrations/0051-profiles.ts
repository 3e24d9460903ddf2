import type { Kysely } from "kysely";
import { createIndex, createTenantTable } from "./dialect.ts";

/** Labels and budget of a program; each change is a row, so that what held at a past instant is known. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "program_profile", {
    columns: { id: "text", program_id: "text", at: "text", labels: "text", budget: "text?" },
    key: ["id"],
    references: { program_id: "program" },
  });
  await createIndex(db, "program_profile", "by_program", ["workspace_id", "program_id", "at", "id"]);
}
