import type { Kysely } from "kysely";
import { createIndex, createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "delivery", {
    columns: {
      id: "text",
      key: "text",
      kind: "text",
      subject: "text",
      person_id: "text?",
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
      sent_message: "text?",
      created_at: "text",
    },
    key: ["id"],
    unique: [["key"]],
    references: { person_id: "person", updates_id: "delivery", thread_id: "delivery" },
  });
  // The dispatcher, over all workspaces: what is due, and when is the next thing due?
  await createIndex(db, "delivery", "due", ["state", "due_at"]);
  // Is an earlier message of this conversation still under way?
  await createIndex(db, "delivery", "by_conversation", ["workspace_id", "conversation", "state"]);
  await createTenantTable(db, "received", {
    columns: { key: "text", received_at: "text" },
    key: ["key"],
  });
  // Forgetting what is old.
  await createIndex(db, "received", "by_time", ["received_at"]);
}
