import type { TenantTables } from "../dialect.ts";

export const privacy: TenantTables = {
  access: {
    columns: {
      id: "text",
      at: "text",
      actor_id: "text?",
      person_id: "text",
      act: "text",
      what: "text",
      reason: "text",
      read_on: "text?",
    },
    key: ["id"],
    references: { person_id: "person" },
    // Noted once a day for each reader, person and thing.
    unique: [["actor_id", "read_on", "person_id", "what"]],
    indexes: {
      // Who has used what is kept about this person, the latest first?
      of_person: ["workspace_id", "person_id", "id"],
      // Which accesses have been kept as long as is said?
      by_time: ["workspace_id", "at"],
    },
  },
  two_person_act: {
    columns: {
      id: "text",
      kind: "text",
      subject: "text",
      reason: "text",
      asked_by: "text?",
      asked_at: "text",
      ends_at: "text",
      state: "text",
      answered_by: "text?",
      answered_at: "text?",
      told_at: "text?",
    },
    key: ["id"],
    indexes: {
      // Which acts wait, and for which is it too late?
      open: ["workspace_id", "state", "ends_at"],
    },
  },
  objection: {
    columns: {
      id: "text",
      person_id: "text",
      kind: "text",
      about: "text",
      quoted: "text",
      words: "text",
      at: "text",
      answer: "text?",
      answer_words: "text?",
      answered_by: "text?",
      answered_at: "text?",
    },
    key: ["id"],
    references: { person_id: "person" },
    indexes: {
      // What has this person objected to?
      of_person: ["workspace_id", "person_id", "id"],
      // Which objections are not answered yet?
      to_answer: ["workspace_id", "answered_at", "id"],
    },
  },
  erasure: {
    columns: {
      id: "text",
      person_id: "text",
      act_id: "text",
      asked_by: "text?",
      agreed_by: "text?",
      state: "text",
      step: "text",
      done_to: "text",
      names: "text?",
      counts: "text",
      found: "text",
      confirmed: "text",
      begun_at: "text",
      due_at: "text",
      finished_at: "text?",
    },
    key: ["id"],
    references: { person_id: "person" },
    indexes: {
      // The tick: which erasures go on?
      to_do: ["workspace_id", "state", "due_at"],
    },
  },
};
