import type { TenantTables } from "../dialect.ts";

export const tracks: TenantTables = {
  working_role: {
    columns: {
      id: "text",
      program_id: "text",
      key: "text",
      description: "text",
      writers: { default: "{}" },
      added_by: "text",
      added_at: "text",
      ended_at: "text?",
    },
    key: ["id"],
    unique: [["program_id", "key"]],
    references: { program_id: "program", added_by: "person" },
  },
  role_holder: {
    columns: {
      id: "text",
      role_id: "text",
      person_id: "text",
      named_by: "text",
      from_at: "text",
      ended_at: "text?",
    },
    key: ["id"],
    references: { role_id: "working_role", person_id: "person", named_by: "person" },
    indexes: {
      of_role: ["workspace_id", "role_id", "ended_at"],
      // Which roles does this person hold?
      of_person: ["workspace_id", "person_id", "ended_at"],
    },
  },
  track_template: {
    columns: {
      id: "text",
      key: "text",
      version: "integer",
      definition: "text",
      is_offered: "integer",
      saved_by: "text",
      saved_at: "text",
    },
    key: ["id"],
    unique: [["key", "version"]],
    references: { saved_by: "person" },
    indexes: { offered: ["workspace_id", "is_offered"] },
  },
  track: {
    columns: {
      id: "text",
      program_id: "text",
      template_id: "text",
      state: "text",
      about_id: "text?",
      milestone_id: "text?",
      started_by: "text",
      started_at: "text",
      ended_at: "text?",
    },
    key: ["id"],
    references: {
      program_id: "program",
      template_id: "track_template",
      started_by: "person",
      about_id: "person",
      milestone_id: "item",
    },
    indexes: {
      of_program: ["workspace_id", "program_id", "state"],
      // Is a track about this person?
      about: ["workspace_id", "about_id"],
      // Which tracks lead to this milestone?
      to_milestone: ["workspace_id", "milestone_id"],
    },
  },
  track_step: {
    columns: {
      track_id: "text",
      key: "text",
      item_id: "text?",
      wait_until: "text?",
      ready_at: "text?",
      accepted_at: "text?",
      done_at: "text?",
      rework: "integer",
      look_at: "text?",
    },
    key: ["track_id", "key"],
    references: { track_id: "track", item_id: "item" },
    indexes: {
      // Which step is this item?
      of_item: ["workspace_id", "item_id"],
      // Which steps and gates may be due or late, and when next?
      to_look_at: { columns: ["workspace_id", "look_at"], where: "look_at is not null" },
      // What may be ready?
      to_come: { columns: ["workspace_id", "track_id"], where: "item_id is null and done_at is null" },
    },
  },
  track_need: {
    columns: {
      track_id: "text",
      step_key: "text",
      place: "integer",
      needs_key: "text",
    },
    key: ["track_id", "step_key", "place", "needs_key"],
    references: { track_id: "track" },
  },
  work_type: {
    columns: {
      program_id: "text",
      template_key: "text",
      opened_by: "text",
      opened_at: "text",
    },
    key: ["program_id", "template_key"],
    references: { program_id: "program", opened_by: "person" },
  },
  work_request: {
    columns: {
      id: "text",
      track_id: "text",
      program_id: "text",
      number: "integer",
      asked_by: "text",
      requester_id: "text",
      title: "text",
      answers: "text",
      writers: { default: "{}" },
      permalink: "text?",
      needed_by: "text?",
      rank: "integer",
      rework: "integer",
      held_until: "text?",
      note: "text?",
      note_by: "text?",
      outcome: "text?",
      merged_into: "text?",
      asked_at: "text",
      ended_at: "text?",
    },
    key: ["id"],
    unique: [["track_id"], ["program_id", "number"]],
    references: {
      track_id: "track",
      program_id: "program",
      asked_by: "person",
      requester_id: "person",
      note_by: "person",
    },
    indexes: {
      of_program: ["workspace_id", "program_id", "outcome", "rank"],
      // What did this person ask for?
      of_requester: ["workspace_id", "requester_id", "outcome"],
      merged: ["workspace_id", "merged_into"],
    },
  },
};
