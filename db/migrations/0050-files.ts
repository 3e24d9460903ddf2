import type { Kysely } from "kysely";
import { addColumns } from "./dialect.ts";

/** The files that a message shares, by the ids under which a share is looked up. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "delivery", { file_ids: { type: "text?" } });
}
