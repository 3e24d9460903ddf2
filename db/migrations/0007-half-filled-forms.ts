import type { Kysely } from "kysely";
import { createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "half_filled_form", {
    columns: { prompt_id: "text", fields: "text", updated_at: "text" },
    key: ["prompt_id"],
    references: { prompt_id: "prompt" },
  });
}
