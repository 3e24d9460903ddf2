/** Records what Slack has delivered, so that redeliveries have no effect. */
import { sql } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { hasChanged, prepared } from "../platform/prepared-queries.ts";
import { noteOutcome } from "../platform/request-context.ts";
import type { Services } from "../platform/services.ts";

/** Slack redelivers for minutes, after an outage for hours. */
export interface ReceivedTable {
  workspace_id: string;
  /** `event:<event_id>` or `interaction:<trigger_id>`. */
  key: string;
  received_at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    received: ReceivedTable;
  }
}

const receiving = prepared((db, row: ReceivedTable) =>
  db
    .insertInto("received")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doNothing()),
);

/** Records what Slack delivered, in the transaction of its effects. Returns false, without a change, for a redelivery. */
export async function recordReceived(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  workspaceId: string,
  key: string,
): Promise<boolean> {
  const isNew = hasChanged(await receiving(tx, { workspace_id: workspaceId, key, received_at: clock.now() }));
  if (!isNew) noteOutcome("repeated");
  return isNew;
}

const lastReceived = prepared((db, { workspaceId }: { workspaceId: string }) =>
  db
    .selectFrom("received")
    .select("received_at")
    .where("workspace_id", "=", workspaceId)
    .orderBy("received_at", "desc")
    .limit(sql.lit(1)),
);

/** When Slack last delivered an interaction or event; null if longer ago than rows are stored. */
export async function lastReceivedAt(db: Db, workspaceId: string): Promise<Instant | null> {
  return (await lastReceived(db, { workspaceId })).rows[0]?.received_at ?? null;
}
