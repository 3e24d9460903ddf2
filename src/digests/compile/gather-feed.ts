/** Whose digest it is and what feeds it: the reader's seats, the cadences of their programs, holds, and the period. */

import { z } from "zod";
import { feeds } from "../../cadences/audience/audience.ts";
import { readAudience } from "../../cadences/columns.ts";
import { CALENDAR_YEARS, type FiscalYears } from "../../cadences/recurrence/years/rules.ts";
import { fiscalYearsIn } from "../../cadences/recurrence/years/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { localDateOf } from "../../platform/time.ts";
import { type Closing, closingAt, closingsOf } from "../../programs/closings/rules.ts";
import { profileOfRow } from "../../programs/profile/rules.ts";
import { isActiveOn } from "../../programs/rules-program.ts";
import type { SeatRole } from "../../programs/table.ts";
import { type Hold, isHeldBack, isLastHeldBack } from "../holds/rules.ts";
import { hasYears, periodBefore } from "../periods/rules.ts";
import { choiceOf, givesDigest, isBeyond, madeOf, RHYTHMS, rolesNamed, tellingOf } from "../readers/rules.ts";
import type { Rhythm } from "../table.ts";
import { type CadenceFacts, HISTORY_PERIODS, type Period, type ProgramFacts } from "./facts.ts";
import { listCadencesOf, listCadencesWithQuestions, listReaderSeats, type ReaderSeat } from "./repository.ts";
import { listEarlierPeriods } from "./repository-editions.ts";
import { closingsSince, tellsClosing } from "./rules-closings.ts";

export interface ReaderOfRhythm {
  workspaceId: string;
  personId: string;
  rhythm: Rhythm;
}

export type Gathered = Omit<ProgramFacts, "cadences"> & { cadences: (CadenceFacts & { questionSetId: string })[] };

/** A check-in by whose colours the reader is told how the program stands. */
export type Telling = Pick<CadenceRow, "id" | "program_id" | "rule" | "state" | "question_set_id">;

export type Programs = Map<string, Gathered>;

/** Of each program when it was closed and reopened. */
export type Closings = ReadonlyMap<string, readonly Closing[]>;

export type Seat = ReaderSeat;

const FROM_THE_BEGINNING: Instant = "1970-01-01T00:00:00.000Z";

/** Of a rule, what a digest asks of it. */
const rhythmSchema = z.object({
  every: z.enum(["day", "week", "month", "quarter", "year"]),
});

export interface Feed {
  programs: Programs;
  heldBack: Seat[];
  period: Period;
  yearStartMonth: number;
}

/**
 * What a digest is made of, as far as seats, cadences and holds decide; null when nothing feeds it. `toldSeats`: of
 * `seatsTold`, `rows`: the cadences of their programs, `years`: `yearsFor` its rhythm.
 */
export function feedAt(
  reader: ReaderOfRhythm,
  toldSeats: readonly Seat[],
  rows: readonly CadenceRow[],
  {
    sendAt,
    lastCutOffAt,
    withHeld,
    years,
  }: { sendAt: Instant; lastCutOffAt: Instant | undefined; withHeld: boolean; years: FiscalYears },
): Feed | null {
  const programs = feedingPrograms(reader, toldSeats, rows);
  const [person] = toldSeats;
  if (!person || programs.size === 0) return null;
  const { rhythm } = reader;
  const yearStartMonth = years.startOf(programsOfYears(toldSeats));
  const period = periodBefore(rhythm, sendAt, person.zone, yearStartMonth);
  const on = localDateOf(sendAt, person.zone);
  const lastOn = lastCutOffAt && localDateOf(lastCutOffAt, person.zone);
  const isLeftOut = (seat: Seat) => isHeldBack(rhythm, holdOn(seat), on, lastOn);
  const leftOut = withHeld ? [] : toldSeats.filter(isLeftOut);
  const heldBack = leftOut.filter((seat, index) => {
    const isFirst = leftOut.findIndex((other) => other.program_id === seat.program_id) === index;
    return programs.delete(seat.program_id) && isFirst;
  });
  return programs.size === 0 ? null : { programs, heldBack, period, yearStartMonth };
}

