import type { Kysely } from "kysely";
import { addColumns, createTenantTable } from "./dialect.ts";

/** What was handed over to a works council or a data protection officer, and who has been told what is kept about them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "dossier", {
    columns: {
      id: "text",
      at: "text",
      handed_over_on: "text",
      by_id: "text?",
      reference: "text",
      settings: "text",
    },
    key: ["id"],
  });
  await addColumns(db, "person", { notified_at: { type: "text?" } });
}
