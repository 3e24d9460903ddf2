import type { Kysely } from "kysely";
import { createIndex, createTenantTable } from "./dialect.ts";

/** What people say is wrong of what is kept about them or object to, and indexes by which what is theirs is found. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "objection", {
    columns: {
      id: "text",
      person_id: "text",
      kind: "text",
      about: "text",
      quoted: "text",
      words: "text",
      at: "text",
      answer: "text?",
      answer_words: "text?",
      answered_by: "text?",
      answered_at: "text?",
    },
    key: ["id"],
    references: { person_id: "person" },
  });
  await createIndex(db, "objection", "of_person", ["workspace_id", "person_id", "id"]);
  await createIndex(db, "objection", "to_answer", ["workspace_id", "answered_at", "id"]);
  await createIndex(db, "absence", "by_delegate", ["workspace_id", "delegate_person_id"]);
  await createIndex(db, "audit", "by_actor", ["workspace_id", "actor_id", "id"]);
  await createIndex(db, "ask_vote", "by_person", ["workspace_id", "person_id"]);
  await createIndex(db, "digest_draft_part", "by_approver", ["workspace_id", "approved_by"]);
  await createIndex(db, "escalation", "by_holder", ["workspace_id", "holder_id"]);
  await createIndex(db, "person", "by_data_protection", ["workspace_id", "is_data_protection"]);
  await createIndex(db, "item_event", "by_actor", ["workspace_id", "actor_id"]);
  // The first line of a digest rests on all of it.
  await db.schema
    .createIndex("digest_source_told")
    .on("digest_source")
    .columns(["workspace_id", "source_id"])
    .where("line" as never, ">", 0 as never)
    .execute();
}
