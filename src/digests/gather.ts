/** Reads the facts of one reader's digest. Decides nothing but what is read. */

import { z } from "zod";
import { readAudience, readQuestions } from "../cadences/columns.ts";
import { answersSchema, type Question, textIn } from "../cadences/questions.ts";
import { dayOf, isWorkingDay, type WorkingCalendar } from "../cadences/rules-days.ts";
import { workingCalendarFor } from "../calendars/use-cases.ts";
import { dateHistoryOf } from "../check-ins/rules-milestones.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { addLocalDays, addMs, earliest, instantOf, type LocalDate, localDateOf } from "../platform/time.ts";
import type { SeatRole } from "../programs/table.ts";
import { codeOf } from "../register/rules.ts";
import { waitsFor } from "../register/rules-asks.ts";
import { itemsToTell } from "../register/told.ts";
import {
  type AnswerFacts,
  type CadenceFacts,
  type DigestFacts,
  type EarlierHealth,
  HISTORY_PERIODS,
  type Period,
  type ProgramFacts,
} from "./facts.ts";
import { eachInPieces, pauseIfMany } from "./pauses.ts";
import {
  type AnswerRow,
  eachAnswerBetween,
  eachHealthBetween,
  eachPlanBetween,
  eachPromptBetween,
  type HealthRow,
  listCadencesOf,
  listEarlierEditions,
  listLastAnsweredKeys,
  listLeadSeats,
  listMilestoneDatesOf,
  listQuestionSets,
  listReaderSeats,
  listRoundsBetween,
  type Scope,
} from "./repository-facts.ts";
import { type Hold, isHeldBack } from "./rules-holds.ts";
import { earlierBounds, periodBefore, periodsAgo, previousPeriod, yearStartOf } from "./rules-periods.ts";
import { choiceOf, feeds, givesDigest, isBeyond, madeOf, RHYTHMS, seatHolds } from "./rules-readers.ts";
import type { Rhythm } from "./table.ts";
import { authorOf } from "./texts.ts";

export interface ReaderOfRhythm {
  workspaceId: string;
  personId: string;
  rhythm: Rhythm;
}

const PROGRAMS_IN_PIECE = 10;
const FROM_THE_BEGINNING: Instant = "1970-01-01T00:00:00.000Z";
/** Of a rule, what a digest asks of it. */
const rhythmSchema = z.object({
  every: z.enum(["day", "week", "month", "quarter", "year"]),
  yearStartMonth: z.number().optional(),
});

/**
 * Null when no program feeds this reader's digest of that rhythm at that time, or each that does is held back.
 * `withHeld`: as if nothing were held back.
 */
