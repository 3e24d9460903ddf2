import type { Kysely } from "kysely";
import { createIndex } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  // Whose rights does this person have beside their own?
  await createIndex(db, "seat", "by_delegate", ["workspace_id", "delegate_id"]);
  // Which health questions are put to this person?
  await createIndex(db, "health_question", "by_owner", ["workspace_id", "owner_id", "state"]);
}
