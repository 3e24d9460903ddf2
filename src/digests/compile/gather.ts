/** Reads the facts of one reader's digest. Decides nothing but what is read. */

import { readAudience } from "../../cadences/columns.ts";
import type { Question } from "../../cadences/questions/questions.ts";
import type { Forecast } from "../../health/rules-checks.ts";
import { renewalsOf } from "../../health/rules-given.ts";
import { isRestricted } from "../../people/rules-restricted.ts";
import { may } from "../../people/rules-rights.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { compiledAhead, letOthersRun } from "../../platform/loop.ts";
import { compileInTurn } from "../../platform/texts/days-words.ts";
import { earliest, instantOf } from "../../platform/time.ts";
import { closingsOf } from "../../programs/closings/rules.ts";
import type { SeatRole } from "../../programs/table.ts";
import { compileNamesInTurn } from "../../register/drafts/rules-asking.ts";
import { compileNoneInTurn } from "../../register/drafts/rules-nothing.ts";
import { compileSignsInTurn } from "../../register/drafts/rules-recognised.ts";
import { renewalsIn, type ToldAsk, type ToldBefore, toldAsOf, toldBeforeBy, toldBeforeIn } from "../document.ts";
import { hasYears, isRunning } from "../periods/rules.ts";
import { longestOf } from "../readers/rules.ts";
import type { DigestFacts } from "./facts.ts";
import {
  isMeasure,
  type Participation,
  type QuestionSets,
  questionSetsOf,
  readAnswers,
  readPlansAndMeasures,
  readRounds,
  readSilence,
  silentPeopleIn,
} from "./gather-answers.ts";
import { type Basis, type FactsHead, type Occasion, readBasis, readHead } from "./gather-basis.ts";
import { type Closings, heldSince, owedPrograms, type ReaderOfRhythm, type Telling, tellingAt } from "./gather-feed.ts";
import { readAsked, readGiven, readMarkers } from "./gather-health.ts";
import { readMilestones } from "./gather-milestones.ts";
import { type RegisterTold, readAsks } from "./gather-register.ts";
import { pauseIfMany } from "./pauses.ts";
import type { Scope } from "./repository.ts";
import { listCorrectionsSince, listDocumentsNaming } from "./repository-editions.ts";
import { reopenings } from "./rules-closings.ts";

/**
 * Null when no program feeds this reader's digest of that rhythm at that time, or each that does is held back.
 * `participation`: what was read of others' digests with the same cut-off.
 */
export async function gatherFacts(
  db: Db | Tx,
  reader: ReaderOfRhythm,
  cutOffAt: Instant,
  { participation = new Map(), ...occasion }: Occasion & { participation?: Map<string, Participation> } = {},
): Promise<DigestFacts | null> {
  const basis = await readBasis(db, reader, cutOffAt, occasion);
  if (!basis) return null;
  const { programs, closed } = basis;
  const head = await readHead(db, basis);
  await compiledAhead(compileInTurn, compileNamesInTurn, compileNoneInTurn, compileSignsInTurn);
  if (programs.size === 0) return { ...head, programs: closed, silentPeople: 0 };
  const all = gatheringOf(basis, head);
  const { scope, sets } = all;
  for (const program of programs.values()) if (!scope.ownProgramIds?.has(program.id)) program.isAbove = true;
  addPhases(all);
  addAsksHealth(all);
  await pauseIfMany(programs.size);
  addHeldSince(all);
  addReopened(all);
  await readRoundsOf(db, all, participation);
  await readAnswersSince(db, all);
  await readSaidBefore(db, all);
  const isColoured = [...sets.values()].some((questions) => questions.some(isHealth));
  await readDates(db, all, isColoured ? await readHealth(db, all) : []);
  // What was asked of the reader or decided since belongs to the next digest.
  await readAsks(db, { ...scope, cutOffAt }, programs, await registerTold(db, all));
  await pauseIfMany(programs.size);
  await readSilence(db, scope, programs, sets, { toldUntil: head.fromAt, isRunning: isRunning(head) });
  return { ...head, programs: [...programs.values(), ...closed], silentPeople: silentPeopleIn(programs.values()) };
}