export async function gatherFacts(
  db: Db | Tx,
  reader: ReaderOfRhythm,
  cutOffAt: Instant,
  { withHeld = false } = {},
): Promise<DigestFacts | null> {
  const { workspaceId, rhythm } = reader;
  const held = await heldSeats(db, reader, cutOffAt);
  const [person] = held;
  if (!person) return null;
  const { zone } = person;
  const today = localDateOf(cutOffAt, zone);
  const rows = await cadencesOf(db, reader, held);
  const editions = await listEarlierEditions(db, reader, { before: cutOffAt, count: HISTORY_PERIODS + 1 });
  const [lastEdition] = editions;
  const feed = feedAt(reader, held, rows, { cutOffAt, lastCutOffAt: lastEdition?.cut_off_at, withHeld });
  if (!feed) return null;
  const { programs, heldBack, period, yearStartMonth, periodFor } = feed;
  await pauseIfMany(programs.size);
  const before = previousPeriod(rhythm, period.from, yearStartMonth);
  const start = instantOf(period.from, "00:00", zone);
  const seatedAt = held.map((seat) => seat.created_at);
  // The first digest reaches back to when this reader was seated, or over its whole period where that was later.
  const fromAt = lastEdition?.cut_off_at ?? addMs(earliest(start, ...seatedAt) ?? start, -1);
  const working = await workingCalendarFor(db, workspaceId, person);
  const bounds = earlierBounds(
    rhythm,
    period,
    { zone, fromAt, yearStartMonth, working },
    {
      editions: editions.map((edition) => ({ period: edition.period, fromAt: edition.from_at })),
      count: HISTORY_PERIODS,
    },
  );
  const cadences = [...programs.values()].flatMap((program) => program.cadences);
  const scope: Scope = {
    workspaceId,
    programIds: [...programs.keys()],
    cadenceIds: cadences.map((cadence) => cadence.id),
    cutOffAt,
    locale: person.locale,
  };
  const sets = await readQuestionSets(db, scope);
  for (const cadence of cadences) cadence.asksHealth = (sets.get(cadence.questionSetId) ?? []).some(isHealth);

  await readLeads(db, scope, programs, today);
  await pauseIfMany(programs.size);
  await readRounds(db, scope, programs, { from: before.from, current: period.from, last: period.until });
  const owed = owedPrograms(held, programs, editions, periodFor);
  const told = scope.programIds.filter((id) => !owed.has(id));
  const lastTold = { after: fromAt, toldIn: lastEdition?.id ?? null };
  await readAnswers(db, { ...scope, programIds: told }, programs, sets, lastTold);
  // What the editions before were kept from telling comes with this one.
  for (const [id, after] of owed)
    await readAnswers(db, { ...scope, programIds: [id] }, programs, sets, { after, toldIn: null });
  await readEarlier(db, scope, programs, sets, { bounds, until: fromAt });
  await readMilestones(db, scope, programs, sets, fromAt);
  await readAsks(db, scope, programs, {
    reader,
    zone,
    working,
    endedAfter: instantOf(before.from, "00:00", zone),
    toldUntil: (id) => owed.get(id) ?? fromAt,
  });
  await pauseIfMany(programs.size);
  await readSilence(db, scope, programs, period.from);
  return {
    reader: { handle: person.handle, name: person.name, locale: person.locale, zone },
    rhythm,
    period,
    previousPeriod: before,
    fromAt,
    cutOffAt,
    programs: [...programs.values()],
    ...(heldBack.length > 0 && { heldBack: heldBack.map((seat) => ({ program: seat.title, by: seat.held_by ?? "" })) }),
  };
}

interface Feed {
  programs: Programs;
  heldBack: Seat[];
  period: Period;
  yearStartMonth: number;
  periodFor: ReturnType<typeof periodInYearsOf>;
}

/**
 * What a digest is made of, as far as seats, cadences and holds decide; null when nothing feeds it. `held`: the seats that
 * give it, `rows`: the cadences of their programs.
 */
function feedAt(
  reader: ReaderOfRhythm,
  held: readonly Seat[],
  rows: readonly CadenceRow[],
  { cutOffAt, lastCutOffAt, withHeld }: { cutOffAt: Instant; lastCutOffAt: Instant | undefined; withHeld: boolean },
): Feed | null {
  const programs = feedingPrograms(reader, held, rows);
  const [person] = held;
  if (!person || programs.size === 0) return null;
  const { rhythm } = reader;
  const yearStartMonth = yearStartIn(rows);
  const period = periodBefore(rhythm, cutOffAt, person.zone, yearStartMonth);
  const periodFor = periodInYearsOf(rhythm, person.zone, rows);
  const isLeftOut = (seat: Seat) =>
    isHeldBack(holdOn(seat), periodFor(seat, cutOffAt), lastCutOffAt && periodFor(seat, lastCutOffAt));
  const leftOut = withHeld ? [] : held.filter(isLeftOut);
  const heldBack = leftOut.filter((seat, index) => {
    const isFirst = leftOut.findIndex((other) => other.program_id === seat.program_id) === index;
    return programs.delete(seat.program_id) && isFirst;
  });
  return programs.size === 0 ? null : { programs, heldBack, period, yearStartMonth, periodFor };
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
      Map.groupBy(await listReaderSeats(db, workspaceId, null, rhythm), ({ person_id }) => person_id),
    );
  const heldBy = ({ personId, rhythm }: Reading, at: Instant) =>
    seatsGiving(seats.get(rhythm)?.get(personId) ?? [], rhythm, at);
  const rowsOf = (held: readonly Seat[]) =>
    [...new Set(held.map((seat) => seat.program_id))].flatMap((id) => byProgram.get(id) ?? []);
  return {
    /** The cadences that feed the digest and its period; null when it would have nothing. */
    feedOf(reader: Reading, cutOffAt: Instant, lastCutOffAt: Instant | undefined) {
      const held = heldBy(reader, cutOffAt);
      const feed = feedAt({ ...reader, workspaceId }, held, rowsOf(held), { cutOffAt, lastCutOffAt, withHeld: false });
      if (!feed) return null;
      const programs = [...feed.programs.values()];
      const cadenceIds = programs.flatMap(({ cadences }) => cadences.map(({ id }) => id));
      return { period: feed.period, cadenceIds, programIds: programs.map(({ id }) => id) };
    },
    programIds: [...byProgram.keys()],
    yearStartOf: (reader: Reading, at: Instant) => yearStartIn(rowsOf(heldBy(reader, at))),
  };
}

