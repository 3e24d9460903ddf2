import type { TenantTables } from "../dialect.ts";

export const health: TenantTables = {
  health_watch: {
    columns: { program_id: "text", look_at: "text?", settings: "text" },
    key: ["program_id"],
    references: { program_id: "program" },
    indexes: {
      // Which programs are to be looked at now, and when is the next one?
      to_look: ["look_at"],
    },
  },
  health_question: {
    columns: {
      id: "text",
      program_id: "text",
      owner_id: "text",
      round_id: "text",
      check_in_id: "text",
      colour: "text",
      asked_at: "text",
      shown_at: "text",
      state: "text",
      reason: "text?",
      answered_at: "text?",
    },
    key: ["id"],
    references: { program_id: "program", owner_id: "person", check_in_id: "check_in", round_id: "round" },
    indexes: {
      // What is open of a program.
      of_program: ["workspace_id", "program_id", "state"],
      // Which health questions are put to this person?
      by_owner: ["workspace_id", "owner_id", "state"],
      // Was this answer, which goes, put to its author?
      by_check_in: ["workspace_id", "check_in_id"],
    },
  },
  health_finding: {
    columns: { question_id: "text", check_in_id: "text", cause: "text", finding: "text" },
    key: ["check_in_id", "cause"],
    references: { question_id: "health_question" },
    indexes: {
      // What does this question rest on?
      of_question: ["workspace_id", "question_id"],
    },
  },
  health_trigger: {
    columns: { program_id: "text", cause: "text", fired_at: "text", round_id: "text?" },
    key: ["program_id", "cause"],
    references: { program_id: "program" },
  },
};
