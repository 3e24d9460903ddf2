import type { Kysely } from "kysely";
import { addColumns } from "./dialect.ts";

/** When somebody who came back had held their seat before: not known of those who are back already. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "seat", { earlier_terms: { type: "text?" } });
}
