import type { TenantTables } from "../dialect.ts";

export const programs: TenantTables = {
  program: {
    columns: {
      id: "text",
      kind: { default: "program" },
      key: "text",
      short_key: "text",
      title: "text",
      purpose: "text",
      flagship: "integer",
      visibility: "text",
      state: "text",
      channel_id: "text?",
      benefits: { default: "" },
      writers: { default: "{}" },
      starts_on: "text?",
      ends_on: "text?",
      paused_from: "text?",
      paused_until: "text?",
      stops_on: "text?",
      change_by: "text?",
      next_change_on: "text?",
      rank: "integer?",
      meets: "text?",
      channel_problem: "text?",
      labels: { default: "[]" },
      closed_at: "text?",
      closed_by: "text?",
      label_name: "text?",
      label_value: "text?",
      limit_currency: "text?",
      lead_limit_amount: "text?",
      lead_limit_days: "integer?",
      sponsor_limit_amount: "text?",
      sponsor_limit_days: "integer?",
      created_at: "text",
    },
    key: ["id"],
    unique: [["key"], ["short_key"]],
    references: { closed_by: "person", change_by: "person" },
    indexes: {
      // The tick: which begin to rest, go on or stop on a day that has come?
      to_change: { columns: ["next_change_on"], where: "next_change_on is not null" },
      // Which portfolios are there?
      portfolios: { columns: ["workspace_id"], where: "kind = 'portfolio'" },
      // Which are open to the whole workspace?
      by_visibility: ["workspace_id", "visibility"],
    },
  },
  seat: {
    columns: {
      id: "text",
      program_id: "text",
      person_id: "text",
      role: "text",
      from_date: "text?",
      until_date: "text?",
      named_by: "text?",
      named_at: "text?",
      handed_on_at: "text?",
      created_at: "text",
    },
    key: ["id"],
    unique: [["program_id", "person_id", "role"]],
    references: { program_id: "program", person_id: "person", named_by: "person" },
    indexes: {
      // Which seats does this person hold?
      by_person: ["workspace_id", "person_id"],
      // The tick: which seats have ended and are not handed on yet?
      to_hand_on: { columns: ["until_date"], where: "handed_on_at is null" },
    },
  },
  // Of a program or a portfolio, where a chair or a quorum was chosen.
  committee: {
    columns: { program_id: "text", chair_id: "text?", quorum: "integer?" },
    key: ["program_id"],
    references: { program_id: "program", chair_id: "person" },
  },
  // Over the programs with a label, or over all where it names none.
  office_seat: {
    columns: {
      id: "text",
      person_id: "text",
      label_name: "text?",
      label_value: "text?",
      from_date: "text?",
      until_date: "text?",
      created_at: "text",
    },
    key: ["id"],
    references: { person_id: "person" },
    indexes: {
      // Over what does this person have the office?
      by_person: ["workspace_id", "person_id"],
    },
  },
};
