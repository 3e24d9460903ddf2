import type { Kysely } from "kysely";
import { addColumns, fillRows } from "./dialect.ts";

/**
 * Since when nobody has answered at the end of a ladder, when an item was given to whoever has it, and shown. What stood there
 * with nothing left to do is looked at again in the next tick.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "escalation", {
    overdue_since: { type: "text?" },
    given_on: { type: "text?" },
    shown_on: { type: "text?" },
  });
  await fillRows(
    db,
    `update escalation set check_at = '2026-01-01T00:00:00.000Z'
    where check_at is null and exists (
      select 1 from item where item.workspace_id = escalation.workspace_id and item.id = escalation.item_id
      and item.state in ('draft', 'open', 'acknowledged'))`,
  );
}
