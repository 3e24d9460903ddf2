/** A digest as its reader gets it: its reports as they were sent, and what they have to decide now. */

import { type WorkspaceTime, workspaceTime } from "../../calendars/calendars.ts";
import { dayOf as calendarDayOf, isWorkingDay } from "../../calendars/day-arithmetic.ts";
import type { SendContext } from "../../delivery/message-kind.ts";
import { getPerson, type Person, readerAt } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import { languageOf } from "../../platform/texts/language.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../../platform/time.ts";
import { yieldToEventLoop } from "../../platform/yield-to-event-loop.ts";
import { ownPortfolioSeatsOver } from "../../programs/coverage.ts";
import type { Program } from "../../programs/programs.ts";
import { isActiveOn, listSeatsOfPerson, seatDay } from "../../programs/seats.ts";
import type { SeatRole } from "../../programs/table.ts";
import { type Request, requestsFor } from "../../register/requests/request.ts";
import { inLanguage, type Line, type Report, type Rhythm, readReportIds, writerOf } from "../compile/report.ts";
import { programsOfReports, reportsByIds } from "../compile/reports-store.ts";
import { correctionsOf, namesOf } from "../drafts/stored-drafts.ts";
import { needsOf, type OwnBlocker } from "./needs.ts";
import { reportedPortfolios } from "./portfolios-in-digest.ts";
import { asReported } from "./reported-program.ts";
import {
  type ReportedPortfolio,
  type ReportedProgram,
  type RequestNow,
  readScreenChoice,
  type ScreenChoice,
  type ScreenInput,
} from "./screen.ts";

/** A digest as it is shown now. */
export interface Reading {
  readerId: string;
  input: ScreenInput;
  asks: ReadonlyMap<string, Request>;
  blockers: ReadonlyMap<string, OwnBlocker>;
  /** Null: they have no role any more in any of its programs. */
  role: ScreenInput["reader"]["role"] | null;
  /** Its reader has said that they have seen it. */
  isSeen: boolean;
}

export const ROLES = ["sponsor", "steering", "lead", "deputy", "team", "secretary"] as const;

type Sending = Pick<SendContext, "workspaceId" | "now"> & { db: Db | Tx };

/** As it was sent, and as what its reader reads it now. */
interface StoredDigest {
  person: Person;
  role: Reading["role"];
  rhythm: Rhythm;
  asOf: Instant;
  reportIds: string[];
  /** What it tells of portfolios. */
  portfolioReportIds: string[];
  programIds: string[];
  /** Those programs in which its reader has a role now. */
  theirs: string[];
  /** They, and the portfolios by which they are read: whose requests are put to its reader. */
  needsIn: string[];
  choice: ScreenChoice;
}

/** Without its reports, which take time to read. Null: there is none. */
export async function findDigest({ db, workspaceId, now }: Sending, digestId: string): Promise<StoredDigest | null> {
  const row = await rows(db, "digest", workspaceId).find({ id: digestId });
  if (!row) return null;
  const reportIds = readReportIds(row.reports);
  const programIds = await programsOfReports(db, workspaceId, reportIds);
  const person = await getPerson(db, workspaceId, row.reader_id);
  const all = [...programIds.values()];
  const seats = await seatsOf(db, person, all, now);
  const role = person.is_deactivated === 1 ? null : roleIn(seats, all);
  const theirs = all.filter((id) => rolesIn(seats, id).length > 0);
  const ids = reportIds.filter((id) => programIds.has(id));
  return {
    person,
    role,
    rhythm: row.rhythm,
    asOf: row.cut_off_at,
    reportIds: ids,
    portfolioReportIds: reportIds.filter((id) => !programIds.has(id)),
    programIds: all,
    theirs,
    needsIn: [...theirs, ...portfoliosIn(seats)],
    choice: readScreenChoice(row.choice),
  };
}

/**
 * A digest with its reports as they were sent and what its reader has to decide now; `only`: of these programs. Null: there is
 * none, or nothing of it.
 */
