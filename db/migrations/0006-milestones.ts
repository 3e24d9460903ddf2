import type { Kysely } from "kysely";
import { createIndex, createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "milestone", {
    columns: {
      id: "text",
      program_id: "text",
      cadence_id: "text",
      question_key: "text",
      voice: "text",
      original_on: "text?",
      current_on: "text?",
      moves: "integer",
      updated_at: "text",
    },
    key: ["id"],
    unique: [["cadence_id", "question_key", "voice"]],
    references: { program_id: "program", cadence_id: "cadence" },
  });
  // A digest: the milestones of its programs.
  await createIndex(db, "milestone", "by_program", ["workspace_id", "program_id"]);
  await createTenantTable(db, "milestone_date", {
    columns: {
      milestone_id: "text",
      entry: "integer",
      date: "text?",
      check_in_id: "text",
      revision: "integer",
      recorded_at: "text",
    },
    key: ["milestone_id", "entry"],
    references: { milestone_id: "milestone", check_in_id: "check_in" },
  });
}
