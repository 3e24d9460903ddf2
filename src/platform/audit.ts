import type { Selectable } from "kysely";
import { z } from "zod";
import type { Instant } from "./clock.ts";
import type { Db, Tx } from "./database.ts";
import type { Services } from "./services.ts";

/** What is recorded; the words of each stand in `settings/audit/texts.ts`. */
export const AUDIT_ACTIONS = [
  "program.created",
  "program.changed",
  "program.closed",
  "program.paused",
  "program.resumed",
  "program.decision_taken_back",
  "program.reopened",
  "seat.changed",
  "office.given",
  "office.ended",
  "cadence.created",
  "cadence.changed",
  "cadence.paused",
  "cadence.resumed",
  "cadence.pilot-ended",
  "cadence.archived",
  "round.asked",
  "round.missed",
  "role.added",
  "role.ended",
  "role.held",
  "track.started",
  "track.changed",
  "track.stopped",
  "register.imported",
  "register.import-undone",
  "person.away",
  "person.back",
  "messages.paused",
  "messages.resumed",
  "settings.changed",
  "data-protection.changed",
  "export.by-name",
  "person.exported",
  "person.in-export",
  "person.erased",
  "page.written",
  "sponsor-choice.opened",
  "sponsor-choice.changed",
  "sponsor-choice.withdrawn",
  "candidate.scored",
  "sponsor.asked",
  "page.shared",
  "zone-data.followed",
  "delivery.retried",
  "approval.approved",
  "approval.refused",
  "report.fine",
  "report.words-changed",
  "report.held",
  "report.released",
  "report.corrected",
  "report.approver-set",
  "calendar.created",
  "calendar.changed",
  "calendar.removed",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Append-only. */
export interface AuditTable {
  workspace_id: string;
  id: string;
  at: Instant;
  /** Null when Drumbeat did it by itself. */
  actor_id: string | null;
  /** One of `AUDIT_ACTIONS`. */
  action: string;
  subject_kind: string;
  subject_id: string;
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
  action: AuditAction;
  subject: { kind: string; id: string };
  programId?: string;
  before?: unknown;
  after?: unknown;
}

/** Writes an entry in the transaction of the act. Entries cannot be changed. */
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

/** The last person who did one of these acts to a subject in a program, or null. */
export async function lastActorOn(
  db: Db | Tx,
  workspaceId: string,
  {
    programId,
    subject,
    actions,
  }: { programId: string; subject: AuditEntry["subject"]; actions: readonly AuditAction[] },
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

export const auditAction = z.enum(AUDIT_ACTIONS);

/**
 * Entries before the entry `before`, or from the end, latest first. `programIds`: of these programs; null for all. Of
 * an export, lists the file's entry, not those of each person in it.
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

/** Entries at or after `since`, in their order, `limit` of them after the entry `after`; of an export as `listAudit`. */
export async function listAuditSince(
  db: Db | Tx,
  workspaceId: string,
  { since, after, limit }: { since: Instant; after: string | null; limit: number },
): Promise<AuditRow[]> {
  return db
    .selectFrom("audit")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("at", ">=", since)
    .$if(after !== null, (query) => query.where("id", ">", after ?? ""))
    .where("action", "!=", "person.in-export")
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Who did something, and to whom it was done, at or after `since`: person ids. */
export async function peopleInAudit(db: Db | Tx, workspaceId: string, since: Instant): Promise<string[]> {
  const entries = db
    .selectFrom("audit")
    .where("workspace_id", "=", workspaceId)
    .where("at", ">=", since)
    .where("action", "!=", "person.in-export");
  const actors = await entries.select("actor_id as id").distinct().where("actor_id", "is not", null).execute();
  const subjects = await entries.select("subject_id as id").distinct().where("subject_kind", "=", "person").execute();
  return [...new Set([...actors, ...subjects].flatMap(({ id }) => id ?? []))];
}

const recorded = z.record(z.string(), z.unknown());

/** Which fields a change changed, as recorded: never what was in them. Empty for what is no change. */
export function changedFields({ action, before, after }: Pick<AuditRow, "action" | "before" | "after">): string[] {
  if (!action.endsWith(".changed")) return [];
  const was = recorded.parse(JSON.parse(before ?? "{}"));
  const is = recorded.parse(JSON.parse(after ?? "{}"));
  return Object.keys(is).filter((key) => JSON.stringify(is[key]) !== JSON.stringify(was[key]));
}