/** What each of its reads goes by. */
interface Gathering extends Basis {
  head: FactsHead;
  /** Its cut-off is the instant up to which the record is read: of an edition that was sent, later than its own. */
  scope: Scope;
  telling: Telling[];
  sets: QuestionSets;
  /** A longer digest is made of the record of all that its reader is told of, whoever is quoted in it. */
  isLong: boolean;
  closings: Closings;
  /** Titles of the programs that the digest before was without. */
  named: readonly string[];
  /** Programs that the editions before were kept from telling, and since when. */
  owed: ReadonlyMap<string, Instant>;
  toldUntilOf: (programId: string) => Instant;
}

function gatheringOf(basis: Basis, head: FactsHead): Gathering {
  const { reader, cutOffAt, sendAt, sent, seats, toldSeats, person, rows, editions, programs } = basis;
  const { rhythm, workspaceId } = reader;
  const recordedUntil = sent?.recordedUntil;
  const cadences = [...programs.values()].flatMap((program) => program.cadences);
  const telling = tellingAt(seats, rows, sendAt).filter(({ program_id }) => programs.has(program_id));
  const named = basis.lastTold?.heldBack ?? [];
  const owed = owedPrograms(toldSeats, programs, editions, { rhythm, named });
  return {
    ...basis,
    head,
    scope: {
      workspaceId,
      programIds: [...programs.keys()],
      cadenceIds: cadences.map((cadence) => cadence.id),
      cutOffAt: recordedUntil ?? cutOffAt,
      locale: person.locale,
      restrictedIds: new Set(rows.flatMap((row) => (isRestricted(row) ? [row.id] : []))),
      unsaid: basis.unsaid,
      ...(basis.lastEdition && { goneUpAt: basis.lastEdition.cut_off_at }),
      forExecutivesIds: new Set(rows.flatMap(({ id, disclosure }) => (disclosure === "executive" ? [id] : []))),
      ownProgramIds: ownIn(seats),
      ...(recordedUntil !== undefined && recordedUntil > cutOffAt && { askedUntil: cutOffAt }),
    },
    telling,
    sets: questionSetsOf(rows, [...cadences, ...telling]),
    isLong: hasYears(rhythm),
    closings: new Map(rows.map(({ program_id: id, acts }) => [id, closingsOf(acts)])),
    named,
    owed,
    toldUntilOf: (id) => owed.get(id) ?? head.fromAt,
  };
}

/** Of an edition that was sent, as that had them; else they are looked up by whoever makes it (`phases/use-cases.ts`). */
function addPhases({ programs, lastTold, sent }: Gathering): void {
  const known = new Map(sent?.programs.map(({ key, phase }) => [key, phase]));
  for (const program of programs.values())
    program.phase = { before: lastTold?.phases.get(program.key) ?? null, now: known.get(program.key) ?? null };
}

/** Which cadences and programs ask for a colour. */
function addAsksHealth({ programs, telling, sets }: Gathering): void {
  for (const program of programs.values())
    for (const cadence of program.cadences) cadence.asksHealth = asksHealth(sets, cadence.questionSetId);
  for (const { program_id: id, state, question_set_id: questionSetId } of telling) {
    const program = programs.get(id);
    if (program && state === "active" && asksHealth(sets, questionSetId)) program.asksHealth = true;
  }
}

function addHeldSince({ toldSeats, programs, reader, lastEdition, named, head }: Gathering): void {
  for (const seat of toldSeats) {
    const since =
      heldSince(seat, head.earlierCutOffs, reader.rhythm) ??
      (named.includes(seat.title) ? lastEdition?.cut_off_at : undefined);
    const program = programs.get(seat.program_id);
    if (program && since !== undefined) program.heldSince = since;
  }
}

