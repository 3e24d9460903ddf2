import type { Kysely } from "kysely";
import { createTenantTable } from "./dialect.ts";

/** Closed rounds in whose place a newer one has come, and of which messages do not say so yet. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "overtaken_round", {
    columns: { round_id: "text", noted_at: "text" },
    key: ["round_id"],
    references: { round_id: "round" },
  });
}
