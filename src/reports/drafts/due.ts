/** Which drafts are to be shown: those of programs whose first digest goes on the next working day. */
import { sql } from "kysely";
import { fiscalYearsIn } from "../../cadences/recurrence/fiscal-years.ts";
import { workspaceTime } from "../../calendars/calendars.ts";
import { dateOf, dayOf, type WorkingCalendar, workingDayFrom } from "../../calendars/day-arithmetic.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { nextAt } from "../../platform/next-at.ts";
import { rows } from "../../platform/rows.ts";
import type { Step } from "../../platform/scheduled-steps.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, DAY, earliest, HOUR, instantOf, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { readsAbove } from "../../programs/seats.ts";
import type { Rhythm } from "../compile/report.ts";
import { draftReports } from "../compile/reports-store.ts";
import { dueOf, readReadership } from "../digest/schedule.ts";
import { hasYears, periodOverOn } from "../facts/periods.ts";
import { showDraft } from "./drafts.ts";

const nextSendingAt = nextAt((db, { workspaceId }) =>
  db
    .selectFrom("digest_schedule")
    .select(({ fn }) => fn.min("next_at").as("at"))
    .where("workspace_id", "=", workspaceId)
    .where("rhythm", "!=", sql.lit("weekly")),
);

/** Shows the drafts that are due, also as soon as another digest than before is the first to go. */
export function draftsStep(services: Services, workspaceId: string): Step {
  let firstAt: Instant | null = null;
  let againAt: Instant | null = null;
  return {
    next: nextSendingAt,
    isDue: (next, now) => againAt === null || againAt <= now || next !== firstAt,
    wakeAt: (_, now) => againAt ?? now,
    async run() {
      firstAt = await nextSendingAt(services.db, workspaceId);
      againAt = await showDueDrafts(services, workspaceId);
    },
  };
}

/**
 * Shows them on the working day before their first digest goes. Returns when to look again: each day, and while drafts are shown
 * each three hours, since programs and readers may change meanwhile.
 */
export async function showDueDrafts(services: Services, workspaceId: string): Promise<Instant> {
  const { db, clock } = services;
  const now = clock.now();
  const coming = await listComing(db, workspaceId, now);
  for (const { programIds, ...due } of coming.filter(({ draftAt }) => draftAt <= now)) {
    const made = await makeDrafts(services, { workspaceId, programIds, rhythm: due.rhythm, sendAt: due.sendAt });
    for (const { reportId } of made)
      await inTransaction(db, (tx) => showDraft(services, tx, { workspaceId, reportId, readerId: due.readerId }));
  }
  const others = coming.map(({ draftAt }) => draftAt).filter((at) => at > now);
  const isShowing = others.length < coming.length;
  return earliest(addMs(now, isShowing ? 3 * HOUR : DAY), ...others) ?? now;
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
  const due = await db
    .selectFrom("digest_schedule")
    .select(["person_id", "rhythm", "next_at"])
    .where("workspace_id", "=", workspaceId)
    .where("rhythm", "!=", "weekly")
    .where("next_at", ">", now)
    .where("next_at", "<=", addMs(now, AHEAD_MS))
    .orderBy("next_at")
    .orderBy("person_id")
    .execute();
  const people = [...new Set(due.map((row) => row.person_id))];
  const readership = await readReadership(db, workspaceId, people, now);
  const seen = new Set<string>();
  return due.map(({ rhythm, next_at: sendAt, person_id: readerId }): Coming => {
    // Of those that the digest will have, not of all in which its reader sits.
    const theirs = dueOf(readership, { personId: readerId, rhythm }, sendAt).flatMap(({ programIds }) => programIds);
    const above = readership.programs.filter(
      ({ personId, role, closedAt }) => personId === readerId && readsAbove(role) && closedAt === null,
    );
    const programIds = theirs.filter(
      (id) => above.some(({ programId }) => programId === id) && !seen.has(`${rhythm} ${id}`),
    );
    for (const id of programIds) seen.add(`${rhythm} ${id}`);
    const draftAt = draftTime(sendAt, readership.morningOf(readerId).zone, readership.working);
    return { rhythm, sendAt, readerId, programIds, draftAt };
  });
}

/** The first instant, where its reader is, of the working day before a digest. */
export function draftTime(sendAt: Instant, zone: string, working: WorkingCalendar): Instant {
  return instantOf(dateOf(workingDayFrom(dayOf(localDateOf(sendAt, zone)) - 1, -1, working)), "00:00", zone);
}

/** Stores the drafts of these programs where they are not stored yet. Of programs with other years the period is another. */
export async function makeDrafts(
  services: Pick<Services, "db" | "clock" | "ids" | "events">,
  due: { workspaceId: string; programIds: readonly string[]; rhythm: Rhythm; sendAt: Instant },
): Promise<{ reportId: string; programId: string }[]> {
  const { workspaceId, rhythm, sendAt } = due;
  const { zone } = await workspaceTime(services.db, workspaceId);
  const years = await fiscalYearsIn(services.db, workspaceId);
  const startOf = (programId: string) => (hasYears(rhythm) ? years.startOf([programId]) : 1);
  const made: { reportId: string; programId: string }[] = [];
  for (const [yearStartMonth, programIds] of Map.groupBy(due.programIds, startOf)) {
    const period = periodOverOn(rhythm, localDateOf(sendAt, zone), yearStartMonth);
    const until = instantOf(period.until, "23:59", zone);
    const found = await rows(services.db, "program", workspaceId).list({ id: programIds }, ["id"]);
    const begun = found.flatMap(({ id, created_at: at }) => (at <= until ? [id] : []));
    if (begun.length === 0) continue;
    const wanted = { workspaceId, programIds: begun, rhythm, period, yearStartMonth };
    for (const [programId, { id: reportId }] of await draftReports(services, wanted, sendAt))
      made.push({ reportId, programId });
  }
  return made;
}
