import type { Kysely } from "kysely";
import { addColumns, createIndex, createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "person", { affiliation: { type: "text", default: "member" } });
  await createTenantTable(db, "audience_source", {
    columns: {
      kind: "text",
      source_id: "text",
      name: "text",
      state: "text",
      next_check_at: "text",
      pass_began_at: "text?",
      cursor: "text?",
    },
    key: ["kind", "source_id"],
  });
  // The tick: which channel or group must be read next?
  await createIndex(db, "audience_source", "to_check", ["workspace_id", "next_check_at"]);
  await createTenantTable(db, "membership", {
    columns: { kind: "text", source_id: "text", person_id: "text", seen_at: "text" },
    key: ["kind", "source_id", "person_id"],
    references: { person_id: "person" },
  });
  // What changes for somebody: the channels and groups that hold this person.
  await createIndex(db, "membership", "by_person", ["workspace_id", "person_id"]);
}
