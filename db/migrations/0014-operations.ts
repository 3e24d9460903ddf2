import type { Kysely } from "kysely";
import { createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "workspace_fact", {
    columns: { key: "text", value: "text", noted_at: "text" },
    key: ["key"],
  });
  // How many were planned after their time: for the measures.
  await db.schema
    .createIndex("prompt_late")
    .on("prompt")
    .columns(["workspace_id"])
    .where("is_late" as never, "=", 1 as never)
    .execute();
}
