import type { Instant } from "../../../platform/clock.ts";
import type { Db, Tx } from "../../../platform/database.ts";
import { nextAt } from "../../../platform/next-at.ts";
import { prepared } from "../../../platform/prepared.ts";
import type { OvertakenRoundTable } from "../../table.ts";
import type { Round } from "../repository.ts";
import type { Prompt } from "../repository-prompts.ts";

export async function insertOvertaken(tx: Tx, { workspace_id, id }: Round, noted_at: Instant): Promise<void> {
  await tx
    .insertInto("overtaken_round")
    .values({ workspace_id, round_id: id, noted_at })
    .onConflict((conflict) => conflict.columns(["workspace_id", "round_id"]).doNothing())
    .execute();
}

export async function deleteOvertaken(tx: Tx, { workspace_id, round_id }: OvertakenRoundTable): Promise<void> {
  await tx
    .deleteFrom("overtaken_round")
    .where("workspace_id", "=", workspace_id)
    .where("round_id", "=", round_id)
    .execute();
}

export async function isOvertakenUnshown(db: Db | Tx, workspaceId: string, roundId: string): Promise<boolean> {
  return (await overtakenRound(db, { workspaceId, roundId })).rows.length > 0;
}

const overtakenRound = prepared((db, of: { workspaceId: string; roundId: string }) =>
  db
    .selectFrom("overtaken_round")
    .select("round_id")
    .where("workspace_id", "=", of.workspaceId)
    .where("round_id", "=", of.roundId),
);

/** In the order of ids. */
export async function listOvertaken(db: Db, workspaceId: string, limit: number): Promise<OvertakenRoundTable[]> {
  return db
    .selectFrom("overtaken_round")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .orderBy("round_id")
    .limit(limit)
    .execute();
}

export const firstOvertaken = nextAt((db, of) =>
  db
    .selectFrom("overtaken_round")
    .select(({ fn }) => fn.min("noted_at").as("at"))
    .where("workspace_id", "=", of.workspaceId),
);

/** The prompts of a round that somebody was sent and nobody answered, in the order of ids. */
export async function listSentUnanswered(
  db: Db,
  { workspace_id, round_id }: OvertakenRoundTable,
  { after, limit }: { after: string; limit: number },
): Promise<Prompt[]> {
  return db
    .selectFrom("prompt")
    .selectAll()
    .where("workspace_id", "=", workspace_id)
    .where("round_id", "=", round_id)
    .where("id", ">", after)
    .where(({ or, and, eb }) =>
      or([
        eb("state", "=", "sent"),
        and([eb("state", "=", "missed"), eb("sent_at", "is not", null)]),
        and([eb("state", "=", "excused"), eb("delegate_id", "is not", null)]),
      ]),
    )
    .orderBy("id")
    .limit(limit)
    .execute();
}
