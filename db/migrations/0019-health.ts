import type { Kysely } from "kysely";
import { addColumns, createIndex, createTenantTable, fillRows } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "health_watch", {
    columns: { program_id: "text", look_at: "text?", settings: "text" },
    key: ["program_id"],
    references: { program_id: "program" },
  });
  // Which programs are to be looked at now, and when is the next one?
  await createIndex(db, "health_watch", "to_look", ["look_at"]);
  await createTenantTable(db, "health_question", {
    columns: {
      id: "text",
      program_id: "text",
      owner_id: "text",
      round_id: "text",
      check_in_id: "text",
      colour: "text",
      asked_at: "text",
      shown_at: "text",
      state: "text",
      reason: "text?",
      answered_at: "text?",
    },
    key: ["id"],
    references: { program_id: "program", owner_id: "person", check_in_id: "check_in", round_id: "round" },
  });
  // What is open of a program.
  await createIndex(db, "health_question", "of_program", ["workspace_id", "program_id", "state"]);
  await createTenantTable(db, "health_finding", {
    columns: { question_id: "text", check_in_id: "text", cause: "text", finding: "text" },
    key: ["check_in_id", "cause"],
    references: { question_id: "health_question" },
  });
  await createIndex(db, "health_finding", "of_question", ["workspace_id", "question_id"]);
  await createTenantTable(db, "health_trigger", {
    columns: { program_id: "text", cause: "text", fired_at: "text", round_id: "text?" },
    key: ["program_id", "cause"],
    references: { program_id: "program" },
  });
  await addColumns(db, "round", { occasion: { type: "text?" } });
  // Programs that are there already are looked at once; the first look says when the next one is.
  await fillRows(
    db,
    `insert into health_watch (workspace_id, program_id, look_at, settings)
     select workspace_id, id, created_at, '{}' from program where state = 'active'`,
  );
}
