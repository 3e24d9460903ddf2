/** Of whom and of what a digest is: the seats of its reader, its period, the editions before, the programs that feed it. */

import type { FiscalYears } from "../../cadences/recurrence/years/rules.ts";
import type { WorkingCalendar } from "../../calendars/rules-days.ts";
import { workingCalendarFor } from "../../calendars/use-cases.ts";
import type { Unsaid } from "../../check-ins/sensitive/rules.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { addMs, earliest, instantOf } from "../../platform/time.ts";
import { type DatedSeat, headsOf } from "../../programs/rules-heads.ts";
import { type DigestDocument, type ToldBefore, toldBeforeIn } from "../document.ts";
import { earlierCutOffs, hasYears, monthsOf, previousPeriod } from "../periods/rules.ts";
import { OWN } from "../readers/rules.ts";
import { toldAtBefore } from "../readers/told-at.ts";
import { type DigestFacts, HISTORY_PERIODS, type Period, type ProgramFacts } from "./facts.ts";
import {
  cadencesOf,
  type Feed,
  feedAt,
  type Programs,
  type ReaderOfRhythm,
  readerSeats,
  type Seat,
  seatsAsOf,
  seatsLookingBack,
  seatsTold,
  yearsFor,
} from "./gather-feed.ts";
import { pauseIfMany } from "./pauses.ts";
import { findLastToldAt, listEarlierEditions } from "./repository-editions.ts";

/**
 * `coming`: the one that goes at `sendAt`, as far as it is known at the cut-off, to its reader, or to a lead, who reads it
 * also where it is held back or the reader's seat is yet to begin. `unsaid`: what of texts of which their authors have said
 * nothing; left out: as a digest does that goes. `sent`: the edition that this is of, of the programs that it tells, whatever is held back or closed since; with `recordedUntil`: what was asked by the cut-off, as it was recorded up
 * to that instant, and the register as it was then; `replaced`: the editions before, the newest first. `back`: a look at an
 * instant of before by the seats of `now`, compared with the last edition that was cut off before `comparedBefore`. `years`:
 * those of its rhythm, where they are known.
 */
export interface Occasion {
  coming?: { sendAt: Instant; to: "reader" | "lead" };
  unsaid?: Unsaid;
  sent?: Pick<DigestDocument, "programs" | "heldBack"> & {
    recordedUntil: Instant;
    replaced: readonly DigestDocument[];
  };
  back?: { now: Instant; comparedBefore: Instant };
  years?: FiscalYears;
}

type EarlierEditions = Awaited<ReturnType<typeof listEarlierEditions>>;

export interface Basis extends Omit<Feed, "heldBack"> {
  reader: ReaderOfRhythm;
  cutOffAt: Instant;
  sendAt: Instant;
  sent: Occasion["sent"];
  unsaid: Unsaid;
  working: WorkingCalendar;
  /** All of the reader's seats; `toldSeats`: those that give them this digest, the first of them as `person`. */
  seats: readonly Seat[];
  toldSeats: readonly Seat[];
  person: Seat;
  /** The cadences of their programs. */
  rows: Awaited<ReturnType<typeof cadencesOf>>;
  /** Of a longer digest those beside it, too; `editions`: of its rhythm alone. */
  found: EarlierEditions;
  editions: EarlierEditions;
  /** The digest before, as it was told by the cut-off, and what it told. */
  lastEdition: EarlierEditions[number] | undefined;
  lastTold: ToldBefore | null;
  before: Period;
  heldBack: NonNullable<DigestFacts["heldBack"]>;
  /** That they were closed is all that is told of these. */
  closed: ProgramFacts[];
}

