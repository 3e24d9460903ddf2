import type { Kysely } from "kysely";
import { addColumns } from "./dialect.ts";

/** Since when a message waits because the weekly one of whom it goes to was full, and which went at once as it could not wait. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "delivery", {
    queued_at: { type: "text?" },
    is_at_once: { type: "integer", default: 0 },
  });
}
