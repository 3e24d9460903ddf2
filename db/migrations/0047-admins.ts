import type { Kysely } from "kysely";
import { createIndex } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  // Who are the few admins? Asked at each round, and whenever a check-in of somebody who leads alone is late.
  await createIndex(db, "person", "by_admin", ["workspace_id", "is_admin"]);
  await createIndex(db, "person", "by_named_admin", ["workspace_id", "is_named_admin"]);
}
