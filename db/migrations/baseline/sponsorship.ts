import type { TenantTables } from "../dialect.ts";

export const sponsorship: TenantTables = {
  stakeholder: {
    columns: {
      id: "text",
      program_id: "text",
      person_id: "text?",
      name: "text?",
      job: "text",
      organisation: "text",
      power: "text",
      interest: "text",
      said: "text",
      said_words: "text",
      said_on: "text?",
      said_to: "text?",
      cares: "text",
      owner_id: "text",
      next_on: "text?",
      spoke_on: "text?",
      tell_on: "text?",
      notified_at: "text?",
      named_by: "text",
      named_at: "text",
      revision: "integer",
    },
    key: ["id"],
    unique: [["program_id", "person_id"]],
    references: { program_id: "program", person_id: "person", owner_id: "person" },
    indexes: {
      // Where is this person a stakeholder?
      of_person: ["workspace_id", "person_id"],
      // With whom does this person keep in touch, and when next?
      of_owner: ["workspace_id", "owner_id", "next_on"],
      // The tick: of which contacts are owners reminded?
      to_tell: ["workspace_id", "tell_on"],
    },
  },
  stakeholder_event: {
    columns: {
      stakeholder_id: "text",
      revision: "integer",
      event: "text",
      actor_id: "text",
      at: "text",
      power: "text",
      interest: "text",
      said: "text",
    },
    key: ["stakeholder_id", "revision"],
    references: { stakeholder_id: "stakeholder" },
  },
  case_section: {
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
    indexes: {
      // What is theirs: what has this person written?
      by_writer: ["workspace_id", "written_by", "id"],
    },
  },
  case_version: {
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
    indexes: {
      // What is theirs: what has this person approved?
      by_approver: ["workspace_id", "approved_by", "id"],
    },
  },
  sponsor_choice: {
    columns: {
      id: "text",
      program_id: "text",
      turn: "integer",
      contributors: "text",
      state: "text",
      opened_by: "text",
      opened_at: "text",
      touched_at: "text",
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
      stakeholder_id: "text",
      person_id: "text?",
      named_by: "text",
      named_at: "text",
    },
    key: ["id"],
    unique: [["choice_id", "stakeholder_id"]],
    references: { choice_id: "sponsor_choice", person_id: "person" },
    indexes: {
      // Where is this person a candidate?
      of_person: ["workspace_id", "person_id"],
      // Is this stakeholder a candidate?
      of_stakeholder: ["workspace_id", "stakeholder_id"],
    },
  },
  candidate_fact: {
    columns: {
      id: "text",
      candidate_id: "text",
      criterion: "text",
      by_id: "text",
      text: "text?",
      on_day: "text?",
      at: "text",
    },
    key: ["id"],
    unique: [["candidate_id", "criterion", "by_id"]],
    references: { candidate_id: "sponsor_candidate", by_id: "person" },
  },
  fact_confirmation: {
    columns: { fact_id: "text", by_id: "text", candidate_id: "text", at: "text" },
    key: ["fact_id", "by_id"],
    references: { fact_id: "candidate_fact", by_id: "person", candidate_id: "sponsor_candidate" },
    indexes: {
      // What is confirmed of this candidate?
      of_candidate: ["workspace_id", "candidate_id"],
    },
  },
  sponsor_request: {
    columns: {
      id: "text",
      choice_id: "text",
      candidate_id: "text",
      person_id: "text",
      replaces_id: "text?",
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
