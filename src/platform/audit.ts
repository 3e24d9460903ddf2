import type { Selectable } from "kysely";
import type { Instant } from "./clock.ts";
import type { Db, Tx } from "./database.ts";
import type { Services } from "./services.ts";

/** Append-only: who did what to what, and what it was before and after. */
export interface AuditTable {
  workspace_id: string;
  id: string;
  at: Instant;
  /** Null when Drumbeat did it by itself. */
  actor_id: string | null;
  /** `program.created`, `round.missed` … */
  action: string;
  subject_kind: string;
  subject_id: string;
  /** The program that it concerns, or null. */
  program_id: string | null;
  /** JSON, or null. */
  before: string | null;
  after: string | null;
}

declare module "./database.ts" {
  interface Tables {
    audit: AuditTable;
  }
}

export interface AuditEntry {
  workspaceId: string;
  actorId: string | null;
  action: string;
  subject: { kind: string; id: string };
  programId?: string;
  before?: unknown;
  after?: unknown;
}

/** Writes an entry in the transaction of the act itself. There is no way to change one. */
export async function appendAudit(
  tx: Tx,
  { clock, ids }: Pick<Services, "clock" | "ids">,
  entry: AuditEntry,
): Promise<void> {
  await tx
    .insertInto("audit")
    .values({
      workspace_id: entry.workspaceId,
      id: ids.next(),
      at: clock.now(),
      actor_id: entry.actorId,
      action: entry.action,
      subject_kind: entry.subject.kind,
      subject_id: entry.subject.id,
      program_id: entry.programId ?? null,
      before: entry.before === undefined ? null : JSON.stringify(entry.before),
      after: entry.after === undefined ? null : JSON.stringify(entry.after),
    })
    .execute();
}

/** Who did one of these acts to something in a program last; null: nobody did, or it did so by itself. */
export async function lastActorOn(
  db: Db | Tx,
  workspaceId: string,
  { programId, subject, actions }: { programId: string; subject: AuditEntry["subject"]; actions: readonly string[] },
): Promise<string | null> {
  const last = await db
    .selectFrom("audit")
    .select("actor_id")
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .where("subject_kind", "=", subject.kind)
    .where("subject_id", "=", subject.id)
    .where("action", "in", [...actions])
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.actor_id ?? null;
}

export type AuditRow = Selectable<AuditTable>;

/**
 * The latest entries first: those older than the entry `before`, or from the last one on. `programIds` narrows it to
 * these programs; null is everything in the workspace. Of an export the entry of the file, not those of each person in it.
 */
export async function listAudit(
  db: Db | Tx,
  workspaceId: string,
  { programIds, before, limit }: { programIds: readonly string[] | null; before: string | null; limit: number },
): Promise<AuditRow[]> {
  return db
    .selectFrom("audit")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .$if(programIds !== null, (query) => query.where("program_id", "in", [...(programIds ?? [])]))
    .$if(before !== null, (query) => query.where("id", "<", before ?? ""))
    .where("action", "!=", "person.in-export")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}
