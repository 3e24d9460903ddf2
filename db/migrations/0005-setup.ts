import type { Kysely } from "kysely";
import { addColumns, createIndex, createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "workspace", {
    who_may_create: { type: "text", default: "anyone" },
    working_week: { type: "text", default: '["mo","tu","we","th","fr"]' },
  });
  await addColumns(db, "person", { is_named_admin: { type: "integer", default: 0 } });
  await addColumns(db, "program", {
    benefits: { type: "text", default: "" },
    starts_on: { type: "text?" },
    ends_on: { type: "text?" },
    channel_problem: { type: "text?" },
  });
  await addColumns(db, "seat", { delegate_id: { type: "text?" } });
  await addColumns(db, "cadence", {
    title: { type: "text?" },
    pause_reason: { type: "text?" },
    resumes_on: { type: "text?" },
  });
  await addColumns(db, "audit", { program_id: { type: "text?" } });
  // What was done to these programs, the latest first.
  await createIndex(db, "audit", "by_program", ["workspace_id", "program_id", "id"]);
  await createTenantTable(db, "cadence_draft", {
    columns: { id: "text", person_id: "text", content: "text", updated_at: "text" },
    key: ["id"],
    references: { person_id: "person" },
  });
  // Forgetting what nobody finished.
  await createIndex(db, "cadence_draft", "by_time", ["updated_at"]);
}