export async function readDigest(
  sending: Sending,
  digestId: string,
  only?: ReadonlySet<string>,
): Promise<Reading | null> {
  const { db, workspaceId, now } = sending;
  const digest = await findDigest(sending, digestId);
  if (!digest) return null;
  const { person, rhythm, asOf, programIds, theirs, choice } = digest;
  const programOf = new Map(digest.reportIds.map((id, place) => [id, programIds[place] ?? ""]));
  const reportIds = digest.reportIds.filter((id) => only?.has(programOf.get(id) ?? "") ?? true);
  const stillTheirs = reportIds.filter((id) => theirs.includes(programOf.get(id) ?? ""));
  const corrections = await correctionsOf(db, workspaceId, stillTheirs);
  const seen = await rows(db, "digest_seen", workspaceId).find({ digest_id: digestId });
  const time = await workspaceTime(db, workspaceId);
  const stored = (await reportsByIds(db, workspaceId, reportIds)).map((each): ShownReport => {
    const correction = corrections.get(each.id);
    if (!correction) return each;
    const { report, correctedAt } = correction;
    return { state: "sent", report, correctedOn: localDateOf(correctedAt, time.zone) };
  });
  const frozen = await reportsByIds(db, workspaceId, digest.portfolioReportIds);
  const portfolios = await reportedPortfolios(
    db,
    person,
    frozen.map(({ report }) => report),
    { now, ...(only === undefined && { sentWith: choice }) },
  );
  return readingOf(db, { person, rhythm, asOf, stored, portfolios, now, choice, time, isSeen: seen !== undefined });
}

interface ShownReport {
  state: string;
  report: Report;
  correctedOn?: LocalDate;
}

interface Shown {
  person: Person;
  rhythm: Rhythm;
  asOf: Instant;
  stored: readonly ShownReport[];
  portfolios?: readonly ReportedPortfolio[];
  now: Instant;
  /** Of what was sent. */
  choice?: ScreenChoice;
  isSeen?: boolean;
  /** Where it is known already. */
  time?: WorkspaceTime;
}

/** These reports as their reader gets them; null: there is none. */
export async function readingOf(db: Db | Tx, shown: Shown): Promise<Reading | null> {
  const { person, rhythm, asOf, now, choice, isSeen = false } = shown;
  const { workspace_id: workspaceId, id: readerId } = person;

  const inTheirs: ShownReport[] = [];
  for (const each of shown.stored) {
    await yieldToEventLoop();
    inTheirs.push({ ...each, report: inLanguage(each.report, languageOf(person.locale)) });
  }
  const [first] = inTheirs;
  if (!first) return null;

  const time = shown.time ?? (await workspaceTime(db, workspaceId));
  const { zone } = time;
  const all = inTheirs.map(({ report }) => report.programId);
  const seats = await seatsOf(db, person, all, now);
  const stored = rhythm === "weekly" ? await withRequestsAbove(db, { ...shown, time }, inTheirs, seats) : inTheirs;

  const reported = await reportedPrograms(db, workspaceId, stored, { zone, asOf });
  const programs = reported.map((each) => ({ ...each, isTeams: !may(rolesIn(seats, each.id), "read-above-answers") }));
  const programIds = programs.map(({ id }) => id);
  const role = person.is_deactivated === 1 ? null : roleIn(seats, programIds);
  const reports = programs.map(({ report }) => report);
  const offTrack = programs.flatMap(({ title, report }) => (report.status?.status === "red" ? title : []));
  // What has become of a program since its reader's role there ended is not theirs to read.
  const theirs = programs.filter(({ id }) => rolesIn(seats, id).length > 0);
  const places = [...theirs.map(({ id }) => id), ...portfoliosIn(seats)];
  const wanted = { workspaceId, readerId, zone, programIds: places, asOf, ids: choice?.needs, offTrack };
  const { needs, asks, blockers } = await needsOf(db, wanted, now);
  const workingDaysLate = await lateDaysOf(time, reports, asOf);
  const input: ScreenInput = {
    reader: { ...readerAt(person, now), id: readerId, name: person.name, role: role ?? "team" },
    rhythm,
    period: first.report.period,
    asOf,
    zone,
    programs,
    needs,
    requestsNow: await requestsSince(db, theirs, { ...person, zone }, now),
    names: await namesIn(db, workspaceId, reports),
    ...(shown.portfolios && { portfolios: shown.portfolios }),
    ...(workingDaysLate && { workingDaysLate }),
    ...(choice && { choice }),
  };
  return { readerId, input, asks, blockers, role, isSeen };
}

