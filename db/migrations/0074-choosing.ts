import type { Kysely } from "kysely";
import { addColumns, createIndex, createTenantTable } from "./dialect.ts";

/** How a program chooses its sponsor: who is thought of, what is known of them, who was asked; and that this may be done. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "sponsor_choice", {
    columns: {
      id: "text",
      program_id: "text",
      turn: "integer",
      contributors: "text",
      state: "text",
      opened_by: "text",
      opened_at: "text",
      touched_at: "text",
      ended_at: "text?",
      chosen_id: "text?",
      decision_id: "text?",
    },
    key: ["id"],
    unique: [["program_id", "turn"]],
    references: { program_id: "program", opened_by: "person" },
  });
  await createTenantTable(db, "sponsor_candidate", {
    columns: {
      id: "text",
      choice_id: "text",
      stakeholder_id: "text",
      person_id: "text?",
      named_by: "text",
      named_at: "text",
    },
    key: ["id"],
    unique: [["choice_id", "stakeholder_id"]],
    references: { choice_id: "sponsor_choice", person_id: "person" },
  });
  await createIndex(db, "sponsor_candidate", "of_person", ["workspace_id", "person_id"]);
  await createIndex(db, "sponsor_candidate", "of_stakeholder", ["workspace_id", "stakeholder_id"]);
  await createTenantTable(db, "candidate_fact", {
    columns: {
      id: "text",
      candidate_id: "text",
      criterion: "text",
      by_id: "text",
      text: "text?",
      on_day: "text?",
      at: "text",
    },
    key: ["id"],
    unique: [["candidate_id", "criterion", "by_id"]],
    references: { candidate_id: "sponsor_candidate", by_id: "person" },
  });
  await createTenantTable(db, "fact_confirmation", {
    columns: { fact_id: "text", by_id: "text", candidate_id: "text", at: "text" },
    key: ["fact_id", "by_id"],
    references: { fact_id: "candidate_fact", by_id: "person", candidate_id: "sponsor_candidate" },
  });
  await createIndex(db, "fact_confirmation", "of_candidate", ["workspace_id", "candidate_id"]);
  await createTenantTable(db, "sponsor_request", {
    columns: {
      id: "text",
      choice_id: "text",
      candidate_id: "text",
      person_id: "text",
      replaces_id: "text?",
      asked_by: "text",
      asked_at: "text",
      answer: "text?",
      answered_at: "text?",
    },
    key: ["id"],
    references: { choice_id: "sponsor_choice", candidate_id: "sponsor_candidate", person_id: "person" },
  });
  await createIndex(db, "sponsor_request", "of_choice", ["workspace_id", "choice_id", "id"]);
  await createIndex(db, "sponsor_request", "of_candidate", ["workspace_id", "candidate_id"]);
  await createIndex(db, "sponsor_request", "of_person", ["workspace_id", "person_id"]);
  await addColumns(db, "workspace", { choosing_consulted_on: { type: "text?" } });
}
