import type { TenantTables } from "../dialect.ts";

export const checkIns: TenantTables = {
  check_in: {
    columns: {
      id: "text",
      round_id: "text",
      program_id: "text",
      cadence_id: "text",
      person_id: "text",
      revision: "integer",
      removed_at: "text?",
      created_at: "text",
    },
    key: ["id"],
    unique: [["round_id", "person_id"]],
    references: { round_id: "round", program_id: "program", cadence_id: "cadence", person_id: "person" },
    indexes: {
      // The last check-in of this person in this cadence: "same as last time".
      by_person: ["workspace_id", "person_id", "cadence_id", "created_at"],
    },
  },
  check_in_revision: {
    columns: {
      check_in_id: "text",
      revision: "integer",
      program_id: "text",
      author_id: "text",
      answered_at: "text",
      nothing_to_report: "integer",
      is_late: "integer",
      health: "text?",
      answers: "text",
      unsigned_answers: { default: "{}" },
    },
    key: ["check_in_id", "revision"],
    references: { check_in_id: "check_in", program_id: "program", author_id: "person" },
    indexes: {
      // A digest: what was recorded for a program between two cut-offs.
      by_program: ["workspace_id", "program_id", "answered_at"],
    },
  },
  typed_words: {
    columns: { person_id: "text", ts: "text", text: "text", at: "text" },
    key: ["person_id", "ts"],
    references: { person_id: "person" },
    indexes: {
      // The tick: which words are a day old?
      to_forget: ["workspace_id", "at"],
    },
  },
};