type Reading = Pick<ReaderOfRhythm, "personId" | "rhythm">;

function holdOn({ first_period: first, last_period: last }: Seat): Hold | null {
  return first === null || last === null ? null : { first, last };
}

/** The label that the period of a digest sent at an instant has in the years of the seat's program. */
function periodInYearsOf(rhythm: Rhythm, zone: string, rows: readonly CadenceRow[]) {
  const theirs = Map.groupBy(rows, (row) => row.program_id);
  return (seat: Seat, at: Instant): string =>
    periodBefore(rhythm, at, zone, yearStartIn(theirs.get(seat.program_id) ?? [])).label;
}

/** Those that the last edition did not tell of because they were held back, and from when on that is owed. */
function owedPrograms(
  held: readonly Seat[],
  programs: Programs,
  editions: readonly { cut_off_at: Instant; from_at: Instant | null }[],
  periodFor: (seat: Seat, at: Instant) => string,
): Map<string, Instant> {
  const owed = new Map<string, Instant>();
  const [last] = editions;
  if (!last) return owed;
  for (const seat of held) {
    const hold = holdOn(seat);
    if (!hold || hold.last !== periodFor(seat, last.cut_off_at) || !programs.has(seat.program_id)) continue;
    const first = editions.find((edition) => periodFor(seat, edition.cut_off_at) === hold.first) ?? editions.at(-1);
    owed.set(seat.program_id, first?.from_at ?? FROM_THE_BEGINNING);
  }
  return owed;
}

type Gathered = Omit<ProgramFacts, "cadences"> & { cadences: (CadenceFacts & { questionSetId: string })[] };
type Programs = Map<string, Gathered>;
type Seat = Awaited<ReturnType<typeof listReaderSeats>>[number];
type QuestionSets = ReadonlyMap<string, readonly Question[]>;

/** The seats that give this reader a digest of this rhythm. */
async function heldSeats(db: Db | Tx, { workspaceId, personId, rhythm }: ReaderOfRhythm, at: Instant): Promise<Seat[]> {
  return seatsGiving(await listReaderSeats(db, workspaceId, personId, rhythm), rhythm, at);
}

function seatsGiving(seats: readonly Seat[], rhythm: Rhythm, at: Instant): Seat[] {
  return seats.filter(
    (seat) => seatHolds(seat, localDateOf(at, seat.zone)) && givesDigest(seat.role, rhythm, choiceOf(seat)),
  );
}

/** All cadences of the programs of these seats, by key. */
async function cadencesOf(db: Db | Tx, { workspaceId }: ReaderOfRhythm, held: readonly Seat[]) {
  const programIds = [...new Set(held.map((seat) => seat.program_id))];
  if (programIds.length === 0) return [];
  return (await listCadencesOf(db, workspaceId, programIds)).map(asRow);
}
type CadenceRow = Awaited<ReturnType<typeof cadencesOf>>[number];

function asRow(row: Awaited<ReturnType<typeof listCadencesOf>>[number]) {
  return { ...row, rule: rhythmSchema.parse(JSON.parse(row.rule)) };
}

function yearStartIn(rows: readonly CadenceRow[]): number {
  return yearStartOf(rows.flatMap(({ rule, state }) => (rule.every === "quarter" && state === "active" ? [rule] : [])));
}

/** In which month the years of this reader's digests begin, 1 to 12. */
export async function findYearStart(db: Db | Tx, reader: ReaderOfRhythm, at: Instant): Promise<number> {
  return yearStartIn(await cadencesOf(db, reader, await heldSeats(db, reader, at)));
}

