import type { Kysely } from "kysely";
import { addColumns } from "./dialect.ts";

/** When what hung on a seat that is over was handed on; null: it has not been, or the seat still holds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "seat", { handed_on_at: { type: "text?" } });
  // What ends by its date, and what had ended before there was this.
  await db.schema
    .createIndex("seat_to_hand_on")
    .on("seat")
    .columns(["until_date"])
    .where("handed_on_at" as never, "is", null)
    .execute();
}
