import type { Kysely } from "kysely";
import { addColumns, fillRows } from "./dialect.ts";

/** What of the record stands on more than one answer, and what its author has left out since. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "item", { confirmed_at: { type: "text?" }, doubted_at: { type: "text?" } });
  await fillRows(
    db,
    `update item set confirmed_at = updated_at
    where state <> 'draft' or check_in_id is null or exists (
      select 1 from item_event
      where item_event.workspace_id = item.workspace_id and item_event.item_id = item.id
        and item_event.actor_id is not null
        and item_event.event in ('said-again', 'confirmed', 'changed', 'moved-date', 'delegated', 'escalated', 'reopened'))`,
  );
}
