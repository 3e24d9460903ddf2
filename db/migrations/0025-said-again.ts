import type { Kysely } from "kysely";
import { createIndex } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  // Which items does this check-in say again?
  await createIndex(db, "item_event", "by_check_in", ["workspace_id", "check_in_id"]);
}
