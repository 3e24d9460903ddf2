import type { Kysely } from "kysely";
import { createIndex, createTenantTable, createWorkspaceTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await createWorkspaceTable(db);
  await createTenantTable(db, "person", {
    columns: {
      id: "text",
      slack_user_id: "text",
      handle: "text",
      name: "text",
      zone: "text",
      locale: "text",
      is_bot: "integer",
      is_admin: "integer",
      is_primary_owner: "integer",
      is_deactivated: "integer",
      dm_channel_id: "text?",
      welcomed_at: "text?",
      created_at: "text",
      updated_at: "text",
    },
    key: ["id"],
    unique: [["slack_user_id"], ["handle"]],
  });
  await createTenantTable(db, "absence", {
    columns: { id: "text", person_id: "text", from_date: "text", until_date: "text", created_at: "text" },
    key: ["id"],
    references: { person_id: "person" },
  });
  // Is this person away on that day?
  await createIndex(db, "absence", "by_person", ["workspace_id", "person_id", "until_date"]);
  await createTenantTable(db, "program", {
    columns: {
      id: "text",
      key: "text",
      title: "text",
      purpose: "text",
      flagship: "integer",
      visibility: "text",
      state: "text",
      channel_id: "text?",
      created_at: "text",
    },
    key: ["id"],
    unique: [["key"]],
  });
  await createTenantTable(db, "seat", {
    columns: {
      id: "text",
      program_id: "text",
      person_id: "text",
      role: "text",
      from_date: "text?",
      until_date: "text?",
      created_at: "text",
    },
    key: ["id"],
    unique: [["program_id", "person_id", "role"]],
    references: { program_id: "program", person_id: "person" },
  });
  // Which seats does this person hold?
  await createIndex(db, "seat", "by_person", ["workspace_id", "person_id"]);
  await createTenantTable(db, "audit", {
    columns: {
      id: "text",
      at: "text",
      actor_id: "text?",
      action: "text",
      subject_kind: "text",
      subject_id: "text",
      before: "text?",
      after: "text?",
    },
    key: ["id"],
    references: { actor_id: "person" },
  });
}
