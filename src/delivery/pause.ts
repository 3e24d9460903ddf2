/** The pause of all messages: an emergency stop for admins and operators. */
import { sql } from "kysely";
import { appendAudit } from "../platform/audit.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { addMs, DAY } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { findFact, forgetFact, noteFact } from "../platform/workspace-facts.ts";
import { makeAllHeldDueNow } from "./outbox.ts";

const OPERATOR = "operator";

export interface PauseStatus {
  /** Null while messages go. `byId`: null for the operator. */
  paused: { since: Instant; byId: string | null } | null;
  /** Number of paused messages; without a pause, of those due within a day. */
  waiting: number;
}

/** Who pauses or resumes: a person, if `mayDecide` does not throw, or the operator as null. */
export interface Pausing {
  workspaceId: string;
  actorId: string | null;
  mayDecide?(tx: Tx): Promise<void>;
}

export async function areMessagesPaused(db: Db | Tx, workspaceId: string): Promise<boolean> {
  return (await findFact(db, workspaceId, "messages-paused")) !== null;
}

export async function pauseStatus(
  { db, clock }: Pick<Services, "db" | "clock">,
  workspaceId: string,
): Promise<PauseStatus> {
  const fact = await findFact(db, workspaceId, "messages-paused");
  const now = clock.now();
  return {
    paused: fact && { since: fact.notedAt, byId: fact.value === OPERATOR ? null : fact.value },
    waiting: await countWaiting(db, workspaceId, fact ? now : addMs(now, DAY)),
  };
}

/**
 * Stops new messages to people and channels, but not replies and updates. Waiting messages are sent after the
 * resumption, or expire. Idempotent.
 */
export async function pauseMessages(
  services: Pick<Services, "db" | "clock" | "ids">,
  { workspaceId, actorId, mayDecide }: Pausing,
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    await mayDecide?.(tx);
    if (await areMessagesPaused(tx, workspaceId)) return;
    const at = services.clock.now();
    await noteFact(tx, workspaceId, { key: "messages-paused", value: actorId ?? OPERATOR, at });
    await appendAudit(tx, services, { workspaceId, actorId, action: "messages.paused", subject: ofAll(workspaceId) });
  });
}

/** Sends what waits, within people's hours. Idempotent. */
export async function resumeMessages(
  services: Pick<Services, "db" | "clock" | "ids">,
  { workspaceId, actorId, mayDecide }: Pausing,
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    await mayDecide?.(tx);
    if (!(await areMessagesPaused(tx, workspaceId))) return;
    await forgetFact(tx, workspaceId, "messages-paused");
    await makeAllHeldDueNow(tx, services, workspaceId);
    await appendAudit(tx, services, { workspaceId, actorId, action: "messages.resumed", subject: ofAll(workspaceId) });
  });
}

/** Number of new messages that are paused or due by `until`. */
async function countWaiting(db: Db | Tx, workspaceId: string, until: Instant): Promise<number> {
  const row = await db
    .selectFrom("delivery")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("workspace_id", "=", workspaceId)
    .where("state", "=", sql.lit("waiting"))
    .where("updates_id", "is", null)
    .where((eb) => eb.or([eb("held_reason", "=", "paused"), eb("due_at", "<=", until)]))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

function ofAll(id: string) {
  return { kind: "workspace", id } as const;
}
