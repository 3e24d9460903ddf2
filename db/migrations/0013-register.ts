import type { Kysely } from "kysely";
import { createIndex, createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "item", {
    columns: {
      id: "text",
      program_id: "text",
      type: "text",
      number: "integer",
      title: "text",
      description: "text",
      state: "text",
      owner_id: "text?",
      raised_by: "text",
      raised_at: "text",
      due_on: "text?",
      original_due_on: "text?",
      due_moves: "integer",
      details: "text",
      disclosure: "text",
      source_key: "text",
      round_id: "text?",
      check_in_id: "text?",
      check_in_revision: "integer?",
      permalink: "text?",
      superseded_by: "text?",
      revision: "integer",
      closed_at: "text?",
      updated_at: "text",
    },
    key: ["id"],
    unique: [["program_id", "type", "number"], ["source_key"]],
    references: {
      program_id: "program",
      owner_id: "person",
      raised_by: "person",
      round_id: "round",
      check_in_id: "check_in",
      superseded_by: "item",
    },
  });
  // The register of a program, and what of it is open.
  await createIndex(db, "item", "by_program", ["workspace_id", "program_id", "state"]);
  // What is mine?
  await createIndex(db, "item", "by_owner", ["workspace_id", "owner_id", "state"]);
  // Has this person said so before?
  await createIndex(db, "item", "by_raiser", ["workspace_id", "raised_by", "type", "state"]);
  // What came of this check-in?
  await createIndex(db, "item", "by_check_in", ["workspace_id", "check_in_id"]);
  await createTenantTable(db, "item_event", {
    columns: {
      item_id: "text",
      revision: "integer",
      at: "text",
      actor_id: "text?",
      event: "text",
      before: "text?",
      after: "text?",
      note: "text?",
    },
    key: ["item_id", "revision"],
    references: { item_id: "item", actor_id: "person" },
  });
}
