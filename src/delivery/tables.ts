/** Slack's own tables: a workspace or its clients may not have them yet. Tried, and after a refusal left out for a while. */
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { addMs, DAY } from "../platform/time.ts";
import type { Message } from "../slack/message.ts";
import type { Outcome } from "./outcomes.ts";

const REMEMBERED_MS = 30 * DAY;
const TABLE = "data_table";

/** Whether a message may have one now. */
export async function takesTables(db: Db, workspaceId: string, now: Instant): Promise<boolean> {
  const refusedAt = await findRefusal(db, workspaceId, TABLE);
  return refusedAt === null || addMs(refusedAt, REMEMBERED_MS) <= now;
}

/** It may have been for the table in it that Slack refused this message. */
export function isRefusedForTable({ blocks }: Message, outcome: Outcome): boolean {
  return isRefusal(outcome) && blocks.some(({ type }) => type === TABLE);
}

/** `outcome`: of the same message without the table. Where Slack refuses that as well, the table was not why. */
export async function noteRefusal(
  db: Db,
  { workspaceId, at, outcome }: { workspaceId: string; at: Instant; outcome: Outcome },
): Promise<void> {
  if (!isRefusal(outcome)) await saveRefusal(db, { workspace_id: workspaceId, block: TABLE, refused_at: at });
}

function isRefusal(outcome: Outcome): boolean {
  return outcome.kind === "refused" && outcome.error === "invalid_blocks";
}

/** A block of Slack's that this workspace refused. */
interface RefusedBlockTable {
  workspace_id: string;
  block: "data_table";
  /** The last time. */
  refused_at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    refused_block: RefusedBlockTable;
  }
}

/** When this workspace refused a block last; null: never. */
export async function findRefusal(
  db: Db,
  workspaceId: string,
  block: RefusedBlockTable["block"],
): Promise<Instant | null> {
  const row = await db
    .selectFrom("refused_block")
    .select("refused_at")
    .where("workspace_id", "=", workspaceId)
    .where("block", "=", block)
    .executeTakeFirst();
  return row?.refused_at ?? null;
}

export async function saveRefusal(db: Db, row: RefusedBlockTable): Promise<void> {
  const { refused_at } = row;
  await db
    .insertInto("refused_block")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "block"]).doUpdateSet({ refused_at }))
    .execute();
}