/**
 * As `gatherFacts` decides whether there is anything to gather, for any reader of a workspace and any instant to come,
 * from what is read once: seats of each rhythm, cadences, the last editions.
 */
export async function readFeeds(db: Db | Tx, workspaceId: string) {
  const rows = (await listCadencesOf(db, workspaceId, null)).map(asRow);
  const byProgram = Map.groupBy(rows, (row) => row.program_id);
  const seats = new Map<Rhythm, Map<string, Seat[]>>();
  for (const rhythm of RHYTHMS)
    seats.set(
      rhythm,
      Map.groupBy(
        await listReaderSeats(db, { workspaceId, personId: null, rhythm }, FROM_THE_BEGINNING),
        ({ person_id }) => person_id,
      ),
    );
  const years = await fiscalYearsIn(db, workspaceId);
  const rowsOf = (own: readonly Seat[]) => programsOf(own).flatMap((id) => byProgram.get(id) ?? []);
  /** The cadences that feed the digest; none when it would have nothing. */
  return function feeding(reader: Reading, sendAt: Instant, lastCutOffAt: Instant | undefined): string[] {
    const last = lastCutOffAt === undefined ? [] : [{ cut_off_at: lastCutOffAt, from_at: null }];
    const giving = seatsGiving(seats.get(reader.rhythm)?.get(reader.personId) ?? [], reader.rhythm, sendAt);
    const toldSeats = seatsTold(giving, last, { rhythm: reader.rhythm, at: sendAt });
    const when = { sendAt, lastCutOffAt, withHeld: false, years };
    const feed = feedAt({ ...reader, workspaceId }, toldSeats, rowsOf(toldSeats), when);
    return [...(feed?.programs.values() ?? [])].flatMap(({ cadences }) => cadences.map(({ id }) => id));
  };
}

type Reading = Pick<ReaderOfRhythm, "personId" | "rhythm">;

/** The years that the periods of digests of this rhythm are counted by. At most one statement. */
export async function yearsFor(db: Db | Tx, { workspaceId, rhythm }: Omit<ReaderOfRhythm, "personId">) {
  return hasYears(rhythm) ? fiscalYearsIn(db, workspaceId) : CALENDAR_YEARS;
}

/** The seats that this reader has at `readAt`; `giving`: those of them that give a digest of this rhythm at `at`. */
export async function readerSeats(
  db: Db | Tx,
  { workspaceId, personId, rhythm }: ReaderOfRhythm,
  at: Instant,
  readAt = at,
): Promise<{ seats: Seat[]; giving: Seat[] }> {
  const all = await listReaderSeats(db, { workspaceId, personId, rhythm }, closingsSince(rhythm, at));
  const seats = all.filter((seat) => isActiveOn(seat, localDateOf(readAt, seat.zone)));
  return { seats, giving: seatsGiving(seats, rhythm, at) };
}

/** As `readerSeats`, of those of `now`, as if the reader had always had them. */
export async function seatsLookingBack(
  db: Db | Tx,
  reader: ReaderOfRhythm,
  now: Instant,
): Promise<{ seats: Seat[]; giving: Seat[] }> {
  const { seats, giving } = await readerSeats(db, reader, now);
  const ever = (seat: Seat): Seat => ({ ...seat, from_date: null, until_date: null });
  return { seats: seats.map(ever), giving: giving.map(ever) };
}

/** By all seats that the reader has on that day, whichever digests they give. `withArchived`: as if they still asked. */
export function tellingAt(
  seats: readonly Seat[],
  rows: readonly CadenceRow[],
  at: Instant,
  { withArchived = false } = {},
): Telling[] {
  const rolesIn = Map.groupBy(
    seats.filter((seat) => isActiveOn(seat, localDateOf(at, seat.zone))),
    (seat) => seat.program_id,
  );
  return [...Map.groupBy(rows, (row) => row.program_id)].flatMap(([programId, theirs]) => {
    const own = rolesIn.get(programId) ?? [];
    const [first] = own;
    if (!first) return [];
    const known = theirs
      .filter(({ state }) => withArchived || state !== "archived")
      .map((row) => ({ ...row, readers: readAudience(row.readers) }));
    return tellingOf(known, { id: first.person_id, roles: own.map(({ role }) => role) });
  });
}

