import type { Kysely } from "kysely";
import { addColumns } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "cadence", { pilot: { type: "text?" } });
}
