import type { Kysely } from "kysely";
import { createTenantTable } from "./dialect.ts";

/** What all instances together have used of Slack's limits. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "slack_pace", {
    columns: { method: "text", state: "text", version: "integer" },
    key: ["method"],
  });
}
