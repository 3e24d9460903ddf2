import type { Kysely } from "kysely";
import { addColumns, createIndex, fillRows } from "./dialect.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "delivery", {
    contact: { type: "text", default: "reply" },
    held_reason: { type: "text?" },
    first_due_at: { type: "text?" },
    bundle_id: { type: "text?" },
  });
  await fillRows(
    db,
    `update delivery set contact = case kind
      when 'prompt' then 'prompt' when 'reminder' then 'reminder' when 'digest' then 'digest' else 'notice' end
    where person_id is not null and updates_id is null and thread_id is null
      and kind in ('prompt', 'reminder', 'digest', 'silent', 'channel-notice', 'departure')`,
  );
  // What somebody was sent this week.
  await createIndex(db, "delivery", "by_person", ["workspace_id", "person_id", "sent_at"]);
  // What came in one message.
  await db.schema
    .createIndex("delivery_by_bundle")
    .on("delivery")
    .columns(["workspace_id", "bundle_id"])
    .where("bundle_id" as never, "is not", null as never)
    .execute();
}
