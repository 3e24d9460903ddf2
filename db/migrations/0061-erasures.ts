import type { Kysely } from "kysely";
import { addColumns, createIndex, createTenantTable } from "./dialect.ts";

/** How far the erasure of a person has come, who was told of acts that take two persons, and when words were taken out of an edition. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "erasure", {
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
  });
  await createIndex(db, "erasure", "to_do", ["workspace_id", "state", "due_at"]);
  await addColumns(db, "two_person_act", { told_at: { type: "text?" } });
  await addColumns(db, "digest_edition", { rewritten_at: { type: "text?" } });
}
