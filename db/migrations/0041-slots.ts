import type { Kysely } from "kysely";
import { addColumns } from "./dialect.ts";

/** In which of somebody's few messages each one comes, and who has them sent as they happen instead. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "delivery", { slot: { type: "text?" } });
  await addColumns(db, "workspace", { messages_come: { type: "text", default: "together" } });
  await addColumns(db, "person_preference", { messages_come: { type: "text?" }, weekly_on: { type: "text?" } });
}