function feedingPrograms(
  { personId, rhythm }: ReaderOfRhythm,
  held: readonly Seat[],
  rows: readonly CadenceRow[],
): Programs {
  const roles = new Map<string, SeatRole[]>();
  for (const seat of held) roles.set(seat.program_id, [...(roles.get(seat.program_id) ?? []), seat.role]);
  const feeding = rows.filter((row) => {
    const readers = readAudience(row.readers);
    return feeds(readers, { id: personId, roles: roles.get(row.program_id) ?? [] });
  });
  const programs: Programs = new Map();
  for (const [programId, theirs] of Map.groupBy(feeding, (row) => row.program_id)) {
    const seat = held.find((one) => one.program_id === programId);
    const active = theirs.filter((row) => row.state === "active");
    const asked = (active.length > 0 ? active : theirs).map((row) => row.rule.every);
    const taken = theirs.filter((row) => madeOf(rhythm, asked, roles.get(programId) ?? []).includes(row.rule.every));
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
    lastAnsweredKey: null,
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
    cadences: [],
    answers: [],
    plans: [],
    earlierHealth: [],
    milestones: [],
    rounds: [],
    prompts: [],
    asks: [],
    dependencies: [],
  };
}

async function readQuestionSets(db: Db | Tx, scope: Scope): Promise<QuestionSets> {
  const sets = await listQuestionSets(db, scope.workspaceId, scope.cadenceIds);
  return new Map(sets.map(({ id, questions }) => [id, readQuestions(questions)]));
}

async function readLeads(db: Db | Tx, scope: Scope, programs: Programs, today: string): Promise<void> {
  for (const seat of await listLeadSeats(db, scope.workspaceId, scope.programIds))
    if (seatHolds(seat, today)) programs.get(seat.program_id)?.leads.push(seat.person_id);
}

async function readRounds(
  db: Db | Tx,
  scope: Scope,
  programs: Programs,
  { from, current, last }: { from: string; current: string; last: string },
): Promise<void> {
  const span = { from, until: addLocalDays(last, 1) };
  for (const row of await listRoundsBetween(db, scope, span))
    programs.get(row.program_id)?.rounds.push({
      id: row.id,
      cadenceId: row.cadence_id,
      key: row.key,
      period: row.period,
      isCurrent: row.key >= current,
      isMissed: row.state === "missed",
      missedReason: row.missed_reason,
      missedCount: row.missed_count ?? 0,
    });
  await pauseIfMany(programs.size);
  await eachPromptBetween(db, scope, span, (row) =>
    programs.get(row.program_id)?.prompts.push({
      roundId: row.round_id,
      personId: row.person_id,
      isAnswered: row.check_in_id !== null,
    }),
  );
}

async function readAnswers(
  db: Db | Tx,
  scope: Scope,
  programs: Programs,
  sets: QuestionSets,
  window: { after: Instant; toldIn: string | null },
): Promise<void> {
  const last = new Map<string, AnswerRow>();
  await eachAnswerBetween(db, scope, window, (row) => {
    const known = last.get(row.check_in_id);
    if (!known || row.revision > known.revision) last.set(row.check_in_id, row);
  });
  await eachInPieces(last.values(), (row) => {
    programs.get(row.program_id)?.answers.push(answerOf(row, sets, window.after, scope.locale));
  });
}

/** Colours of earlier periods, and what was planned in the last one. */
async function readEarlier(
  db: Db | Tx,
  scope: Scope,
  programs: Programs,
  sets: QuestionSets,
  { bounds, until }: { bounds: Instant[]; until: Instant },
): Promise<void> {
  const [lastPeriod, oldest] = [bounds[0], bounds.at(-1)];
  if (lastPeriod === undefined || oldest === undefined) return;
  if ([...sets.values()].some((questions) => questions.some(isHealth))) {
    await readEarlierHealth(db, scope, programs, { bounds, after: oldest, until });
  }
  const planning = [...sets].filter(([, questions]) => questions.some(saysWhatComes)).map(([id]) => id);
  if (planning.length === 0) return;
  const lastPlan = new Map<string, AnswerRow>();
  await eachPlanBetween(db, scope, { after: lastPeriod, until, questionSetIds: planning }, (row) => {
    if (row.nothing_to_report === 1) return;
    const slot = `${row.cadence_id} ${row.person_id}`;
    const known = lastPlan.get(slot);
    if (!known || row.answered_at > known.answered_at) lastPlan.set(slot, row);
  });
  await eachInPieces(lastPlan.values(), (row) => {
    programs.get(row.program_id)?.plans.push(answerOf(row, sets, until, scope.locale));
  });
}

