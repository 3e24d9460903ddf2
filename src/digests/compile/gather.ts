/** Reads the facts of one reader's digest. Decides nothing but what is read. */

import { readAudience } from "../../cadences/columns.ts";
import type { Question } from "../../cadences/questions/questions.ts";
import type { FiscalYears } from "../../cadences/recurrence/rules-years.ts";
import { workingCalendarFor } from "../../calendars/use-cases.ts";
import { renewalsOf } from "../../health/rules-given.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { letOthersRun } from "../../platform/loop.ts";
import { addMs, earliest, instantOf } from "../../platform/time.ts";
import { closingsOf } from "../../programs/rules-closings.ts";
import { type HeldSeat, headsOf } from "../../programs/rules-heads.ts";
import {
  type DigestDocument,
  renewalsIn,
  type ToldAsk,
  type ToldBefore,
  toldAsOf,
  toldBeforeBy,
  toldBeforeIn,
} from "../document.ts";
import { longestOf, OWN } from "../readers/rules.ts";
import { toldAtBefore } from "../readers/told-at.ts";
import { earlierCutOffs, hasYears, isRunning, monthsOf, previousPeriod } from "../rules-periods.ts";
import { type DigestFacts, HISTORY_PERIODS, type ProgramFacts } from "./facts.ts";
import {
  isMeasure,
  type Participation,
  questionSetsOf,
  readAnswers,
  readPlansAndMeasures,
  readRounds,
  readSilence,
  silentPeopleIn,
} from "./gather-answers.ts";
import {
  cadencesOf,
  feedAt,
  heldSince,
  owedPrograms,
  type Programs,
  type ReaderOfRhythm,
  readerSeats,
  type Seat,
  seatsAsOf,
  seatsTold,
  type Telling,
  tellingAt,
  yearsFor,
} from "./gather-feed.ts";
import { readAsked, readGiven, readMarkers } from "./gather-health.ts";
import { readMilestones } from "./gather-milestones.ts";
import { readAsks } from "./gather-register.ts";
import { pauseIfMany } from "./pauses.ts";
import type { Scope } from "./repository.ts";
import {
  findLastToldAt,
  listCorrectionsSince,
  listDocumentsNaming,
  listEarlierEditions,
} from "./repository-editions.ts";
import { reopenings } from "./rules-closings.ts";

/**
 * Null when no program feeds this reader's digest of that rhythm at that time, or each that does is held back.
 * `coming`: the one that goes at `sendAt`, as far as it is known at the cut-off, to its reader, or to a lead, who reads it
 * also where it is held back or the reader's seat is yet to begin. `sent`: the edition that this is of, of the programs that
 * it tells, whatever is held back or closed since; with `recordedUntil`: what was asked by the cut-off, as it was recorded up
 * to that instant, and the register as it was then; `replaced`: the editions before, the newest first. `participation`: what was read of others' digests with the same cut-off.
 * `years`: those of its rhythm, where they are known.
 */
