import type { Kysely } from "kysely";
import { addColumns } from "./dialect.ts";

/** When messages come: in a workspace that is there already, as before; a new one is given its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "workspace", {
    hours_from: { type: "text", default: "08:00" },
    hours_until: { type: "text", default: "20:00" },
    are_hours_locked: { type: "integer", default: 0 },
    allows_urgent: { type: "integer", default: 1 },
  });
}