async function readEarlierHealth(
  db: Db | Tx,
  scope: Scope,
  programs: Programs,
  { bounds, after, until }: { bounds: Instant[]; after: Instant; until: Instant },
): Promise<void> {
  const rows = new Map<string, HealthRow[]>();
  await eachHealthBetween(db, scope, { after, until }, (row) => {
    const ofProgram = rows.get(row.program_id);
    if (ofProgram) ofProgram.push(row);
    else rows.set(row.program_id, [row]);
  });
  await eachInPieces(
    rows,
    ([id, ofProgram]) => programs.get(id)?.earlierHealth.push(...lastColours(ofProgram, bounds)),
    {
      piece: PROGRAMS_IN_PIECE,
    },
  );
}

/** A later revision in the same period replaces an earlier one, also where it has no colour any more. */
function lastColours(rows: readonly HealthRow[], bounds: readonly Instant[]): EarlierHealth[] {
  const lastRevision = new Map<string, { row: HealthRow; ago: number }>();
  for (const row of rows) {
    const ago = periodsAgo(bounds, row.answered_at);
    const slot = `${row.check_in_id} ${ago}`;
    const known = lastRevision.get(slot);
    if (ago !== null && (!known || row.revision > known.row.revision)) lastRevision.set(slot, { row, ago });
  }
  const lastOfEach = new Map<string, EarlierHealth>();
  for (const { row, ago } of lastRevision.values()) {
    const { cadence_id: cadenceId, person_id: personId, answered_at: answeredAt, health: colour } = row;
    const slot = `${cadenceId} ${personId} ${ago}`;
    const known = lastOfEach.get(slot);
    if (colour !== null && (!known || answeredAt > known.answeredAt))
      lastOfEach.set(slot, { periodsAgo: ago, cadenceId, personId, colour, answeredAt });
  }
  return [...lastOfEach.values()];
}

/** The dates of each milestone up to the cut-off, and what they came to when the edition before was made. */
async function readMilestones(
  db: Db | Tx,
  scope: Scope,
  programs: Programs,
  sets: QuestionSets,
  toldUntil: Instant,
): Promise<void> {
  if (![...sets.values()].some((questions) => questions.some(isTargetDate))) return;
  const rows = await listMilestoneDatesOf(db, scope);
  for (const dates of Map.groupBy(rows, (row) => row.milestone_id).values()) {
    const history = dates.toSorted((a, b) => a.entry - b.entry);
    const [first] = history;
    const program = first && programs.get(first.program_id);
    const cadence = program?.cadences.find(({ id }) => id === first?.cadence_id);
    if (!first || !program || !cadence) continue;
    const told = history.filter((row) => row.recorded_at <= toldUntil);
    const { original, current, moves } = dateHistoryOf(history);
    const before = dateHistoryOf(told).current;
    const lastWith = (rowsOf: typeof history, date: string | null) => rowsOf.findLast((row) => row.date === date);
    const label = sets.get(cadence.questionSetId)?.find(({ key }) => key === first.question_key)?.label;
    program.milestones.push({
      id: first.milestone_id,
      cadenceId: cadence.id,
      key: first.question_key,
      label: { en: textIn(label ?? first.question_key, "en"), fr: textIn(label ?? first.question_key, "fr") },
      original,
      before,
      current,
      moves,
      givenBy: [lastWith(history, current), lastWith(told, before)].flatMap((row) =>
        row
          ? [
              {
                checkInId: row.checkInId,
                revision: row.revision,
                author: row.author,
                roundPeriod: row.period,
                answeredAt: row.recorded_at,
              },
            ]
          : [],
      ),
    });
  }
}

