import type { TenantTables } from "../dialect.ts";

export const meetings: TenantTables = {
  // Of a committee, or of a whole team: from the day on which it is planned.
  meeting: {
    columns: {
      id: "text",
      program_id: "text",
      kind: "text",
      day: "text",
      starts_at: "text",
      zone: "text",
      place: "text",
      state: "text",
      drafted_at: "text?",
      to_chair_at: "text?",
      approved_at: "text?",
      sent_at: "text?",
      present: "text?",
      closed_at: "text?",
      closed_by: "text?",
      recorded_at: "text?",
      edition: { default: 1 },
      sequence: { default: 0 },
      due_at: "text?",
    },
    key: ["id"],
    unique: [["program_id", "kind", "day"]],
    references: { program_id: "program", closed_by: "person" },
    indexes: {
      // The tick: which go on by themselves?
      due: { columns: ["due_at"], where: "due_at is not null" },
      // Which come next, and which were?
      of_program: ["workspace_id", "program_id", "kind", "starts_at"],
    },
  },
  // What it talks about, and what came of that.
  meeting_topic: {
    columns: {
      id: "text",
      meeting_id: "text",
      program_id: "text",
      position: "integer",
      minutes: "integer",
      source: "text",
      item_id: "text?",
      title: "text",
      added_by: "text?",
      guests: { default: '{"personIds":[]}' },
      state: "text",
      version: { default: 1 },
      decided: "text",
      option: "integer?",
      why: "text",
      noted: "text",
      actions: { default: "[]" },
      words_by: "text?",
      decision_id: "text?",
    },
    key: ["id"],
    references: { meeting_id: "meeting", program_id: "program", added_by: "person", words_by: "person" },
    indexes: {
      // What stands on its agenda?
      of_meeting: ["workspace_id", "meeting_id", "position"],
    },
  },
};
