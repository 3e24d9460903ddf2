import type { Kysely } from "kysely";
import { createTenantTable } from "./dialect.ts";

/** What is left of an act that goes in pieces. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Extra rounds in which somebody is still to be asked.
  await createTenantTable(db, "half_asked_round", {
    columns: { cadence_id: "text", round_id: "text" },
    key: ["cadence_id", "round_id"],
    references: { cadence_id: "cadence", round_id: "round" },
  });
  // Whose digests are still to be counted anew: everybody's after this person, in the order of ids.
  await createTenantTable(db, "digest_recount", {
    columns: { after_person: "text", since: "text" },
    key: [],
  });
}
