import type { Kysely } from "kysely";
import { addColumns, createIndex, createTenantTable } from "./dialect.ts";

/** What is left of rounds whose rows have gone, and of what editions rested on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "round", {
    gone_at: { type: "text?" },
    gone_answered: { type: "integer", default: 0 },
    gone_skipped: { type: "integer", default: 0 },
    gone_silent: { type: "integer", default: 0 },
    gone_unsent: { type: "integer", default: 0 },
    gone_away: { type: "integer", default: 0 },
    gone_covered: { type: "integer", default: 0 },
    gone_planned_late: { type: "integer", default: 0 },
    gone_last_answer_at: { type: "text?" },
    gone_answered_by: { type: "text?" },
  });
  // Which goes next, cadence by cadence; by it answers are found as well.
  await db.schema
    .createIndex("round_kept")
    .on("round")
    .columns(["workspace_id", "cadence_id", "key"])
    .where("gone_at" as never, "is", null as never)
    .execute();
  await db.schema.dropIndex("check_in_kept").execute();
  // The measures of an instance.
  await db.schema
    .createIndex("round_gone_late")
    .on("round")
    .columns(["workspace_id", "gone_planned_late"])
    .where("gone_planned_late" as never, ">", 0 as never)
    .execute();
  // Whether an answer gave a date or was put to its author: of each that goes it is looked up.
  await createIndex(db, "milestone_date", "by_check_in", ["workspace_id", "check_in_id"]);
  await createIndex(db, "health_question", "by_check_in", ["workspace_id", "check_in_id"]);
  await createTenantTable(db, "asked_month", {
    columns: { cadence_id: "text", month: "text", person_id: "text" },
    key: ["cadence_id", "month", "person_id"],
    references: { cadence_id: "cadence", person_id: "person" },
  });
  await createIndex(db, "asked_month", "by_person", ["workspace_id", "person_id"]);
  await createIndex(db, "asked_month", "by_month", ["workspace_id", "month"]);
  await createTenantTable(db, "digest_quote", {
    columns: { edition_id: "text", person_id: "text", answers: "text" },
    key: ["edition_id", "person_id"],
    references: { edition_id: "digest_edition", person_id: "person" },
  });
  await createIndex(db, "digest_quote", "by_person", ["workspace_id", "person_id"]);
  await addColumns(db, "digest_edition", {
    sources_gone: { type: "integer", default: 0 },
    sources_gone_at: { type: "text?" },
  });
  // How many had answered as an edition was cut off.
  await createIndex(db, "digest_edition", "by_cut_off", ["workspace_id", "cut_off_at"]);
  // What rests on an answer that goes, all of it: the first line does on each.
  await db.schema.dropIndex("digest_source_told").execute();
  await createIndex(db, "digest_source", "by_source", ["workspace_id", "source_id"]);
}
