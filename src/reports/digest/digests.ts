/** Digests: what is due is frozen, stored and put into the outbox, each once. */
import { withdrawSummaries } from "../../check-ins/message-updates.ts";
import { enqueue } from "../../delivery/outbox.ts";
import { type Person, personById } from "../../people/people.ts";
import { acrossWorkspaces } from "../../platform/across-workspaces.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { nextAt } from "../../platform/next-at.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, DAY } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { isAbove, isLeadRole, seatDay, seatsByProgram } from "../../programs/seats.ts";
import type { Line, Period, Rhythm } from "../compile/report.ts";
import { freezeReports, reportsByIds, type StoredReport } from "../compile/reports-store.ts";
import type { DigestScheduleTable } from "../table.ts";
import { readingOf } from "./digest-reading.ts";
import { firstScreenInPieces } from "./first-screen.ts";
import { digestKey, putThread, reportDigestKind, threadPartsOf } from "./message.ts";
import { dueOf, nextOf, type Readership, readReadership } from "./schedule.ts";
import type { ReportedProgram, ScreenChoice } from "./screen.ts";

/** A few seconds of work. */
const MOST_IN_A_TURN = 200;

export const nextDigestAt = nextAt((db) =>
  acrossWorkspaces(db)
    .selectFrom("digest_schedule")
    .select(({ fn }) => fn.min("next_at").as("at")),
);

/**
 * Sends every digest that is due, each in a transaction of its own; returns how many. Twice, late or in two processes at once
 * one goes: whoever moves the schedule stores it. One that fails holds up no other.
 */
export async function sendDueDigests(services: Services, { most = MOST_IN_A_TURN } = {}): Promise<number> {
  const now = services.clock.now();
  const due = await listDue(services.db, now, most);
  const failures: unknown[] = [];
  let sent = 0;
  for (const [workspaceId, together] of Map.groupBy(due, (row) => row.workspace_id)) {
    const people = [...new Set(together.map((row) => row.person_id))];
    const readership = await readReadership(services.db, workspaceId, people, now);
    for (const row of together)
      try {
        if (await sendOne(services, row, { readership, now })) sent += 1;
      } catch (cause) {
        failures.push(new Error(`The ${row.rhythm} digest of person ${row.person_id} could not be sent`, { cause }));
      }
  }
  if (failures.length > 0) throw new AggregateError(failures, "Digests could not be sent");
  return sent;
}

async function sendOne(
  services: Services,
  due: DigestScheduleTable,
  { readership, now }: { readership: Readership; now: Instant },
): Promise<boolean> {
  const { db } = services;
  const { workspace_id: workspaceId, person_id: personId, rhythm } = due;
  const reader = { personId, rhythm };
  const groups = dueOf(readership, reader, now);
  const nextAt = nextOf(readership, reader, now);
  const [first] = groups;
  const frozen: string[] = [];
  for (const group of groups) frozen.push(...(await freezeReports(services, { workspaceId, rhythm, ...group })));
  const person = await personById(db, workspaceId, personId);
  const id = services.ids.next();
  const all = await reportsByIds(db, workspaceId, frozen);
  const stored = rhythm === "weekly" ? await ofOthers(db, person, all, now) : all;
  const { input = null } = (await readingOf(db, { person, rhythm, asOf: now, now, stored })) ?? {};
  const leads = readership.programs.some((each) => each.personId === personId && isLeadRole(each.role));
  const isEmpty = input === null || (rhythm === "weekly" && input.programs.every((each) => isQuiet(each, leads)));
  const parts = input && !isEmpty ? await threadPartsOf(input, id) : [];
  const choice = input && !isEmpty ? (await firstScreenInPieces(input)).choice : null;
  return inTransaction(db, async (tx) => {
    const schedule = rows(tx, "digest_schedule", workspaceId);
    const was = { person_id: personId, rhythm, next_at: due.next_at };
    // Another process may have moved it.
    const isMoved = nextAt === null ? schedule.remove(was) : schedule.update(was, { next_at: nextAt });
    if (!(await isMoved)) return false;
    if (!first || choice === null) return false;
    return storeDigest(tx, services, { id, person, rhythm, period: first.period, stored, choice, parts, now });
  });
}

/** Without those of programs in which nobody works but their reader, who would read their own words. */
async function ofOthers(db: Db, { workspace_id, id }: Person, reports: readonly StoredReport[], now: Instant) {
  const programIds = reports.map(({ report }) => report.programId);
  const seats = await seatsByProgram(db, workspace_id, programIds, seatDay(now));
  return reports.filter(({ report: { programId, asked } }) => {
    const team = (seats.get(programId) ?? []).filter(({ role }) => !isAbove(role));
    return asked > 1 || team.length === 0 || team.some(({ person_id: personId }) => personId !== id);
  });
}

/** What stands as it stood is no news. */
const STANDING =
  "request-overdue request blocked against-green still-off-track still-at-risk no-update upcoming open".split(" ");

/** A week of a program that runs, in which nobody was asked, or nobody wrote and nothing happened: that reads whoever leads alone. */
function isQuiet({ report: { asked, answered, lines, period }, closedOn }: ReportedProgram, leads: boolean): boolean {
  const isNew = ({ kind, since }: Line) => !STANDING.includes(kind) || (since !== null && since >= period.from);
  const hasNews = lines.some((line) => line.kind !== "no-update" && isNew(line));
  return !closedOn && (asked === 0 || (answered === 0 && !hasNews && !leads));
}

interface NewDigest {
  id: string;
  person: Person;
  rhythm: Rhythm;
  period: Period;
  stored: readonly StoredReport[];
  choice: ScreenChoice;
  parts: Parameters<typeof putThread>[3];
  now: Instant;
}

/** False: it was stored before. */
async function storeDigest(
  tx: Tx,
  services: Services,
  { id, person, rhythm, period, stored, choice, parts, now }: NewDigest,
): Promise<boolean> {
  const { workspace_id: workspaceId, id: personId, locale, zone } = person;
  const isNew = await rows(tx, "digest", workspaceId).insertNew({
    id,
    reader_id: personId,
    rhythm,
    period: period.label,
    locale,
    zone,
    cut_off_at: now,
    reports: JSON.stringify(stored.map((report) => report.id)),
    choice: JSON.stringify(choice),
  });
  if (!isNew) return false;
  const sources = stored.flatMap(({ report }) => report.lines.flatMap((line) => line.sources));
  const checkInIds = sources.flatMap((source) => (source.kind === "check-in" ? source.id : []));
  await withdrawSummaries(tx, person, { checkInIds, period: period.label, now });
  // Whoever is away until the next one has that alone.
  const sending = { workspaceId, ...(rhythm === "weekly" && { expiresAt: addMs(now, 7 * DAY) }) };
  await enqueue(tx, services, reportDigestKind, {
    ...sending,
    key: digestKey(id),
    subject: { digestId: id, part: 0, ...(rhythm === "weekly" && { isWeekly: true }) },
    to: { personId },
    notBefore: now,
  });
  await putThread(tx, services, { ...sending, personId, digestId: id }, parts);
  return true;
}

/** Of every workspace, in the order in which they became due. */
async function listDue(db: Db, now: Instant, limit: number): Promise<DigestScheduleTable[]> {
  return acrossWorkspaces(db)
    .selectFrom("digest_schedule")
    .selectAll()
    .where("next_at", "<=", now)
    .orderBy("next_at")
    .orderBy("person_id")
    .orderBy("rhythm")
    .limit(limit)
    .execute();
}
