import { type ExpressionBuilder, sql } from "kysely";
import type { Db, Tables, Tx } from "../../platform/database.ts";
import type { IdRange } from "../../platform/deletions.ts";
import type { Prompt } from "../rounds/repository-prompts.ts";
import { HELD } from "../rounds/rules.ts";

export const NAME = "skip-reasons";
/** What the audit has of them, be it without a reason. */
export const SKIPS = "skips";

/** What Drumbeat itself noted, of somebody who was answered for or asked too late. */
const NOTED = ["away", "delegate-away", "opted-out", "left", HELD];

/** A row while they are still there: what was sent of them has to be updated. */
export function stillThere(db: Db | Tx, workspaceId: string) {
  return db
    .selectFrom("deletion")
    .select("name")
    .where("workspace_id", "=", workspaceId)
    .where("name", "=", sql.lit(NAME))
    .where("finished_at", "is", null);
}

/** Prompts that were skipped, some of them answered after all, with what their people wrote. */
export async function listWithReason(tx: Tx, rows: IdRange): Promise<Pick<Prompt, "round_id" | "person_id">[]> {
  return tx.selectFrom("prompt").select(["round_id", "person_id"]).where(hasWritten(rows)).execute();
}

export async function clearReasons(tx: Tx, rows: IdRange): Promise<void> {
  await tx.updateTable("prompt").set({ reason: null }).where(hasWritten(rows)).execute();
}

function hasWritten({ workspaceId, after, upTo }: IdRange) {
  return (eb: ExpressionBuilder<Tables, "prompt">) =>
    eb.and([
      eb("workspace_id", "=", workspaceId),
      eb("id", ">", after),
      eb("id", "<=", upTo),
      eb("reason", "is not", null),
      eb.or([eb("state", "=", "skipped"), eb.and([eb("state", "=", "answered"), eb("reason", "not in", NOTED)])]),
    ]);
}

/** As earlier versions noted, with what people wrote where they were still asked why. */
const NOTED_ACTS = ["prompt.skipped", "prompt.snoozed"];

/** How many of the next so many rows of the audit are one; `upTo` null: there are no more. */
export async function skipsAmong(
  db: Db,
  workspaceId: string,
  { after, limit }: { after: string; limit: number },
): Promise<{ count: number; upTo: string | null }> {
  const rows = await db
    .selectFrom("audit")
    .select(["id", "action"])
    .where("workspace_id", "=", workspaceId)
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
  return { count: rows.filter(({ action }) => NOTED_ACTS.includes(action)).length, upTo: rows.at(-1)?.id ?? null };
}

export async function deleteSkips(tx: Tx, { workspaceId, after, upTo }: IdRange): Promise<number> {
  const result = await tx
    .deleteFrom("audit")
    .where("workspace_id", "=", workspaceId)
    .where("id", ">", after)
    .where("id", "<=", upTo)
    .where("action", "in", NOTED_ACTS)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
