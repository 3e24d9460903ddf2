import type { Kysely } from "kysely";
import { addColumns } from "./dialect.ts";

/** On which day of its reader something was shown: once a day for each reader, person and thing. Rows of before have none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "access", { read_on: { type: "text?" } });
  await db.schema
    .createIndex("access_read_once")
    .unique()
    .on("access")
    .columns(["workspace_id", "actor_id", "read_on", "person_id", "what"])
    .execute();
}
