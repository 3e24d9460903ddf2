import type { Kysely } from "kysely";
import { addColumns } from "./dialect.ts";

/** Which request of Slack's put a message into the outbox, so that the log tells what an event has led to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "delivery", { request_id: { type: "text?" } });
}