/** All cadences of the programs of these seats, by key, with every version of their questions; `at`: what held of the programs. */
export async function cadencesOf(db: Db | Tx, { workspaceId }: ReaderOfRhythm, seats: readonly Seat[], at: Instant) {
  const programIds = programsOf(seats);
  if (programIds.length === 0) return [];
  const rows = Map.groupBy(await listCadencesWithQuestions(db, { workspaceId, programIds, at }), ({ id }) => id);
  return [...rows.values()].flatMap((versions) => {
    const [cadence] = versions;
    return cadence
      ? [
          {
            ...asRow(cadence),
            acts: cadence.acts,
            profile: profileOfRow(cadence),
            versions: versions.map(({ asked_id: id, questions }) => ({ id, questions })),
          },
        ]
      : [];
  });
}

/** With the closings that stood at an instant. `rows`: the cadences of their programs. */
export function seatsAsOf(seats: readonly Seat[], rows: Awaited<ReturnType<typeof cadencesOf>>, at: Instant): Seat[] {
  const acts = new Map(rows.map((row) => [row.program_id, row.acts]));
  return seats.map((seat) => {
    const closings = closingsOf(acts.get(seat.program_id) ?? null);
    const closing = closingAt(closings, at);
    // Who closed it is known of the last time alone.
    const by = closing === closings.at(-1) ? seat.closed_by : null;
    return { ...seat, closed_at: closing?.at ?? null, closed_by: by };
  });
}

export function programsOf(seats: readonly Seat[]): string[] {
  return [...new Set(seats.map((seat) => seat.program_id))];
}

/** By whose years their reader's are counted: of closed programs only where no other is left. */
export function programsOfYears(seats: readonly Seat[]): string[] {
  const running = seats.filter(({ closed_at: closedAt }) => closedAt === null);
  return programsOf(running.length > 0 ? running : seats);
}

/** Without those in closed programs of which an earlier digest has told that they were. */
export function seatsTold(
  toldSeats: readonly Seat[],
  editions: readonly EarlierEdition[],
  { rhythm, at }: { rhythm: Rhythm; at: Instant },
): Seat[] {
  const [last] = editions;
  return toldSeats.filter((seat) => {
    const after = owedSince(seat, editions, rhythm) ?? last?.cut_off_at ?? seat.created_at;
    return seat.closed_at === null || tellsClosing(seat.closed_at, { rhythm, at, after });
  });
}

/** Whether a digest can come then: of a program that runs, or of a closing that none has told. */
export async function hasSomethingToTell(db: Db | Tx, reader: ReaderOfRhythm, at: Instant): Promise<boolean> {
  const { giving } = await readerSeats(db, reader, at);
  const editions = await listEarlierPeriods(db, reader, { before: at, count: HISTORY_PERIODS + 1 });
  return seatsTold(giving, editions, { rhythm: reader.rhythm, at }).length > 0;
}

/** The newest first. */
type EarlierEdition = { cut_off_at: Instant; from_at: Instant | null };

type CadenceRow = ReturnType<typeof asRow>;

/**
 * Those that the last edition did not tell of because they were held back, and from when on that is owed. `named`: by that
 * edition, which knows of a hold that gave way to a later one.
 */
export function owedPrograms(
  toldSeats: readonly Seat[],
  programs: Programs,
  editions: readonly EarlierEdition[],
  { rhythm, named }: { rhythm: Rhythm; named: readonly string[] },
): Map<string, Instant> {
  const owed = new Map<string, Instant>();
  const lastFrom = editions[0]?.from_at ?? FROM_THE_BEGINNING;
  for (const seat of toldSeats) {
    const since = owedSince(seat, editions, rhythm) ?? (named.includes(seat.title) ? lastFrom : null);
    if (since !== null && programs.has(seat.program_id)) owed.set(seat.program_id, since);
  }
  return owed;
}

