import type { Kysely } from "kysely";
import { createTenantTable } from "./dialect.ts";

/** How each edition is divided into messages. Those of editions made before are filled in after the start, in pieces. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "digest_division", {
    columns: { edition_id: "text", division: "text" },
    key: ["edition_id"],
    references: { edition_id: "digest_edition" },
  });
}
