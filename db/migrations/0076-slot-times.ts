import type { Kysely } from "kysely";
import { addColumns } from "./dialect.ts";

/** When the slot came of a message that could not be sent then, so that it waits for no other one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "delivery", { slot_at: { type: "text?" } });
}
