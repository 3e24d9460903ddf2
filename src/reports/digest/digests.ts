/** Digests: what is due is frozen, stored and put into the outbox, each once. */
import { withdrawSummaries } from "../../check-ins/message-updates.ts";
import { enqueue } from "../../delivery/outbox.ts";
import { getPerson, type Person } from "../../people/people.ts";
import { acrossWorkspaces } from "../../platform/across-workspaces.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { nextAt } from "../../platform/next-at.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, DAY } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { isAbove, isLeadRole, seatDay, seatsByProgram } from "../../programs/seats.ts";
import { measureIn } from "../compile/measures.ts";
import { freezePortfolios } from "../compile/portfolio-reports.ts";
import type { Line, LineKind, Period, Rhythm } from "../compile/report.ts";
import { freezeReports, reportsByIds, type StoredReport } from "../compile/reports-store.ts";
import type { DigestScheduleTable } from "../table.ts";
import { readingOf } from "./digest-reading.ts";
import { firstScreenInPieces } from "./first-screen.ts";
import { digestKey, putThread, reportDigestKind, type ThreadPart, threadPartsOf } from "./message.ts";
import { portfoliosOf, reportedPortfolios } from "./portfolios-in-digest.ts";
import { dueOf, nextOf, type Readership, readReadership } from "./schedule.ts";
import type { ReportedProgram, ScreenChoice } from "./screen.ts";

/** Digests: a few seconds of work. */
const MOST_IN_A_TURN = 200;

/** When the next digest of any workspace is due, or null. */
export const nextDigestAt = nextAt((db) =>
  acrossWorkspaces(db)
    .selectFrom("digest_schedule")
    .select(({ fn }) => fn.min("next_at").as("at")),
);

/**
 * Sends every digest that is due, each in a transaction of its own; returns how many. Twice, late or in two processes at once
 * one goes: whoever moves the schedule stores it. One that fails holds up no other: all that failed is thrown at the end.
 */
export async function sendDueDigests(services: Services, { most = MOST_IN_A_TURN } = {}): Promise<number> {
  const now = services.clock.now();
  const due = await listDue(services.db, now, most);
  const failures: unknown[] = [];
  let sent = 0;

  for (const [workspaceId, ofWorkspace] of Map.groupBy(due, (row) => row.workspace_id)) {
    const personIds = [...new Set(ofWorkspace.map((row) => row.person_id))];
    const readership = await readReadership(services.db, workspaceId, personIds, now);
    for (const row of ofWorkspace)
      try {
        if (await sendOne(services, row, { readership, now })) sent += 1;
      } catch (cause) {
        failures.push(new Error(`The ${row.rhythm} digest of person ${row.person_id} could not be sent`, { cause }));
      }
  }

  if (failures.length > 0) throw new AggregateError(failures, "Digests could not be sent");
  return sent;
}

interface Turn {
  readership: Readership;
  now: Instant;
}

/** Returns whether a digest went: none does where there is nothing to read, or another process sent it. */
async function sendOne(services: Services, due: DigestScheduleTable, turn: Turn): Promise<boolean> {
  const digest = await makeDigest(services, due, turn);

  return inTransaction(services.db, async (tx) => {
    if (!(await moveSchedule(tx, due, turn))) return false;
    return digest !== null && storeDigest(tx, services, digest);
  });
}

/** False where another process has moved it. */
async function moveSchedule(tx: Tx, due: DigestScheduleTable, { readership, now }: Turn): Promise<boolean> {
  const { workspace_id: workspaceId, person_id: personId, rhythm, next_at } = due;
  const schedule = rows(tx, "digest_schedule", workspaceId);
  const asRead = { person_id: personId, rhythm, next_at };

  const nextAt = nextOf(readership, { personId, rhythm }, now);
  return nextAt === null ? schedule.remove(asRead) : schedule.update(asRead, { next_at: nextAt });
}

interface NewDigest {
  id: string;
  person: Person;
  rhythm: Rhythm;
  period: Period;
  reports: readonly StoredReport[];
  portfolios: readonly StoredReport[];
  choice: ScreenChoice;
  parts: readonly ThreadPart[];
  now: Instant;
}

