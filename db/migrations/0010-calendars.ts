import type { Kysely } from "kysely";
import { addColumns, createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "workspace", { holiday_region: { type: "text?" } });
  await createTenantTable(db, "calendar", {
    columns: { key: "text", name: "text", region: "text?", days: "text", updated_at: "text" },
    key: ["key"],
  });
}