export async function gatherFacts(
  db: Db | Tx,
  reader: ReaderOfRhythm,
  cutOffAt: Instant,
  {
    coming,
    sent,
    participation = new Map(),
    years,
  }: {
    coming?: { sendAt: Instant; to: "reader" | "lead" };
    sent?: Pick<DigestDocument, "programs" | "heldBack"> & {
      recordedUntil: Instant;
      replaced: readonly DigestDocument[];
    };
    participation?: Map<string, Participation>;
    years?: FiscalYears;
  } = {},
): Promise<DigestFacts | null> {
  const { workspaceId, rhythm } = reader;
  const recordedUntil = sent?.recordedUntil;
  const sendAt = coming?.sendAt ?? cutOffAt;
  const { seats, held: giving } = await readerSeats(db, reader, sendAt, coming?.to === "reader" ? cutOffAt : sendAt);
  if (giving.length === 0) return null;
  const found = await listEarlierEditions(
    db,
    { ...reader, ...(hasYears(rhythm) && { beside: "monthly" as const }) },
    { before: cutOffAt, count: HISTORY_PERIODS + 1 },
  );
  const editions = found.filter((edition) => edition.rhythm === rhythm);
  const known = sent && (await cadencesOf(db, reader, giving));
  const givingThen = known ? seatsAsOf(giving, known, cutOffAt) : giving;
  const held = seatsTold(givingThen, editions, { rhythm, at: sendAt });
  const [person] = held;
  if (!person) return null;
  const { zone } = person;
  const rows =
    known?.filter(({ program_id: id }) => held.some((seat) => seat.program_id === id)) ??
    (await cadencesOf(db, reader, held));
  const [newest] = editions;
  // What a correction made since has told was not told before this one.
  const lastEdition = sent && newest && newest.edition > 1 ? await findLastToldAt(db, reader, cutOffAt) : newest;
  const feed = feedAt(reader, held, rows, {
    sendAt,
    lastCutOffAt: lastEdition?.cut_off_at,
    withHeld: coming?.to === "lead" || sent !== undefined,
    years: years ?? (await yearsFor(db, reader)),
  });
  if (!feed) return null;
  const { programs, period, yearStartMonth } = feed;
  const heldBack = sent
    ? (sent.heldBack ?? [])
    : feed.heldBack.map((seat) => ({ program: seat.title, by: seat.held_by ?? "" }));
  const isOf = (key: string) => sent?.programs.some((one) => one.key === key) ?? true;
  for (const [id, { key }] of programs) if (!isOf(key)) programs.delete(id);
  await pauseIfMany(programs.size);
  const before = previousPeriod(rhythm, period.from, yearStartMonth);
  const start = instantOf(period.from, "00:00", zone);
  const seatedAt = held.map((seat) => seat.created_at);
  // The first digest reaches back to when this reader was seated, or over its whole period where that was later.
  const fromAt = lastEdition?.cut_off_at ?? addMs(earliest(start, ...seatedAt) ?? start, -1);
  const working = await workingCalendarFor(db, workspaceId, person);
  const cutOffs = earlierCutOffs(
    rhythm,
    before,
    { zone, yearStartMonth, working },
    { editions, count: HISTORY_PERIODS },
  );
  addLeads(held, programs, cutOffAt);
  const closed = takeClosed(programs);
  const lastTold = lastEdition?.document ? toldBeforeIn(lastEdition.document) : null;
  const head = {
    reader: { handle: person.handle, name: person.name, locale: person.locale, zone },
    rhythm,
    period,
    fromAt,
    cutOffAt,
    earlierCutOffs: cutOffs,
    toldAt: (await toldAtBefore(db, { ...reader, zone, working }, OWN[rhythm], cutOffAt, found)).toldAt,
    months: monthsOf(rhythm, period, cutOffAt, { zone, working }),
    toldBefore: lastTold && lastEdition?.period === before.label ? lastTold.participation : null,
    ...(heldBack.length > 0 && { heldBack }),
  };
  if (programs.size === 0) return { ...head, programs: closed, silentPeople: 0 };
  const cadences = [...programs.values()].flatMap((program) => program.cadences);
  const scope: Scope = {
    workspaceId,
    programIds: [...programs.keys()],
    cadenceIds: cadences.map((cadence) => cadence.id),
    cutOffAt: recordedUntil ?? cutOffAt,
    locale: person.locale,
    ...(recordedUntil !== undefined && recordedUntil > cutOffAt && { askedUntil: cutOffAt }),
  };
  const telling = tellingAt(seats, rows, sendAt).filter(({ program_id }) => programs.has(program_id));
  const sets = questionSetsOf(rows, [...cadences, ...telling]);
  const asOf = recordedUntil ?? cutOffAt;
  const renewed = renewalsIn(found, asOf);
  const replaced = sent?.replaced ?? [];
  const renewals = new Map(
    [...programs.values()].map(({ key }) => {
      const before = replaced.map((document) => toldAsOf(document, key));
      return [key, [...(renewed.get(key) ?? []), ...renewalsOf(cutOffAt, [...before, asOf])]];
    }),
  );
  const asksHealth = (questionSetId: string) => (sets.get(questionSetId) ?? []).some(isHealth);
  for (const cadence of cadences) cadence.asksHealth = asksHealth(cadence.questionSetId);
  for (const { program_id: id, state, question_set_id: questionSetId } of telling) {
    const program = programs.get(id);
    if (program && state === "active" && asksHealth(questionSetId)) program.asksHealth = true;
  }

  await pauseIfMany(programs.size);
  // A longer digest is made of the record of all that its reader is told of, whoever is quoted in it.
  const isLong = hasYears(rhythm);
  // A year counts what its quarters did, and what asked for a while counts as long as it did.
  const counted = isLong ? [...telling, ...tellingAt(seats, rows, sendAt, { withArchived: true })] : [];
  const named = lastTold?.heldBack ?? [];
  const owed = owedPrograms(held, programs, editions, { rhythm, named });
  const toldUntilOf = (id: string) => owed.get(id) ?? fromAt;
  for (const seat of held) {
    const since =
      heldSince(seat, cutOffs, rhythm) ?? (named.includes(seat.title) ? lastEdition?.cut_off_at : undefined);
    const program = programs.get(seat.program_id);
    if (program && since !== undefined) program.heldSince = since;
  }
  const closings = new Map(rows.map(({ program_id: id, acts }) => [id, closingsOf(acts)]));
  for (const [id, program] of programs) {
    const reopened = reopenings(closings.get(id) ?? [], { at: cutOffAt, after: toldUntilOf(id), editions });
    if (reopened.length > 0) program.reopened = reopened;
  }
  const toldUntil = new Map(lastEdition ? scope.programIds.map((id) => [id, toldUntilOf(id)]) : []);
  await readRounds(db, scope, programs, { period, counted, toldUntil }, participation);
  const inTime = scope.programIds.filter((id) => !owed.has(id));
  const isCorrected = (lastEdition?.edition ?? 1) > 1;
  const told = { reader, after: fromAt, before: cutOffAt, toldIn: lastEdition?.id ?? null, isCorrected };
  await readAnswers(db, { ...scope, programIds: inTime }, programs, sets, told);
  // What the editions before were kept from telling comes with this one.
  for (const [id, after] of owed)
    await readAnswers(db, { ...scope, programIds: [id] }, programs, sets, {
      ...told,
      after,
      toldIn: null,
      isCorrected: false,
    });
  const [, lastButOne = fromAt] = cutOffs;
  const oldest = cutOffs.at(-1) ?? fromAt;
  const asksNumbers = ({ question_set_id: id }: Telling) => (sets.get(id) ?? []).some(isMeasure);
  const measuring = Map.groupBy(isLong ? telling.filter(asksNumbers) : [], ({ program_id }) => program_id);
  await readPlansAndMeasures(db, scope, programs, sets, {
    after: lastButOne,
    oldest: isLong ? lastButOne : oldest,
    until: fromAt,
    toldUntil: toldUntilOf,
    renewals: renewalsIn(editions, cutOffAt),
    numbers: [...measuring.values()].flatMap(longestOf).map(({ id }) => id),
  });
  if ([...sets.values()].some((questions) => questions.some(isHealth))) {
    const rounds = await readGiven(db, scope, programs, telling, { oldest, cutOffAt, renewals });
    const asking = telling.filter(({ question_set_id: id }) => asksHealth(id));
    await readAsked(db, scope, programs, asking, { oldest, cutOffAt, closings, rounds });
    await readMarkers(db, scope, programs, held, recordedUntil);
  }
  const askedBy = new Map([
    ...cadences.map(({ id, questionSetId }) => [id, questionSetId] as const),
    ...(isLong ? telling : []).map(({ id, question_set_id }) => [id, question_set_id] as const),
  ]);
  await readMilestones(db, scope, programs, sets, {
    askedBy,
    toldUntil: toldUntilOf,
    renewals: renewalsIn(editions, asOf),
  });
  // What was asked of the reader or decided since belongs to the next digest.
  await readAsks(db, { ...scope, cutOffAt }, programs, {
    reader,
    zone,
    rolesIn: (programId) => seats.flatMap((seat) => (seat.program_id === programId ? [seat.role] : [])),
    readersOf: new Map(rows.map(({ id, readers }) => [id, readAudience(readers)])),
    working,
    asOf: recordedUntil,
    endedAfter: earliest(instantOf(before.from, "00:00", zone), lastEdition?.from_at ?? fromAt) ?? fromAt,
    isLong,
    toldAsks:
      lastEdition && lastTold
        ? await toldLastBy(db, reader, {
            asks: lastTold.asks,
            before: lastEdition.cut_off_at,
            editions,
            madeBy: cutOffAt,
          })
        : new Map(),
    replaced: replaced.map((document) => toldBeforeBy(document).asks),
    toldEarlier: async (itemIds) =>
      lastEdition
        ? toldLastIn(await listDocumentsNaming(db, reader, { itemIds, before: cutOffAt }), itemIds)
        : new Map(),
    lastAt: fromAt,
    toldUntil: toldUntilOf,
    toldBefore: (id, at) =>
      lastEdition !== undefined &&
      (lastEdition.from_at ?? "") < at &&
      held.some((seat) => seat.program_id === id && seat.created_at <= lastEdition.cut_off_at),
  });
  await pauseIfMany(programs.size);
  await readSilence(db, scope, programs, sets, { toldUntil: fromAt, isRunning: isRunning(head) });
  return { ...head, programs: [...programs.values(), ...closed], silentPeople: silentPeopleIn(programs.values()) };
}