/** What waits, and what was decided since the period before; of what nobody had been told yet, all of it. */
async function readAsks(
  db: Db | Tx,
  { workspaceId, programIds, cutOffAt }: Scope,
  programs: Programs,
  told: {
    reader: ReaderOfRhythm;
    zone: string;
    working: WorkingCalendar;
    endedAfter: Instant;
    toldUntil: (programId: string) => Instant;
  },
): Promise<void> {
  const { reader, zone, working, toldUntil } = told;
  const endedAfter = earliest(told.endedAfter, ...programIds.map(toldUntil)) ?? told.endedAfter;
  const today = localDateOf(cutOffAt, zone);
  for (const item of await itemsToTell(db, { workspaceId, programIds, endedAfter })) {
    if (item.raised_at > cutOffAt) continue;
    if (item.type === "dependency") {
      const { giver, receiver, agreed } = item.details;
      if (item.state !== "open" || !giver || !receiver) continue;
      programs.get(item.program_id)?.dependencies.push({
        itemId: item.id,
        revision: item.revision,
        code: codeOf(item),
        title: item.title,
        raisedBy: item.raisedBy,
        raisedAt: item.raised_at,
        giver,
        receiver,
        dueOn: item.due_on,
        isAgreed: agreed === true,
      });
    }
    if (item.type !== "ask") continue;
    const { options = [], recommended, costOfWaiting, outcome } = item.details;
    const since = toldUntil(item.program_id);
    const decided = outcome && item.state === "decided" && outcome.decidedAt <= cutOffAt ? outcome : null;
    programs.get(item.program_id)?.asks.push({
      itemId: item.id,
      revision: item.revision,
      code: codeOf(item),
      title: item.title,
      description: item.description,
      asker: item.raisedBy,
      isReaders: item.owner_id === reader.personId,
      isNew: item.raised_at > since,
      isDraft: item.state === "draft",
      askedAt: item.raised_at,
      neededBy: item.due_on,
      waitsFor: waitsFor(item, today),
      options: options.map(({ label }) => label),
      recommended: (recommended === undefined ? undefined : options[recommended]?.label) ?? null,
      costOfWaiting: costOfWaiting ?? null,
      checkInId: item.check_in_id,
      outcome: decided && {
        text: decided.text,
        decidedAt: decided.decidedAt,
        body: decided.body,
        days: workingDaysBetween(localDateOf(item.raised_at, zone), localDateOf(decided.decidedAt, zone), working),
        isNew: decided.decidedAt > since,
      },
    });
  }
}

/** The first day does not count, the last one does. */
function workingDaysBetween(from: LocalDate, until: LocalDate, working: WorkingCalendar): number {
  let days = 0;
  for (let day = dayOf(from) + 1; day <= dayOf(until); day += 1) if (isWorkingDay(day, working)) days += 1;
  return days;
}

async function readSilence(db: Db | Tx, scope: Scope, programs: Programs, periodFrom: string): Promise<void> {
  const silent = new Map<string, CadenceFacts>();
  for (const program of programs.values()) {
    const cadenceOf = new Map(program.rounds.map((round) => [round.id, round.isCurrent ? round.cadenceId : null]));
    const answered = new Set(
      program.prompts.filter((prompt) => prompt.isAnswered).map((prompt) => cadenceOf.get(prompt.roundId)),
    );
    for (const cadence of program.cadences)
      if (!answered.has(cadence.id) && [...cadenceOf.values()].includes(cadence.id)) silent.set(cadence.id, cadence);
  }
  if (silent.size === 0) return;
  for (const row of await listLastAnsweredKeys(db, scope, [...silent.keys()], periodFrom)) {
    const cadence = silent.get(row.id);
    if (cadence) cadence.lastAnsweredKey = row.last_key;
  }
}

function answerOf(row: AnswerRow, sets: QuestionSets, toldUntil: Instant, locale: string): AnswerFacts {
  const answers = answersSchema.parse(JSON.parse(row.answers));
  return {
    checkInId: row.check_in_id,
    revision: row.revision,
    cadenceId: row.cadence_id,
    roundId: row.round_id,
    roundKey: row.key,
    roundPeriod: row.period,
    personId: row.person_id,
    author: authorOf(row, { locale }),
    answeredAt: row.answered_at,
    isRevised: row.revision > 1 && row.first_answered_at <= toldUntil,
    nothingToReport: row.nothing_to_report === 1,
    fed: (sets.get(row.question_set_id) ?? []).flatMap(({ key, feeds: feed, type, label }) => {
      const value = answers[key];
      // Mood is never shown by name.
      if (!feed || feed === "mood" || value === undefined) return [];
      return [{ feed, key, type, label: { en: textIn(label, "en"), fr: textIn(label, "fr") }, value }];
    }),
  };
}

function isHealth(question: Question): boolean {
  return question.feeds === "health";
}

function saysWhatComes(question: Question): boolean {
  return question.feeds === "next";
}

function isTargetDate(question: Question): boolean {
  return question.feeds === "milestone" && question.type === "date";
}
