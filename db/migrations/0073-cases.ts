import type { Kysely } from "kysely";
import { createIndex, createTenantTable } from "./dialect.ts";

/** The case of a program: its sections as they were written, and the versions that were approved. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "case_section", {
    columns: {
      id: "text",
      program_id: "text",
      section: "text",
      revision: "integer",
      text: "text",
      items: "text",
      measures: "text",
      written_by: "text",
      written_at: "text",
    },
    key: ["id"],
    unique: [["program_id", "section", "revision"]],
    references: { program_id: "program", written_by: "person" },
  });
  await createIndex(db, "case_section", "by_writer", ["workspace_id", "written_by", "id"]);
  await createTenantTable(db, "case_version", {
    columns: {
      id: "text",
      program_id: "text",
      number: "integer",
      sections: "text",
      basis: "text",
      approved_by: "text",
      approved_at: "text",
    },
    key: ["id"],
    unique: [["program_id", "number"]],
    references: { program_id: "program", approved_by: "person" },
  });
  await createIndex(db, "case_version", "by_approver", ["workspace_id", "approved_by", "id"]);
}