/** Freezes the reports that are due to this reader and makes their digest; null where there is nothing in it to read. */
async function makeDigest(
  services: Services,
  due: DigestScheduleTable,
  { readership, now }: Turn,
): Promise<NewDigest | null> {
  const { db } = services;
  const { workspace_id: workspaceId, person_id: personId, rhythm } = due;
  const groups = dueOf(readership, { personId, rhythm }, now);
  const [first] = groups;
  if (!first) return null;

  const reportIds: string[] = [];
  for (const group of groups) reportIds.push(...(await freezeReports(services, { workspaceId, rhythm, ...group })));
  const person = await getPerson(db, workspaceId, personId);
  const frozen = await reportsByIds(db, workspaceId, reportIds);
  const reports = rhythm === "weekly" ? await reportsOfTeams(db, person, frozen, now) : frozen;

  const frozenPortfolios = await freezePortfoliosOf(services, person, { rhythm, period: first.period, now });
  const portfolios = await reportedPortfolios(
    db,
    person,
    frozenPortfolios.map(({ report }) => report),
    { now },
  );
  const reading = await readingOf(db, { person, rhythm, asOf: now, now, stored: reports, portfolios });
  if (!reading) return null;
  const { input } = reading;
  const isLead = readership.programs.some((each) => each.personId === personId && isLeadRole(each.role));
  if (rhythm === "weekly" && input.programs.every((program) => isQuiet(program, isLead))) return null;

  const id = services.ids.next();
  const parts = await threadPartsOf(input, id);
  const { choice } = await firstScreenInPieces(input);
  return { id, person, rhythm, period: first.period, reports, portfolios: frozenPortfolios, choice, parts, now };
}

/** What goes to its members with the digests of a period; by the week nothing does. */
async function freezePortfoliosOf(
  services: Services,
  person: Person,
  { rhythm, period, now }: Pick<NewDigest, "rhythm" | "period" | "now">,
): Promise<StoredReport[]> {
  if (rhythm === "weekly") return [];
  const portfolioIds = await portfoliosOf(services.db, person, now);
  return freezePortfolios(services, { workspaceId: person.workspace_id, portfolioIds, rhythm, period });
}

/** Without those of programs in which nobody works but their reader, who would read their own words. */
async function reportsOfTeams(
  db: Db,
  { workspace_id: workspaceId, id: readerId }: Person,
  reports: readonly StoredReport[],
  now: Instant,
): Promise<StoredReport[]> {
  const programIds = reports.map(({ report }) => report.programId);
  const seats = await seatsByProgram(db, workspaceId, programIds, seatDay(now));

  return reports.filter(({ report: { programId, asked } }) => {
    const team = (seats.get(programId) ?? []).filter(({ role }) => !isAbove(role));
    return asked > 1 || team.length === 0 || team.some(({ person_id: personId }) => personId !== readerId);
  });
}

/** A week of a program that runs in which nobody was asked; or nobody wrote and nothing happened, which whoever leads reads. */
function isQuiet({ report, closedOn }: ReportedProgram, isForLead: boolean): boolean {
  const { asked, answered, lines, period } = report;
  if (closedOn) return false;
  if (asked === 0) return true;
  if (answered > 0 || isForLead) return false;
  return !lines.some((line) => measureIn(report, line)?.isNew || isNews(line, period));
}

/** What a line of these tells lasts: it is news in the period in which it began. */
const LASTING: readonly LineKind[] = [
  "request-overdue",
  "request",
  "blocked",
  "against-green",
  "still-off-track",
  "still-at-risk",
  "upcoming",
  "open",
  "measure",
];

function isNews({ kind, since, track }: Line, { from }: Period): boolean {
  if (kind === "no-update") return false;
  if (track !== undefined && kind === "done") return track.done > (track.doneBefore ?? 0);
  return !LASTING.includes(kind) || (since !== null && since >= from);
}

/** With its message and the thread of it. False where it was stored before. */
async function storeDigest(tx: Tx, services: Services, digest: NewDigest): Promise<boolean> {
  const { id, person, rhythm, period, reports, portfolios, choice, parts, now } = digest;
  const { workspace_id: workspaceId, id: personId, locale, zone } = person;
  const isNew = await rows(tx, "digest", workspaceId).insertNew({
    id,
    reader_id: personId,
    rhythm,
    period: period.label,
    locale,
    zone,
    cut_off_at: now,
    reports: JSON.stringify([...reports, ...portfolios].map((report) => report.id)),
    choice: JSON.stringify(choice),
  });
  if (!isNew) return false;

  const sources = reports.flatMap(({ report }) => report.lines.flatMap((line) => line.sources));
  const checkInIds = sources.flatMap((source) => (source.kind === "check-in" ? source.id : []));
  await withdrawSummaries(tx, person, { checkInIds, period: period.label, now });

  const isWeekly = rhythm === "weekly";
  // Whoever is away until the next one has that alone.
  const sending = { workspaceId, ...(isWeekly && { expiresAt: addMs(now, 7 * DAY) }) };
  await enqueue(tx, services, reportDigestKind, {
    ...sending,
    key: digestKey(id),
    subject: { digestId: id, part: 0, ...(isWeekly && { isWeekly }) },
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
