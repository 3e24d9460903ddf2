import type { Kysely } from "kysely";
import { createTenantTable } from "./dialect.ts";

/** Which of Slack's newer blocks a workspace refused, and when last: a message goes without them for a while. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "refused_block", {
    columns: { block: "text", refused_at: "text" },
    key: ["block"],
  });
}