/** A week is for its team: whoever may read what goes above finds also the requests that were open and are not the team’s to read. */
async function withRequestsAbove(
  db: Db | Tx,
  { person: { workspace_id: workspaceId }, asOf, time: { zone } }: Shown & { time: WorkspaceTime },
  stored: readonly ShownReport[],
  seats: readonly SeatRead[],
): Promise<ShownReport[]> {
  const all = stored.map(({ report }) => report.programId);
  const programIds = all.filter((id) => may(rolesIn(seats, id), "read-above-answers"));
  if (programIds.length === 0) return [...stored];
  const requests = await requestsFor(db, { zone }, { workspaceId, programIds, since: asOf, at: asOf });
  const above = requests.filter(({ disclosure, askedAt }) => disclosure === "above" && askedAt <= asOf);
  return stored.map((each) => {
    const own = above.filter(({ program }) => program.id === each.report.programId);
    const lines = [...each.report.lines, ...own.map((request) => lineOf(request, zone))];
    return { ...each, report: { ...each.report, lines } };
  });
}

function lineOf(
  { id, code, title, requester, decider, askedAt, neededBy, answerBy, isLate, waitsFor }: Request,
  zone: string,
): Line {
  return {
    kind: isLate ? "request-overdue" : "request",
    text: title,
    by: requester.id,
    since: localDateOf(askedAt, zone),
    code,
    itemId: id,
    type: "request",
    ...(waitsFor === "question" ? { owner: requester.id, awaitsReply: true as const } : { owner: decider.id }),
    ...(neededBy !== null && { due: neededBy }),
    ...(answerBy !== null && { answerBy }),
    sources: [{ kind: "item", id, revision: 1 }],
  };
}

/** The requests that are open in these reports: by item, whose each was. */
function requestsIn(reports: readonly Report[]): Map<string, string | undefined> {
  const lines = reports
    .flatMap(({ lines: all }) => all)
    .filter(({ kind }) => kind === "request" || kind === "request-overdue");
  return new Map(lines.flatMap(({ itemId, owner }) => (itemId === undefined ? [] : [[itemId, owner] as const])));
}

/** What became of them by now; nothing of those that are as they were. */
export async function requestsSince(
  db: Db | Tx,
  programs: readonly Pick<ReportedProgram, "report">[],
  person: Pick<Person, "workspace_id" | "id" | "locale" | "zone">,
  at: Instant,
): Promise<Map<string, RequestNow>> {
  const ownerOf = requestsIn(programs.map(({ report }) => report));
  const asking = programs.filter(({ report }) => requestsIn([report]).size > 0);
  const programIds = asking.map(({ report }) => report.programId);
  const [since] = asking.map(({ report }) => report.cutOffAt).toSorted();
  const wanted = { workspaceId: person.workspace_id, programIds, since: since ?? at, at };
  const all = ownerOf.size === 0 ? [] : await requestsFor(db, person, wanted);
  return new Map(
    all.flatMap((request) => {
      const now = ownerOf.has(request.id) ? becameOf(request, ownerOf.get(request.id), person) : null;
      return now === null ? [] : [[request.id, now] as const];
    }),
  );
}

function becameOf(
  request: Request,
  owner: string | undefined,
  reader: Pick<Person, "id" | "locale" | "zone">,
): RequestNow | null {
  const { outcome, decider, received, waitsFor } = request;
  const nameOf = ({ id, name }: Request["decider"]) => (id === reader.id ? null : name);
  if (outcome !== null && isOver(request)) {
    const { decidedBy, decidedAt, text } = outcome;
    return { became: "decided", name: nameOf(decidedBy), outcome: text, on: localDateOf(decidedAt, reader.zone) };
  }
  if (isOver(request)) return { became: "withdrawn", name: "", on: null };
  // A question leaves it where it is; once it is answered it is with its decider again.
  if (decider.id === owner || waitsFor === "question") return null;
  return { became: "with", name: nameOf(decider), on: received && localDateOf(received.at, reader.zone) };
}

interface SeatRead {
  program_id: string;
  role: SeatRole;
  /** The portfolio by whose seat they read the program. */
  portfolioId?: string;
}