function addReopened({ programs, closings, cutOffAt, toldUntilOf, editions }: Gathering): void {
  for (const [id, program] of programs) {
    const reopened = reopenings(closings.get(id) ?? [], { at: cutOffAt, after: toldUntilOf(id), editions });
    if (reopened.length > 0) program.reopened = reopened;
  }
}

async function readRoundsOf(db: Db | Tx, all: Gathering, participation: Map<string, Participation>): Promise<void> {
  const { scope, programs, period, seats, rows, sendAt, isLong, telling, lastEdition, toldUntilOf } = all;
  // A year counts what its quarters did, and what asked for a while counts as long as it did.
  const counted = isLong ? [...telling, ...tellingAt(seats, rows, sendAt, { withArchived: true })] : [];
  const toldUntil = new Map(lastEdition ? scope.programIds.map((id) => [id, toldUntilOf(id)]) : []);
  await readRounds(db, scope, programs, { period, counted, toldUntil }, participation);
}

async function readAnswersSince(
  db: Db | Tx,
  { reader, cutOffAt, scope, programs, sets, owed, lastEdition, head }: Gathering,
): Promise<void> {
  const inTime = scope.programIds.filter((id) => !owed.has(id));
  const isCorrected = (lastEdition?.edition ?? 1) > 1;
  const told = { reader, after: head.fromAt, before: cutOffAt, toldIn: lastEdition?.id ?? null, isCorrected };
  await readAnswers(db, { ...scope, programIds: inTime }, programs, sets, told);
  // What the editions before were kept from telling comes with this one.
  for (const [id, after] of owed)
    await readAnswers(db, { ...scope, programIds: [id] }, programs, sets, {
      ...told,
      after,
      toldIn: null,
      isCorrected: false,
    });
}

/** Plans and numbers of the periods before. */
async function readSaidBefore(
  db: Db | Tx,
  { scope, programs, sets, cutOffAt, editions, telling, isLong, toldUntilOf, head }: Gathering,
): Promise<void> {
  const { fromAt, earlierCutOffs } = head;
  const [, lastButOne = fromAt] = earlierCutOffs;
  const asksNumbers = ({ question_set_id: id }: Telling) => (sets.get(id) ?? []).some(isMeasure);
  const measuring = Map.groupBy(isLong ? telling.filter(asksNumbers) : [], ({ program_id }) => program_id);
  await readPlansAndMeasures(db, scope, programs, sets, {
    after: lastButOne,
    oldest: isLong ? lastButOne : (earlierCutOffs.at(-1) ?? fromAt),
    until: fromAt,
    toldUntil: toldUntilOf,
    renewals: renewalsIn(editions, cutOffAt),
    numbers: [...measuring.values()].flatMap(longestOf).map(({ id }) => id),
  });
}

async function readHealth(db: Db | Tx, all: Gathering): Promise<Forecast[]> {
  const { cutOffAt, sent, toldSeats, found, scope, programs, telling, sets, closings, head } = all;
  const oldest = head.earlierCutOffs.at(-1) ?? head.fromAt;
  const renewed = renewalsIn(found, scope.cutOffAt);
  const renewals = new Map(
    [...programs.values()].map(({ key }) => {
      const before = sent?.replaced.map((document) => toldAsOf(document, key)) ?? [];
      return [key, [...(renewed.get(key) ?? []), ...renewalsOf(cutOffAt, [...before, scope.cutOffAt])]];
    }),
  );
  const rounds = await readGiven(db, scope, programs, telling, { oldest, cutOffAt, renewals });
  const asking = telling.filter(({ question_set_id: id }) => asksHealth(sets, id));
  await readAsked(db, scope, programs, asking, { oldest, cutOffAt, closings, rounds });
  return readMarkers(db, scope, programs, toldSeats, sent?.recordedUntil);
}

