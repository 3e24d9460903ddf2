import type { TenantTables } from "../dialect.ts";

export const pages: TenantTables = {
  page_section: {
    columns: {
      id: "text",
      program_id: "text",
      page: "text",
      section: "text",
      revision: "integer",
      text: "text",
      measures: "text",
      written_by: "text",
      written_at: "text",
    },
    key: ["id"],
    unique: [["program_id", "page", "section", "revision"]],
    references: { program_id: "program", written_by: "person" },
    indexes: {
      // What is theirs: what has this person written?
      by_writer: ["workspace_id", "written_by", "id"],
    },
  },
  page_version: {
    columns: {
      id: "text",
      program_id: "text",
      page: "text",
      sections: "text",
      basis: "text",
      asked_by: "text?",
      asked_at: "text",
    },
    key: ["id"],
    references: { program_id: "program", asked_by: "person" },
    indexes: {
      // Which versions does this page have?
      of_program: ["workspace_id", "program_id", "page", "id"],
      // What is theirs: of what has this person asked approval?
      by_asker: ["workspace_id", "asked_by", "id"],
    },
  },
};