/** The reader's own, and those by which they read these programs. */
async function seatsOf(db: Db | Tx, person: Person, programIds: readonly string[], now: Instant): Promise<SeatRead[]> {
  const all = await listSeatsOfPerson(db, person.workspace_id, person.id);
  const over = await ownPortfolioSeatsOver(db, person, programIds, now);
  const covering = [...over].flatMap(([id, seats]) =>
    seats.map(({ role, portfolioId }) => ({ program_id: id, role, portfolioId })),
  );
  return [...all.filter((seat) => isActiveOn(seat, seatDay(now))), ...covering];
}

/** Whose requests are put to their reader beside those of the programs. */
function portfoliosIn(seats: readonly SeatRead[]): string[] {
  return [...new Set(seats.flatMap(({ portfolioId }) => portfolioId ?? []))];
}

const rolesIn = (seats: readonly SeatRead[], programId: string) =>
  seats.flatMap((seat) => (seat.program_id === programId ? seat.role : []));

/** The first of those that they have in any of these programs. */
function roleIn(seats: readonly SeatRead[], programIds: readonly string[]): Reading["role"] {
  return ROLES.find((each) => seats.some((seat) => seat.role === each && programIds.includes(seat.program_id))) ?? null;
}

/** Whether a team can be thanked: Drumbeat can post into its channel. */
export function hasChannel(program: Pick<Program, "state" | "channel_id" | "channel_problem">): boolean {
  return program.state === "active" && program.channel_id !== null && program.channel_problem === null;
}

async function reportedPrograms(
  db: Db | Tx,
  workspaceId: string,
  stored: readonly ShownReport[],
  { zone, asOf }: { zone: string; asOf: Instant },
): Promise<ReportedProgram[]> {
  const found = await rows(db, "program", workspaceId).list({ id: stored.map(({ report }) => report.programId) });
  const programs = new Map(found.map((row) => [row.id, row]));
  return stored.flatMap(({ state, report, correctedOn }) => {
    const program = programs.get(report.programId);
    if (!program) return [];
    const { closed_at: closedAt, ends_on: endsOn } = program;
    const closedOn = closedAt !== null && closedAt <= asOf ? localDateOf(closedAt, zone) : undefined;
    return [
      {
        ...asReported(program, report, localDateOf(asOf, zone), report.period.from),
        isHeld: state === "held",
        ...(correctedOn && { correctedOn }),
        ...(endsOn && { endsOn }),
        ...(closedOn && { closedOn }),
        ...(hasChannel(program) && { hasChannel: true as const }),
      },
    ];
  });
}

/** What a person got, the oldest first. */
export async function digestsTo(
  db: Db | Tx,
  { workspace_id: workspaceId, id }: Pick<Person, "workspace_id" | "id">,
): Promise<{ id: string; rhythm: Rhythm; at: Instant }[]> {
  const digests = await rows(db, "digest", workspaceId).list({ reader_id: id }, ["cut_off_at", "id"]);
  return digests.map(({ id: digestId, rhythm, cut_off_at: at }) => ({ id: digestId, rhythm, at }));
}

/** There is nothing to decide any more. */
export function isOver({ state }: Request): boolean {
  return state === "decided" || state === "withdrawn";
}

export async function namesIn(
  db: Db | Tx,
  workspaceId: string,
  reports: readonly Report[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set<string>();
  for (const { lines, status } of reports) {
    await yieldToEventLoop();
    const named = lines.flatMap((line) => [line.by, line.owner, writerOf(line)]);
    for (const id of [status?.by, status?.other?.by, ...named]) if (id) ids.add(id);
  }
  return namesOf(db, workspaceId, [...ids]);
}

/** How many working days of the workspace what these reports have is late as of an instant; undefined: nothing is. */
export async function lateDaysOf(
  { zone, working }: WorkspaceTime,
  reports: readonly Report[],
  asOf: Instant,
): Promise<ScreenInput["workingDaysLate"]> {
  const today = localDateOf(asOf, zone);
  let oldest = today;
  for (const { lines } of reports) {
    await yieldToEventLoop();
    for (const { due, answerBy } of lines)
      for (const day of [due, answerBy]) if (day !== undefined && day < oldest) oldest = day;
  }
  if (oldest === today) return undefined;

  const counts = new Map<LocalDate, number>();
  let count = 0;
  for (let day = today; day >= oldest; day = addLocalDays(day, -1)) {
    counts.set(day, count);
    if (isWorkingDay(calendarDayOf(day), working)) count += 1;
  }
  return (day) => counts.get(day) ?? 0;
}
