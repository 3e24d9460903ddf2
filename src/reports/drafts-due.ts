/** Which drafts are to be shown: those of programs whose first digest goes on the next working day. */

import { dateOf, dayOf, workingDayFrom } from "../calendars/rules-days.ts";
import { workspaceCalendar } from "../calendars/use-cases.ts";
import type { PhasedStep, Ticking } from "../kernel/capability.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { addMs, DAY, earliest, HOUR, instantOf, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { seatDay } from "../programs/use-cases.ts";
import { type Acting, showDraft } from "./drafts.ts";
import type { Rhythm } from "./report.ts";

/** Stores the drafts of these programs where they are not stored yet, and returns the ids of their reports. */
export type MakeDrafts = (due: {
  workspaceId: string;
  programIds: readonly string[];
  rhythm: Rhythm;
  sendAt: Instant;
}) => Promise<readonly { reportId: string; programId: string }[]>;

/** The step that shows drafts on the working day before their first digest goes. */
export function draftSteps<Actor>(
  { services, workspaceId }: Pick<Ticking<Actor>, "services" | "workspaceId">,
  makeDrafts: MakeDrafts,
): PhasedStep[] {
  let nextAt: Instant | null = null;
  return [
    {
      phase: "publish",
      next: { ofProcess: (now) => nextAt ?? now },
      async run() {
        nextAt = await showDueDrafts(services, workspaceId, makeDrafts);
      },
    },
  ];
}

/** Returns when it is to be looked again: a schedule may change meanwhile, so within three hours. */
export async function showDueDrafts(services: Acting, workspaceId: string, makeDrafts: MakeDrafts): Promise<Instant> {
  const { db, clock } = services;
  const now = clock.now();
  const coming = await listComing(db, workspaceId, now);
  for (const { programIds, ...due } of coming.filter(({ draftAt }) => draftAt <= now)) {
    const made = await makeDrafts({ workspaceId, programIds, rhythm: due.rhythm, sendAt: due.sendAt });
    await inTransaction(db, async (tx) => {
      for (const { reportId } of made) await showDraft(services, tx, { workspaceId, reportId, readerId: due.readerId });
    });
  }
  const others = coming.map(({ draftAt }) => draftAt).filter((at) => at > now);
  return earliest(addMs(now, 3 * HOUR), ...others) ?? now;
}

interface Coming {
  rhythm: Rhythm;
  sendAt: Instant;
  readerId: string;
  programIds: string[];
  /** The morning of the working day before. */
  draftAt: Instant;
}

/** Enough for any number of days off before a sending. */
const AHEAD_MS = 21 * DAY;

/** What goes in the next weeks, each program with its first reader. */
async function listComing(db: Db, workspaceId: string, now: Instant): Promise<Coming[]> {
  const today = seatDay(now);
  const rows = await db
    .selectFrom("digest_schedule as due")
    .innerJoin("person as reader", (join) =>
      join.onRef("reader.workspace_id", "=", "due.workspace_id").onRef("reader.id", "=", "due.person_id"),
    )
    .innerJoin("seat", (join) =>
      join.onRef("seat.workspace_id", "=", "due.workspace_id").onRef("seat.person_id", "=", "due.person_id"),
    )
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "seat.workspace_id").onRef("program.id", "=", "seat.program_id"),
    )
    .select(["due.rhythm", "due.next_at", "due.person_id", "reader.zone", "seat.program_id"])
    .where("due.workspace_id", "=", workspaceId)
    .where("due.rhythm", "!=", "weekly")
    .where("due.next_at", ">", now)
    .where("due.next_at", "<=", addMs(now, AHEAD_MS))
    .where("seat.role", "in", ["sponsor", "steering"])
    .where((where) => where.or([where("seat.until_date", "is", null), where("seat.until_date", ">=", today)]))
    .where((where) => where.or([where("seat.from_date", "is", null), where("seat.from_date", "<=", today)]))
    .where("program.state", "=", "active")
    .orderBy("due.next_at")
    .orderBy("due.person_id")
    .execute();
  const working = await workspaceCalendar(db, workspaceId);
  const seen = new Set<string>();
  const coming = new Map<string, Coming>();
  for (const { rhythm, next_at: sendAt, person_id: readerId, zone, program_id: programId } of rows) {
    if (seen.has(`${rhythm} ${programId}`)) continue;
    seen.add(`${rhythm} ${programId}`);
    const key = `${rhythm} ${sendAt} ${readerId}`;
    const day = dateOf(workingDayFrom(dayOf(localDateOf(sendAt, zone)) - 1, -1, working));
    const due = coming.get(key) ?? { rhythm, sendAt, readerId, programIds: [], draftAt: instantOf(day, "00:00", zone) };
    due.programIds.push(programId);
    coming.set(key, due);
  }
  return [...coming.values()];
}