function owedSince(seat: Seat, editions: readonly EarlierEdition[], rhythm: Rhythm): Instant | null {
  const [last] = editions;
  const hold = holdOn(seat);
  const dayOf = (edition: EarlierEdition) => localDateOf(edition.cut_off_at, seat.zone);
  if (!last || !hold || !isLastHeldBack(rhythm, hold, dayOf(last))) return null;
  return editions.findLast((edition) => dayOf(edition) > hold.first)?.from_at ?? FROM_THE_BEGINNING;
}

/** Of the digests before, or of the times of those that did not come, the first that went without the program up to the last. */
export function heldSince(seat: Seat, cutOffs: readonly Instant[], rhythm: Rhythm): Instant | undefined {
  const [last] = cutOffs;
  const hold = holdOn(seat);
  const dayOf = (at: Instant) => localDateOf(at, seat.zone);
  if (last === undefined || !hold || !isLastHeldBack(rhythm, hold, dayOf(last))) return undefined;
  return cutOffs.findLast((at) => dayOf(at) > hold.first);
}

function holdOn({ first_period: first, last_period: last }: Seat): Hold | null {
  return first === null || last === null ? null : { first, last };
}

function seatsGiving(seats: readonly Seat[], rhythm: Rhythm, at: Instant): Seat[] {
  return seats.filter(
    (seat) => isActiveOn(seat, localDateOf(at, seat.zone)) && givesDigest(seat.role, rhythm, choiceOf(seat)),
  );
}

function asRow(row: Awaited<ReturnType<typeof listCadencesOf>>[number]) {
  return { ...row, rule: rhythmSchema.parse(JSON.parse(row.rule)) };
}

function feedingPrograms(
  { personId, rhythm }: ReaderOfRhythm,
  toldSeats: readonly Seat[],
  rows: readonly CadenceRow[],
): Programs {
  const roles = new Map<string, SeatRole[]>();
  for (const seat of toldSeats) roles.set(seat.program_id, [...(roles.get(seat.program_id) ?? []), seat.role]);
  const feeding = rows.filter((row) => {
    const readers = readAudience(row.readers);
    return feeds(readers, { id: personId, roles: roles.get(row.program_id) ?? [] });
  });
  const programs: Programs = new Map();
  for (const [programId, theirs] of Map.groupBy(feeding, (row) => row.program_id)) {
    const seat = toldSeats.find((one) => one.program_id === programId);
    const active = theirs.filter((row) => row.state === "active");
    const asked = (active.length > 0 ? active : theirs).map((row) => row.rule.every);
    const person = { id: personId, roles: roles.get(programId) ?? [] };
    const taken = theirs.filter((row) =>
      madeOf(rhythm, asked, rolesNamed(readAudience(row.readers), person)).includes(row.rule.every),
    );
    if (!seat || taken.length === 0) continue;
    programs.set(programId, { ...blankProgram(seat), cadences: taken.map((row) => cadenceFacts(rhythm, row)) });
  }
  return programs;
}

function cadenceFacts(rhythm: Rhythm, row: CadenceRow): Gathered["cadences"][number] {
  const { every } = row.rule;
  return {
    id: row.id,
    every,
    isBeyond: isBeyond(rhythm, every),
    isActive: row.state === "active",
    asksHealth: false,
    title: row.title,
    ...(row.disclosure === "executive" && { isForExecutives: true as const }),
    lastAnsweredAt: null,
    questionSetId: row.question_set_id,
  };
}

function blankProgram(seat: Seat): Gathered {
  return {
    id: seat.program_id,
    key: seat.key,
    title: seat.title,
    isFlagship: seat.flagship === 1,
    leads: [],
    deputies: [],
    cadences: [],
    answers: [],
    plans: [],
    measured: [],
    saidBefore: [],
    people: { asked: new Set(), answering: new Set() },
    asksHealth: false,
    asked: [],
    given: [],
    markers: [],
    doubts: [],
    milestones: [],
    rounds: [],
    counted: [],
    asks: [],
    decisions: [],
    dependencies: [],
    appearancesOn: [],
    overdue: [],
    blockers: [],
    alive: [],
    openItems: [],
    ...(seat.closed_at !== null && { closed: { at: seat.closed_at, by: seat.closed_by } }),
  };
}
