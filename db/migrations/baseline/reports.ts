import type { TenantTables } from "../dialect.ts";

export const reports: TenantTables = {
  program_status: {
    columns: {
      id: "text",
      program_id: "text",
      at: "text",
      status: "text",
      reason: "text?",
      action: "text?",
      action_by: "text?",
      by_id: "text",
      given_as: "text",
      check_in_id: "text?",
      revision: "integer?",
    },
    key: ["id"],
    // An answer gives one in each of its revisions.
    unique: [["check_in_id", "revision"]],
    references: { program_id: "program", by_id: "person" },
    indexes: {
      // How has this program stood?
      by_program: ["workspace_id", "program_id", "at"],
      // What is theirs: which statuses did this person give?
      by_person: ["workspace_id", "by_id"],
    },
  },
  report: {
    columns: {
      id: "text",
      program_id: "text",
      rhythm: "text",
      period: "text",
      version: "integer",
      state: "text",
      cut_off_at: "text",
      document: "text",
      words: "text?",
      words_by: "text?",
      words_at: "text?",
      held_by: "text?",
      send_at: "text",
      sent_at: "text?",
      correction: "text?",
      corrected_by: "text?",
      created_at: "text",
    },
    key: ["id"],
    unique: [["program_id", "rhythm", "period", "version"]],
    references: { program_id: "program", words_by: "person", held_by: "person", corrected_by: "person" },
  },
  report_approver: {
    columns: { program_id: "text", approver: "text", set_by: "text", set_at: "text" },
    key: ["program_id"],
    references: { program_id: "program", set_by: "person" },
  },
  report_question: {
    columns: {
      id: "text",
      program_id: "text",
      digest_id: "text?",
      asked_by: "text",
      asked_at: "text",
      question: "text",
      reply: "text?",
      replied_by: "text?",
      replied_at: "text?",
    },
    key: ["id"],
    references: { program_id: "program", asked_by: "person", replied_by: "person" },
    indexes: {
      // What is asked about these programs without a reply?
      of_program: ["workspace_id", "program_id", "replied_by"],
    },
  },
  digest: {
    columns: {
      id: "text",
      reader_id: "text",
      rhythm: "text",
      period: "text",
      locale: "text",
      zone: "text",
      cut_off_at: "text",
      reports: "text",
      choice: "text",
    },
    key: ["id"],
    unique: [["reader_id", "rhythm", "period"]],
    references: { reader_id: "person" },
  },
  digest_seen: {
    columns: { digest_id: "text", reader_id: "text", seen_at: "text" },
    key: ["digest_id"],
    references: { digest_id: "digest", reader_id: "person" },
  },
  reader_rhythm: {
    columns: { person_id: "text", rhythm: "text", is_wanted: "integer", updated_at: "text" },
    key: ["person_id", "rhythm"],
    references: { person_id: "person" },
  },
  digest_schedule: {
    columns: { person_id: "text", rhythm: "text", next_at: "text" },
    key: ["person_id", "rhythm"],
    references: { person_id: "person" },
    indexes: {
      // The tick, over all workspaces: whose digest is due?
      due: ["next_at"],
    },
  },
};
