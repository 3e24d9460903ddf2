import type { ExpressionBuilder } from "kysely";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tables, Tx } from "../../platform/database.ts";
import type { IdRange } from "../../platform/deletions.ts";

interface Of {
  workspaceId: string;
  before: Instant;
}

export async function countItemsOfEnded(db: Db, of: Of): Promise<number> {
  const row = await db
    .selectFrom("item")
    .select(({ fn }) => fn.countAll().as("count"))
    .where(isOfEnded(of))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** With their history, votes and terms. */
export async function deleteItemsOfEnded(tx: Tx, { rows, ...of }: Of & { rows: number }): Promise<number> {
  const { workspaceId } = of;
  const found = await tx.selectFrom("item").select("id").where(isOfEnded(of)).limit(rows).execute();
  const ids = found.map(({ id }) => id);
  if (ids.length === 0) return 0;
  for (const table of ["item_event", "ask_vote", "ask_term", "ask_message", "tidying_entry", "escalation"] as const)
    await tx.deleteFrom(table).where("workspace_id", "=", workspaceId).where("item_id", "in", ids).execute();
  const itemsOf = tx.updateTable("item").where("workspace_id", "=", workspaceId);
  await itemsOf.set({ superseded_by: null }).where("superseded_by", "in", ids).execute();
  await tx.deleteFrom("item").where("workspace_id", "=", workspaceId).where("id", "in", ids).execute();
  return ids.length;
}

function isOfEnded({ workspaceId, before }: Of) {
  return (eb: ExpressionBuilder<Tables, "item">) =>
    eb.and([
      eb("workspace_id", "=", workspaceId),
      eb(
        "program_id",
        "in",
        eb
          .selectFrom("program")
          .select("program.id")
          .where("program.workspace_id", "=", workspaceId)
          .where("program.state", "=", "closed")
          .where("program.closed_at", "<", before),
      ),
    ]);
}

/** Items that came of an answer. */
export async function listOfAnswers(tx: Tx, { workspaceId, after, upTo }: IdRange) {
  return tx
    .selectFrom("item")
    .select(["id", "title", "description", "details", "check_in_id"])
    .where("workspace_id", "=", workspaceId)
    .where("id", ">", after)
    .where("id", "<=", upTo)
    .where("check_in_id", "is not", null)
    .$narrowType<{ check_in_id: string }>()
    .execute();
}

/** In the item and in its history. */
export async function rewriteItem(
  tx: Tx,
  workspaceId: string,
  { id, ...words }: { id: string; title: string; description: string; details: string },
  rewritten: { text(text: string): string; json(json: string): string },
): Promise<void> {
  await tx.updateTable("item").set(words).where("workspace_id", "=", workspaceId).where("id", "=", id).execute();
  const events = await tx
    .selectFrom("item_event")
    .select(["revision", "before", "after", "note"])
    .where("workspace_id", "=", workspaceId)
    .where("item_id", "=", id)
    .execute();
  for (const { revision, before, after, note } of events)
    await tx
      .updateTable("item_event")
      .set({
        before: before && rewritten.json(before),
        after: after && rewritten.json(after),
        note: note && rewritten.text(note),
      })
      .where("workspace_id", "=", workspaceId)
      .where("item_id", "=", id)
      .where("revision", "=", revision)
      .execute();
}