async function readDates(
  db: Db | Tx,
  { scope, programs, sets, telling, editions, isLong, toldUntilOf }: Gathering,
  forecasts: readonly Forecast[],
): Promise<void> {
  const cadences = [...programs.values()].flatMap((program) => program.cadences);
  const askedBy = new Map([
    ...cadences.map(({ id, questionSetId }) => [id, questionSetId] as const),
    ...(isLong ? telling : []).map(({ id, question_set_id }) => [id, question_set_id] as const),
  ]);
  await readMilestones(db, scope, programs, sets, {
    askedBy,
    forecasts,
    toldUntil: toldUntilOf,
    renewals: renewalsIn(editions, scope.cutOffAt),
  });
}

/** What the reader was told of the register, and what they may read of it. */
async function registerTold(db: Db | Tx, all: Gathering): Promise<RegisterTold> {
  const { reader, cutOffAt, sent, seats, toldSeats, rows, working, isLong, lastEdition } = all;
  const { fromAt, reader: person } = all.head;
  const periodStart = instantOf(all.before.from, "00:00", person.zone);
  return {
    reader,
    zone: person.zone,
    rolesIn: (programId) => seats.flatMap((seat) => (seat.program_id === programId ? [seat.role] : [])),
    readersOf: new Map(rows.map(({ id, readers }) => [id, readAudience(readers)])),
    working,
    asOf: sent?.recordedUntil,
    endedAfter: earliest(periodStart, lastEdition?.from_at ?? fromAt) ?? fromAt,
    isLong,
    toldAsks: await toldLastBy(db, all),
    replaced: sent?.replaced.map((document) => toldBeforeBy(document).asks) ?? [],
    toldEarlier: async (itemIds) =>
      lastEdition
        ? toldLastIn(await listDocumentsNaming(db, reader, { itemIds, before: cutOffAt }), itemIds)
        : new Map(),
    lastAt: fromAt,
    toldUntil: all.toldUntilOf,
    toldBefore: (id, at) =>
      lastEdition !== undefined &&
      (lastEdition.from_at ?? "") < at &&
      toldSeats.some((seat) => seat.program_id === id && seat.created_at <= lastEdition.cut_off_at),
  };
}

/** What the last edition tells of asks, or a correction of a digest before it that was made later. */
async function toldLastBy(
  db: Db | Tx,
  { reader, cutOffAt: madeBy, lastEdition, lastTold, editions: [, ...others] }: Gathering,
): Promise<ToldBefore["asks"]> {
  if (!lastEdition || !lastTold) return new Map();
  const { asks } = lastTold;
  const { cut_off_at: before } = lastEdition;
  const renewals = [...renewalsIn(others, madeBy).values()].flat();
  if (!renewals.some(({ at }) => before < at)) return asks;
  const told = new Map(asks);
  for (const correction of await listCorrectionsSince(db, reader, { before, madeBy }))
    for (const [id, ask] of toldBeforeIn(correction).asks) if ((told.get(id)?.at ?? before) < ask.at) told.set(id, ask);
  return told;
}

/** Of each of these asks what the first of the documents tells that tells it. */
async function toldLastIn(documents: readonly string[], itemIds: readonly string[]): Promise<ToldBefore["asks"]> {
  const told = new Map<string, ToldAsk>();
  const missing = new Set(itemIds);
  for (const document of documents) {
    if (missing.size === 0) break;
    await letOthersRun();
    for (const [id, ask] of toldBeforeIn(document).asks) if (missing.delete(id)) told.set(id, ask);
  }
  return told;
}

function asksHealth(sets: QuestionSets, questionSetId: string): boolean {
  return (sets.get(questionSetId) ?? []).some(isHealth);
}

function isHealth(question: Question): boolean {
  return question.feeds === "health";
}

/** In which the reader is not above those who lead. */
function ownIn(seats: readonly { role: SeatRole; program_id: string }[]): ReadonlySet<string> {
  return new Set(seats.flatMap(({ role, program_id: id }) => (may([role], "read-team-answers") ? [id] : [])));
}
