import type { TenantTables } from "../dialect.ts";

export const cadences: TenantTables = {
  cadence: {
    columns: {
      id: "text",
      program_id: "text",
      key: "text",
      template: "text?",
      rule: "text",
      audience: "text",
      readers: "text",
      disclosure: "text",
      state: "text",
      // No reference: question_set refers to cadence.
      question_set_id: "text",
      planned_through: "text?",
      next_check_at: "text?",
      title: "text?",
      pause_reason: "text?",
      paused_by: "text?",
      resumes_on: "text?",
      is_required: { default: 0 },
      pilot: "text?",
      created_at: "text",
    },
    key: ["id"],
    unique: [["key"]],
    references: { program_id: "program", paused_by: "person" },
    indexes: {
      // The tick, over all workspaces: which cadences must the planner look at?
      to_check: ["next_check_at"],
      // A digest, a program's screens: the cadences of a program.
      by_program: ["workspace_id", "program_id"],
    },
  },
  question_set: {
    columns: { id: "text", cadence_id: "text", version: "integer", questions: "text", created_at: "text" },
    key: ["id"],
    unique: [["cadence_id", "version"]],
    references: { cadence_id: "cadence" },
  },
  cadence_draft: {
    columns: { id: "text", person_id: "text", content: "text", updated_at: "text" },
    key: ["id"],
    references: { person_id: "person" },
    indexes: {
      // Forgetting what nobody finished.
      by_time: ["updated_at"],
    },
  },
  audience_source: {
    columns: {
      kind: "text",
      source_id: "text",
      name: "text",
      state: "text",
      next_check_at: "text",
      pass_began_at: "text?",
      cursor: "text?",
    },
    key: ["kind", "source_id"],
    indexes: {
      // The tick: which channel or group must be read next?
      to_check: ["workspace_id", "next_check_at"],
    },
  },
  membership: {
    columns: { kind: "text", source_id: "text", person_id: "text", seen_at: "text" },
    key: ["kind", "source_id", "person_id"],
    references: { person_id: "person" },
    indexes: {
      // What changes for somebody: the channels and groups that hold this person.
      by_person: ["workspace_id", "person_id"],
    },
  },
  opt_out: {
    columns: { person_id: "text", cadence_id: "text", at: "text" },
    key: ["cadence_id", "person_id"],
    references: { person_id: "person", cadence_id: "cadence" },
    indexes: {
      // What does this person not want to be asked?
      by_person: ["workspace_id", "person_id"],
    },
  },
  round: {
    columns: {
      id: "text",
      cadence_id: "text",
      program_id: "text",
      key: "text",
      period: "text",
      question_set_id: "text",
      state: "text",
      opens_at: "text",
      due_at: "text",
      closes_at: "text",
      missed_reason: "text?",
      missed_count: "integer?",
      asked_at: "text?",
      created_at: "text",
    },
    key: ["id"],
    unique: [["cadence_id", "key"]],
    references: { cadence_id: "cadence", program_id: "program", question_set_id: "question_set" },
    indexes: {
      // The tick, over all workspaces: which open rounds are past their closing time?
      to_close: ["state", "closes_at"],
      // A digest: the rounds of a program whose key lies in a period.
      by_program: ["workspace_id", "program_id", "key"],
    },
  },
  prompt: {
    columns: {
      id: "text",
      round_id: "text",
      person_id: "text",
      state: "text",
      opens_at: "text",
      due_at: "text",
      closes_at: "text",
      remind_at: "text?",
      sent_at: "text?",
      later_at: "text?",
      reason: "text?",
      is_late: "integer",
      absence_id: "text?",
      delegate_id: "text?",
    },
    key: ["id"],
    unique: [["round_id", "person_id"]],
    references: { round_id: "round", person_id: "person", delegate_id: "person" },
    indexes: {
      // What is this person asked now?
      by_person: ["workspace_id", "person_id", "closes_at"],
      // How many were planned after their time: for the measures.
      late: { columns: ["workspace_id"], where: "is_late = 1" },
      // What is this person asked for somebody else?
      by_delegate: { columns: ["workspace_id", "delegate_id", "closes_at"], where: "delegate_id is not null" },
    },
  },
};
