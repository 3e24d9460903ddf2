import type { TenantTables } from "../dialect.ts";

export const sponsorship: TenantTables = {
  sponsor_choice: {
    columns: {
      id: "text",
      program_id: "text",
      turn: "integer",
      scorers: "text",
      state: "text",
      opened_by: "text",
      opened_at: "text",
      ended_at: "text?",
      chosen_id: "text?",
      decision_id: "text?",
    },
    key: ["id"],
    unique: [["program_id", "turn"]],
    references: { program_id: "program", opened_by: "person" },
  },
  sponsor_candidate: {
    columns: {
      id: "text",
      choice_id: "text",
      person_id: "text",
      named_by: "text",
      named_at: "text",
    },
    key: ["id"],
    unique: [["choice_id", "person_id"]],
    references: { choice_id: "sponsor_choice", person_id: "person" },
    indexes: {
      // Where is this person a candidate?
      of_person: ["workspace_id", "person_id"],
    },
  },
  candidate_score: {
    columns: {
      candidate_id: "text",
      criterion: "text",
      by_id: "text",
      score: "integer",
      evidence: "text",
      at: "text",
    },
    key: ["candidate_id", "criterion", "by_id"],
    references: { candidate_id: "sponsor_candidate", by_id: "person" },
  },
  sponsor_request: {
    columns: {
      id: "text",
      choice_id: "text",
      candidate_id: "text",
      person_id: "text",
      asked_by: "text",
      asked_at: "text",
      answer: "text?",
      answered_at: "text?",
    },
    key: ["id"],
    references: { choice_id: "sponsor_choice", candidate_id: "sponsor_candidate", person_id: "person" },
    indexes: {
      // Who was asked in this choice, in order?
      of_choice: ["workspace_id", "choice_id", "id"],
      // Was this candidate asked?
      of_candidate: ["workspace_id", "candidate_id"],
      // What is this person asked?
      of_person: ["workspace_id", "person_id"],
    },
  },
};
