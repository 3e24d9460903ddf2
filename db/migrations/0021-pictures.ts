import type { Kysely } from "kysely";
import { createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "picture", {
    columns: { key: "text", state: "text", file_id: "text?", since: "text" },
    key: ["key"],
  });
}
