import type { TenantTables } from "../dialect.ts";

export const approvals: TenantTables = {
  approval: {
    columns: {
      id: "text",
      program_id: "text",
      subject_kind: "text",
      subject_id: "text",
      asked_of: "text",
      named_by: "text?",
      answer_by: "text?",
      state: "text",
      by_id: "text?",
      at: "text?",
      reason: "text?",
      created_at: "text",
    },
    key: ["id"],
    references: { program_id: "program", asked_of: "person", named_by: "person", by_id: "person" },
    indexes: {
      // Was this approved?
      of_subject: ["workspace_id", "subject_kind", "subject_id", "id"],
      // What is this person asked to approve?
      of_person: ["workspace_id", "asked_of", "state"],
    },
  },
};
