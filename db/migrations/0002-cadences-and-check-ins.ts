import type { Kysely } from "kysely";
import { createIndex, createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "cadence", {
    columns: {
      id: "text",
      program_id: "text",
      key: "text",
      template: "text?",
      rule: "text",
      audience: "text",
      readers: "text",
      disclosure: "text",
      state: "text",
      // Set once the question set is there; the two refer to each other, so the database checks only one direction.
      question_set_id: "text",
      planned_through: "text?",
      next_check_at: "text?",
      created_at: "text",
    },
    key: ["id"],
    unique: [["key"]],
    references: { program_id: "program" },
  });
  // The tick, over all workspaces: which cadences must the planner look at?
  await createIndex(db, "cadence", "to_check", ["next_check_at"]);
  // A digest, a program's screens: the cadences of a program.
  await createIndex(db, "cadence", "by_program", ["workspace_id", "program_id"]);
  await createTenantTable(db, "question_set", {
    columns: { id: "text", cadence_id: "text", version: "integer", questions: "text", created_at: "text" },
    key: ["id"],
    unique: [["cadence_id", "version"]],
    references: { cadence_id: "cadence" },
  });
  await createTenantTable(db, "round", {
    columns: {
      id: "text",
      cadence_id: "text",
      program_id: "text",
      key: "text",
      period: "text",
      question_set_id: "text",
      state: "text",
      opens_at: "text",
      due_at: "text",
      closes_at: "text",
      missed_reason: "text?",
      missed_count: "integer?",
      created_at: "text",
    },
    key: ["id"],
    unique: [["cadence_id", "key"]],
    references: { cadence_id: "cadence", program_id: "program", question_set_id: "question_set" },
  });
  // The tick, over all workspaces: which open rounds are past their closing time?
  await createIndex(db, "round", "to_close", ["state", "closes_at"]);
  // A digest: the rounds of a program whose key lies in a period.
  await createIndex(db, "round", "by_program", ["workspace_id", "program_id", "key"]);
  await createTenantTable(db, "prompt", {
    columns: {
      id: "text",
      round_id: "text",
      person_id: "text",
      state: "text",
      opens_at: "text",
      due_at: "text",
      closes_at: "text",
      remind_at: "text?",
      sent_at: "text?",
      reason: "text?",
      is_late: "integer",
    },
    key: ["id"],
    unique: [["round_id", "person_id"]],
    references: { round_id: "round", person_id: "person" },
  });
  // What is this person asked now?
  await createIndex(db, "prompt", "by_person", ["workspace_id", "person_id", "closes_at"]);
  await createTenantTable(db, "check_in", {
    columns: {
      id: "text",
      round_id: "text",
      program_id: "text",
      cadence_id: "text",
      person_id: "text",
      revision: "integer",
      created_at: "text",
    },
    key: ["id"],
    unique: [["round_id", "person_id"]],
    references: { round_id: "round", program_id: "program", cadence_id: "cadence", person_id: "person" },
  });
  // The last check-in of this person in this cadence: "same as last time".
  await createIndex(db, "check_in", "by_person", ["workspace_id", "person_id", "cadence_id", "created_at"]);
  await createTenantTable(db, "check_in_revision", {
    columns: {
      check_in_id: "text",
      revision: "integer",
      program_id: "text",
      author_id: "text",
      answered_at: "text",
      nothing_to_report: "integer",
      is_late: "integer",
      health: "text?",
      answers: "text",
    },
    key: ["check_in_id", "revision"],
    references: { check_in_id: "check_in", program_id: "program", author_id: "person" },
  });
  // A digest: what was recorded for a program between two cut-offs.
  await createIndex(db, "check_in_revision", "by_program", ["workspace_id", "program_id", "answered_at"]);
}
