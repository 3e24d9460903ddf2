import type { Kysely } from "kysely";
import { createIndex, createTenantTable } from "./dialect.ts";

/** Whose yes a program needs, who keeps in touch with them, and how each of these lines came to be what it is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "stakeholder", {
    columns: {
      id: "text",
      program_id: "text",
      person_id: "text?",
      name: "text?",
      job: "text",
      organisation: "text",
      power: "text",
      interest: "text",
      said: "text",
      said_words: "text",
      said_on: "text?",
      said_to: "text?",
      cares: "text",
      owner_id: "text",
      next_on: "text?",
      spoke_on: "text?",
      tell_on: "text?",
      notified_at: "text?",
      named_by: "text",
      named_at: "text",
      revision: "integer",
    },
    key: ["id"],
    unique: [["program_id", "person_id"]],
    references: { program_id: "program", person_id: "person", owner_id: "person" },
  });
  await createIndex(db, "stakeholder", "of_person", ["workspace_id", "person_id"]);
  await createIndex(db, "stakeholder", "of_owner", ["workspace_id", "owner_id", "next_on"]);
  await createIndex(db, "stakeholder", "to_tell", ["workspace_id", "tell_on"]);
  await createTenantTable(db, "stakeholder_event", {
    columns: {
      stakeholder_id: "text",
      revision: "integer",
      event: "text",
      actor_id: "text",
      at: "text",
      power: "text",
      interest: "text",
      said: "text",
    },
    key: ["stakeholder_id", "revision"],
    references: { stakeholder_id: "stakeholder" },
  });
}
