import type { Kysely } from "kysely";
import { addColumns } from "./dialect.ts";

/** Which digest went in the message of a longer one: none of those that were sent before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "digest", { in_message_of: { type: "text?" } });
}
