import type { TenantTables } from "../dialect.ts";

export const delivery: TenantTables = {
  delivery: {
    columns: {
      id: "text",
      key: "text",
      kind: "text",
      subject: "text",
      person_id: "text?",
      author_id: "text?",
      channel_id: "text?",
      conversation: "text",
      updates_id: "text?",
      thread_id: "text?",
      priority: "integer",
      state: "text",
      due_at: "text",
      expires_at: "text?",
      attempts: "integer",
      lease_until: "text?",
      version: "integer",
      last_error: "text?",
      sent_at: "text?",
      sent_channel_id: "text?",
      sent_ts: "text?",
      contact: { default: "reply" },
      held_reason: "text?",
      first_due_at: "text?",
      bundle_id: "text?",
      lane: { default: "now" },
      file_ids: "text?",
      request_id: "text?",
      created_at: "text",
    },
    key: ["id"],
    unique: [["key"]],
    references: { person_id: "person", updates_id: "delivery", thread_id: "delivery" },
    indexes: {
      // The dispatcher, over all workspaces: what is due, and when is the next thing due?
      due: ["state", "due_at"],
      // Is an earlier message of this conversation still under way?
      by_conversation: ["workspace_id", "conversation", "state"],
      // What somebody was sent this week.
      by_person: ["workspace_id", "person_id", "sent_at"],
      // What came in one message.
      by_bundle: { columns: ["workspace_id", "bundle_id"], where: "bundle_id is not null" },
      // Which goes next?
      in_order: { columns: ["workspace_id", "priority", "due_at", "id"], where: "state = 'waiting'" },
      // What waits for this person?
      waiting_by_person: { columns: ["workspace_id", "person_id", "due_at"], where: "state = 'waiting'" },
      // Before a row goes: is there an update of it?
      by_updates_id: { columns: ["workspace_id", "updates_id"], where: "updates_id is not null" },
      // Before a row goes: does something stand in its thread?
      by_thread_id: { columns: ["workspace_id", "thread_id"], where: "thread_id is not null" },
    },
  },
  received: {
    columns: { key: "text", received_at: "text" },
    key: ["key"],
    indexes: {
      // Forgetting what is old.
      by_time: ["received_at"],
    },
  },
  slack_pace: {
    columns: { method: "text", state: "text", version: "integer" },
    key: ["method"],
  },
  picture: {
    columns: { key: "text", state: "text", file_id: "text?", since: "text" },
    key: ["key"],
  },
};