/** Null as `gatherFacts`. */
export async function readBasis(
  db: Db | Tx,
  reader: ReaderOfRhythm,
  cutOffAt: Instant,
  { coming, sent, back, years, unsaid = "plain" }: Occasion,
): Promise<Basis | null> {
  const { workspaceId, rhythm } = reader;
  const sendAt = coming?.sendAt ?? cutOffAt;
  const { seats, giving } = back
    ? await seatsLookingBack(db, reader, back.now)
    : await readerSeats(db, reader, sendAt, coming?.to === "reader" ? cutOffAt : sendAt);
  if (giving.length === 0) return null;
  const found = await listEarlierEditions(
    db,
    { ...reader, ...(hasYears(rhythm) && { beside: "monthly" as const }) },
    { before: back?.comparedBefore ?? cutOffAt, count: HISTORY_PERIODS + 1 },
  );
  const editions = found.filter((edition) => edition.rhythm === rhythm);
  const known = sent && (await cadencesOf(db, reader, giving, cutOffAt));
  const givingThen = known ? seatsAsOf(giving, known, cutOffAt) : giving;
  const toldSeats = seatsTold(givingThen, editions, { rhythm, at: sendAt });
  const [person] = toldSeats;
  if (!person) return null;
  const rows =
    known?.filter(({ program_id: id }) => toldSeats.some((seat) => seat.program_id === id)) ??
    (await cadencesOf(db, reader, toldSeats, cutOffAt));
  const [newest] = editions;
  // What a correction made since has told was not told before this one.
  const lastEdition =
    sent && newest && newest.edition > 1 ? await findLastToldAt(db, reader, back?.comparedBefore ?? cutOffAt) : newest;
  const feed = feedAt(reader, toldSeats, rows, {
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
  addLeads(toldSeats, programs, cutOffAt);
  addProfiles(rows, programs);
  return {
    ...{ reader, cutOffAt, sendAt, sent, unsaid, seats, toldSeats, person, rows, found, editions, lastEdition },
    ...{ programs, period, yearStartMonth, heldBack },
    before: previousPeriod(rhythm, period.from, yearStartMonth),
    lastTold: lastEdition?.document ? toldBeforeIn(lastEdition.document) : null,
    closed: takeClosed(programs),
    working: await workingCalendarFor(db, workspaceId, person),
  };
}

export type FactsHead = Omit<DigestFacts, "programs" | "silentPeople">;

/** All that is known of the digest beside its programs. */
export async function readHead(
  db: Db | Tx,
  { reader, person, toldSeats, cutOffAt, period, before, yearStartMonth, working, found, editions, ...basis }: Basis,
): Promise<FactsHead> {
  const { rhythm } = reader;
  const { handle, name, locale, zone } = person;
  const { lastEdition, lastTold, heldBack } = basis;
  const start = instantOf(period.from, "00:00", zone);
  const seatedAt = toldSeats.map((seat) => seat.created_at);
  // The first digest reaches back to when this reader was seated, or over its whole period where that was later.
  const fromAt = lastEdition?.cut_off_at ?? addMs(earliest(start, ...seatedAt) ?? start, -1);
  const cutOffs = earlierCutOffs(
    rhythm,
    before,
    { zone, yearStartMonth, working },
    { editions, count: HISTORY_PERIODS },
  );
  return {
    reader: { handle, name, locale, zone },
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
}

/** Of these nothing is read: that they were closed is all that is told. */
function takeClosed(programs: Programs): ProgramFacts[] {
  const closed = [...programs.values()].filter((program) => program.closed !== undefined);
  for (const { id } of closed) programs.delete(id);
  return closed.map((program) => ({ ...program, cadences: [] }));
}

/** Who led at the cut-off, and before: a correction is made long after it. */
function addLeads(toldSeats: readonly Seat[], programs: Programs, cutOffAt: Instant): void {
  for (const [id, rows] of Map.groupBy(toldSeats, ({ program_id }) => program_id)) {
    const program = programs.get(id);
    if (!program) continue;
    const { leads, deputies, ledBefore } = headsOf(rows.flatMap(leadingSeat), cutOffAt);
    program.leads = leads;
    program.deputies = deputies;
    if (ledBefore) program.ledBefore = ledBefore;
  }
}

function addProfiles(rows: Basis["rows"], programs: Programs): void {
  for (const { program_id: id, profile } of rows) {
    const program = programs.get(id);
    if (program && profile.labels.length > 0) program.labels = profile.labels;
    if (program && profile.budget) program.budget = profile.budget;
  }
}

function leadingSeat(row: Seat): DatedSeat[] {
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
