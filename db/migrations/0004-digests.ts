import type { Kysely } from "kysely";
import { createIndex, createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "digest_subscription", {
    columns: { person_id: "text", rhythm: "text", next_at: "text" },
    key: ["person_id", "rhythm"],
    references: { person_id: "person" },
  });
  // The tick, over all workspaces: whose digest is due?
  await createIndex(db, "digest_subscription", "due", ["next_at"]);
  await createTenantTable(db, "digest", {
    columns: { id: "text", reader_id: "text", rhythm: "text", period: "text", created_at: "text" },
    key: ["id"],
    unique: [["reader_id", "rhythm", "period"]],
    references: { reader_id: "person" },
  });
  await createTenantTable(db, "digest_edition", {
    columns: {
      id: "text",
      digest_id: "text",
      edition: "integer",
      locale: "text",
      zone: "text",
      from_at: "text?",
      cut_off_at: "text",
      document: "text",
      created_at: "text",
    },
    key: ["id"],
    unique: [["digest_id", "edition"]],
    references: { digest_id: "digest" },
  });
  await createTenantTable(db, "digest_source", {
    columns: { edition_id: "text", line: "integer", kind: "text", source_id: "text", revision: "integer" },
    key: ["edition_id", "line", "kind", "source_id"],
    references: { edition_id: "digest_edition" },
  });
}
