/** The last of what went out, and of what came in. */
import { sql } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { prepared } from "../platform/prepared.ts";
import type { Delivery } from "./repository.ts";
import { DELIVERY_COLUMNS } from "./table.ts";

/** The last that went into the outbox, whatever became of it. */
export async function newestOfKind(db: Db, workspaceId: string, kind: string): Promise<Delivery | undefined> {
  return db
    .selectFrom("delivery")
    .select(DELIVERY_COLUMNS)
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", kind)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
}

const lastReceived = prepared((db, { workspaceId }: { workspaceId: string }) =>
  db
    .selectFrom("received")
    .select("received_at")
    .where("workspace_id", "=", workspaceId)
    .orderBy("received_at", "desc")
    .limit(sql.lit(1)),
);

/** When the last thing came that is remembered; null: nothing is. */
export async function findLastReceivedAt(db: Db, workspaceId: string): Promise<Instant | null> {
  return (await lastReceived(db, { workspaceId })).rows[0]?.received_at ?? null;
}