/** What the last edition tells of asks, or a correction of a digest before it that was made later. */
async function toldLastBy(
  db: Db | Tx,
  reader: ReaderOfRhythm,
  {
    asks,
    before,
    editions: [, ...others],
    madeBy,
  }: {
    asks: ToldBefore["asks"];
    before: Instant;
    editions: Awaited<ReturnType<typeof listEarlierEditions>>;
    madeBy: Instant;
  },
): Promise<ToldBefore["asks"]> {
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

/** Of these nothing is read: that they were closed is all that is told. */
function takeClosed(programs: Programs): ProgramFacts[] {
  const closed = [...programs.values()].filter((program) => program.closed !== undefined);
  for (const { id } of closed) programs.delete(id);
  return closed.map((program) => ({ ...program, cadences: [] }));
}

/** Who led at the cut-off, and before: a correction is made long after it. */
function addLeads(held: readonly Seat[], programs: Programs, cutOffAt: Instant): void {
  for (const [id, rows] of Map.groupBy(held, ({ program_id }) => program_id)) {
    const program = programs.get(id);
    if (!program) continue;
    const { leads, deputies, ledBefore } = headsOf(rows.flatMap(leadingSeat), cutOffAt);
    program.leads = leads;
    program.deputies = deputies;
    if (ledBefore) program.ledBefore = ledBefore;
  }
}

function leadingSeat(row: Seat): HeldSeat[] {
  const { lead_id, lead_role, lead_since, lead_from = null, lead_until = null, lead_handed_on = null } = row;
  const { has_lead_left, lead_updated_at, lead_terms = null } = row;
  if (!lead_id || !lead_role || !lead_since || !lead_updated_at) return [];
  return [
    {
      person_id: lead_id,
      role: lead_role,
      from_date: lead_from,
      until_date: lead_until,
      handed_on_at: lead_handed_on,
      earlier_terms: lead_terms,
      created_at: lead_since,
      is_deactivated: has_lead_left ?? 0,
      updated_at: lead_updated_at,
    },
  ];
}

function isHealth(question: Question): boolean {
  return question.feeds === "health";
}
