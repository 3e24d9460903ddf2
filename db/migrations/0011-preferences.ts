import type { Kysely } from "kysely";
import { addColumns, createIndex, createTenantTable } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "person_preference", {
    columns: {
      person_id: "text",
      working_days: "text?",
      hours_from: "text?",
      hours_to: "text?",
      preferred_at: "text?",
      language: "text?",
      holiday_region: "text?",
      cap_per_day: "integer?",
      cap_per_week: "integer?",
      takes_urgent: "integer",
      uses_slack_status: "integer",
      updated_at: "text",
    },
    key: ["person_id"],
    references: { person_id: "person" },
  });
  await createTenantTable(db, "opt_out", {
    columns: { person_id: "text", cadence_id: "text", at: "text" },
    key: ["cadence_id", "person_id"],
    references: { person_id: "person", cadence_id: "cadence" },
  });
  // What does this person not want to be asked?
  await createIndex(db, "opt_out", "by_person", ["workspace_id", "person_id"]);
  await createTenantTable(db, "reader_rhythm", {
    columns: { person_id: "text", rhythm: "text", is_wanted: "integer", updated_at: "text" },
    key: ["person_id", "rhythm"],
    references: { person_id: "person" },
  });
  await addColumns(db, "person", { slack_locale: { type: "text?" } });
  await addColumns(db, "absence", {
    delegate_person_id: { type: "text?" },
    source: { type: "text", default: "person" },
    status_until: { type: "text?" },
  });
  await addColumns(db, "cadence", { is_required: { type: "integer", default: 0 } });
  await addColumns(db, "prompt", { absence_id: { type: "text?" }, delegate_id: { type: "text?" } });
  // What is this person asked for somebody else?
  await createIndex(db, "prompt", "by_delegate", ["workspace_id", "delegate_id", "closes_at"]);
}
