import type { Kysely } from "kysely";
import { addColumns, createIndex, createTenantTable } from "./dialect.ts";

/** Who looks after people's data, who has used it, and what two persons have to agree on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "person", {
    is_data_protection: { type: "integer", default: 0 },
    erased_at: { type: "text?" },
  });
  await addColumns(db, "workspace", {
    data_protection_address: { type: "text", default: "" },
    retention: { type: "text", default: "{}" },
  });
  await createTenantTable(db, "access", {
    columns: {
      id: "text",
      at: "text",
      actor_id: "text?",
      person_id: "text",
      act: "text",
      what: "text",
      reason: "text",
    },
    key: ["id"],
    references: { person_id: "person" },
  });
  await createIndex(db, "access", "of_person", ["workspace_id", "person_id", "id"]);
  await createTenantTable(db, "two_person_act", {
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
    },
    key: ["id"],
  });
  await createIndex(db, "two_person_act", "open", ["workspace_id", "state", "ends_at"]);
}
