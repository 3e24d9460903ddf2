import type { Kysely } from "kysely";
import { createIndex, createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "digest_acknowledgement", {
    columns: { edition_id: "text", person_id: "text", acknowledged_at: "text" },
    key: ["edition_id", "person_id"],
    references: { edition_id: "digest_edition", person_id: "person" },
  });
  // What has this person acknowledged?
  await createIndex(db, "digest_acknowledgement", "by_person", ["workspace_id", "person_id"]);
  await createTenantTable(db, "digest_approval", {
    columns: { program_id: "text", approver_id: "text?", set_by: "text", set_at: "text" },
    key: ["program_id"],
    references: { program_id: "program", approver_id: "person", set_by: "person" },
  });
  await createTenantTable(db, "digest_draft", {
    columns: {
      id: "text",
      reader_id: "text",
      rhythm: "text",
      period: "text",
      locale: "text",
      zone: "text",
      from_at: "text",
      cut_off_at: "text",
      send_at: "text",
      document: "text",
      state: "text",
      created_at: "text",
    },
    key: ["id"],
    unique: [["reader_id", "rhythm", "send_at"]],
    references: { reader_id: "person" },
  });
  // Which drafts wait, and since when?
  await createIndex(db, "digest_draft", "waiting", ["state", "send_at"]);
  await createTenantTable(db, "digest_draft_part", {
    columns: {
      draft_id: "text",
      program_id: "text",
      document: "text",
      approved_by: "text?",
      approved_at: "text?",
      asked: "integer",
      remind_at: "text",
    },
    key: ["draft_id", "program_id"],
    references: { draft_id: "digest_draft", program_id: "program", approved_by: "person" },
  });
  await createTenantTable(db, "digest_wording", {
    columns: { draft_id: "text", revision: "integer", edited_by: "text", edited_at: "text", wording: "text" },
    key: ["draft_id", "revision"],
    references: { draft_id: "digest_draft", edited_by: "person" },
  });
}
