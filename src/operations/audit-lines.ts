/** `drumbeat audit`: who did what, a JSON line each, for whoever collects logs. */
import { handlesOf } from "../people/use-cases.ts";
import { listAuditAfter } from "../platform/audit.ts";
import type { Clock, Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { addMs, SECOND } from "../platform/time.ts";
import { programKeysOf } from "../programs/use-cases-keys.ts";

/** One line. Nothing that anybody wrote is in it. */
export interface AuditLine {
  /** Grows from line to line: what was read last. */
  id: string;
  time: Instant;
  /** `program.created`, `person.exported` … */
  action: string;
  /** The handle; null: Drumbeat itself, or a command on the server. */
  actor: string | null;
  actorId: string | null;
  subject: { kind: string; id: string };
  /** Its key; null: of no program. */
  program: string | null;
}

const LINES_AT_ONCE = 500;
/** Of two that are written at once the earlier may be there the later: nothing younger is told yet. */
const SETTLED_MS = 10 * SECOND;

/** What came after the line with this id, and not before `since`, the oldest first. */
export async function* auditLines(
  { db, clock }: { db: Db; clock: Pick<Clock, "now"> },
  workspaceId: string,
  { after, since }: { after: string; since: Instant },
): AsyncGenerator<AuditLine> {
  const until = addMs(clock.now(), -SETTLED_MS);
  const [handles, keys] = [await handlesOf(db, workspaceId), await programKeysOf(db, workspaceId)];
  const actorOf = (id: string | null) => ({ actor: id === null ? null : (handles.get(id) ?? id), actorId: id });
  for (let last = after; ; ) {
    const of = { after: last, since, until, limit: LINES_AT_ONCE };
    const lines = (await listAuditAfter(db, workspaceId, of)).map(
      (entry): AuditLine => ({
        id: entry.id,
        time: entry.at,
        action: entry.action,
        ...actorOf(entry.actor_id),
        subject: { kind: entry.subject_kind, id: entry.subject_id },
        program: entry.program_id === null ? null : (keys.get(entry.program_id) ?? entry.program_id),
      }),
    );
    yield* lines;
    if (lines.length < LINES_AT_ONCE) return;
    last = lines.at(-1)?.id ?? last;
  }
}
