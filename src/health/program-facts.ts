/** Everything about one program that its health is weighed by, read at an instant. */

import type { LocalText } from "../cadences/questions/questions.ts";
import { contactFactsOf } from "../calendars/use-cases-availability.ts";
import { hadLeft } from "../people/rules-answering.ts";
import { type Person, peopleByIds } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { addLocalDays, addMs, DAY, daysBetween, type LocalDate, localDateOf } from "../platform/time.ts";
import { type PersonDays, worksOn } from "../platform/working-days.ts";
import { type Heads, headsOf } from "../programs/rules-heads.ts";
import { isActiveOn } from "../programs/rules-program.ts";
import { listEverySeat, type Program, programOf, type Seat, seatDay } from "../programs/use-cases.ts";
import { isPutOff } from "../register/asks/rules.ts";
import { codeOf, isHighRisk, LIVE_STATES, shownTitle } from "../register/rules.ts";
import { isEvidence } from "../register/rules-alive.ts";
import type { Item } from "../register/use-cases.ts";
import { itemsOfPrograms } from "../register/use-cases-reading.ts";
import { countAnswered, listTargetDates, settingsIn } from "./repository.ts";
import type { Challenged, Evidence } from "./rules-checks.ts";
import { asTakenIn, type GivenHealth, type GivenWord, RECENT_DAYS, sinceReopened } from "./rules-given.ts";
import { dateChangeOf, dateHistoryOf, givenDateOf, outcomeIn } from "./rules-milestones.ts";
import { paceOn, type Slip } from "./rules-pace.ts";
import { wordsAt } from "./rules-words.ts";
import type { HealthSettings } from "./settings.ts";
import { listGivenHealth } from "./status/repository.ts";
import { PERIOD_DAYS, type Status, statusOf } from "./status/rules.ts";
import type { Watch } from "./table.ts";

export interface ProgramNow {
  program: Program;
  leads: Person[];
  sponsors: Person[];
  settings: HealthSettings;
  heads: Heads;
  /** Every colour that was given, each revision. */
  given: readonly GivenHealth[];
  status: Status | null;
  /** Up to when that was recorded. */
  recordedUntil: Instant;
  /** What is alive in the record, confirmed and undoubted: what may speak against a colour. */
  items: Item[];
  milestones: TargetDate[];
  /** Where the lead is. */
  today: LocalDate;
  now: Instant;
}

export interface TargetDate {
  id: string;
  cadenceId: string;
  key: string;
  label: LocalText;
  original: LocalDate | null;
  current: LocalDate | null;
  moves: number;
  /** Whether it was reached; null: nobody has been asked, or has answered. */
  isReached: boolean | null;
  /** The target before, whose day had come when the present one was given, and whether that was reached. */
  passed: LocalDate | null;
  isPassedReached: boolean | null;
  /** It was given on its day or later. */
  isGivenAgain: boolean;
  /** Where those who answered for the same round do not say the same, what each said. */
  differing: { date: LocalDate; author: string }[];
  /** By how much it was moved since the colour before the present one was given. */
  movedByDays: number;
  /** How it went later, and the last round in which it was given. */
  slips: readonly Slip[];
  agreedOn: LocalDate | null;
  /** Who gave the present date, and by which answer. */
  personId: string;
  evidence: Evidence;
}

/** Of what was said in answers, what somebody is told. */
export type ToldOf = <W extends GivenWord>(said: readonly W[]) => readonly W[];

/**
 * `toldOf`: only the colours and the dates that somebody is told count; of what was asked by then as they were recorded up
 * to `recordedUntil`.
 */
export async function programNow(
  db: Db | Tx,
  watch: Watch,
  now: Instant,
  toldOf: ToldOf = (all) => all,
  recordedUntil: Instant = now,
): Promise<ProgramNow> {
  const { workspace_id: workspaceId, program_id: programId } = watch;
  const program = await programOf(db, workspaceId, programId);
  const known = await listEverySeat(db, program);
  const seats = seatsAt(known, now);
  const people = await peopleByIds(db, workspaceId, [...new Set(known.map(({ person_id }) => person_id))]);
  const inRole = (role: string) => {
    const ids = new Set(seats.filter((seat) => seat.role === role).map(({ person_id }) => person_id));
    return people.filter((person) => ids.has(person.id) && !hadLeft(person, now));
  };
  const personOf = new Map(people.map((person) => [person.id, person]));
  const heads = headsOf(
    known.flatMap((seat) => {
      const { is_deactivated, updated_at } = personOf.get(seat.person_id) ?? {};
      return updated_at === undefined || is_deactivated === undefined ? [] : { ...seat, is_deactivated, updated_at };
    }),
    now,
  );
  const leads = people.filter(({ id }) => heads.leads.includes(id));
  const after = addMs(now, -COLOURS_READ_MS);
  const askedUntil = recordedUntil > now ? now : undefined;
  const span = { until: recordedUntil, askedUntil };
  const all = await listGivenHealth(db, watch, { after, ...span });
  const given = toldOf(all.flatMap((one) => asTakenIn(one, now, [{ cutOffAt: now, at: recordedUntil }])));
  const status = statusOf(given, heads, now);
  const dates = await listTargetDates(db, watch, span);
  return {
    program,
    leads,
    sponsors: inRole("sponsor"),
    settings: await settingsIn(db, workspaceId, programId),
    heads,
    given,
    status,
    recordedUntil,
    items: (await itemsOfPrograms(db, workspaceId, [programId], { states: LIVE_STATES })).filter((item) =>
      isEvidence(item, now),
    ),
    milestones: milestonesIn(toldOf(dates), status),
    today: localDateOf(now, leads[0]?.zone ?? "UTC"),
    now,
  };
}

/** Also of an instant long past, who sat there then. */
function seatsAt(seats: readonly Seat[], at: Instant): Seat[] {
  return seats.filter((seat) => isActiveOn(seat, seatDay(at)) && seat.created_at <= at);
}

/** The ids of those who sponsored it then. */
export async function sponsorsAt(db: Db | Tx, program: Program, at: Instant): Promise<ReadonlySet<string>> {
  const seats = seatsAt(await listEverySeat(db, program), at);
  return new Set(seats.flatMap(({ role, person_id }) => (role === "sponsor" ? [person_id] : [])));
}

/** Colours older than this are not looked at. */
export const COLOURS_READ_MS = 2 * RECENT_DAYS.year * DAY;

type Dates = readonly Awaited<ReturnType<typeof listTargetDates>>[number][];

function milestonesIn(rows: Dates, status: Status | null): TargetDate[] {
  const then = status?.history[1]?.givenBy
    .map(({ answeredAt }) => answeredAt)
    .sort()
    .at(-1);
  const datesOf = (some: Dates) => dateHistoryOf(some.map(givenDateOf));
  return [...Map.groupBy(rows, (row) => row.milestone_id).values()].flatMap((history) => {
    const now = datesOf(history);
    const { original, current, moves, passed, isGivenAgain, slips, agreedOn } = now;
    const before = datesOf(history.filter(({ recorded_at }) => then !== undefined && recorded_at <= then));
    const change = before.current === null ? null : dateChangeOf(before, now);
    const last = history.findLast(({ date }) => date === current) ?? history.at(-1);
    if (!last) return [];
    const isReachedOn = (day: LocalDate | null) =>
      outcomeIn(history.findLast(({ date }) => date !== null && date === day))?.isReached ?? null;
    return [
      {
        id: last.milestone_id,
        cadenceId: last.cadence_id,
        key: last.question_key,
        label: last.label,
        original,
        current,
        moves,
        isReached: isReachedOn(current),
        passed,
        isPassedReached: isReachedOn(passed),
        isGivenAgain,
        slips,
        agreedOn,
        differing: now.differing.map(({ date, checkInId }) => ({
          date,
          author: history.find(({ check_in_id }) => check_in_id === checkInId)?.author ?? "",
        })),
        movedByDays: change?.kind === "moved" && current !== null ? daysBetween(change.from, current) : 0,
        personId: last.person_id,
        evidence: { kind: "milestone" as const, id: last.milestone_id, revision: last.entry },
      },
    ];
  });
}

/** What the checks weigh; null where no colour stands. */
export async function challengedBy(db: Db | Tx, facts: ProgramNow): Promise<Challenged | null> {
  const { status, items, given, today, now, program } = facts;
  if (!status) return null;
  const owner = status.given.personId;
  const evidenceOf = ({ id, revision }: Item): Evidence => ({ kind: "item", id, revision });
  const named = (item: Item) => ({ code: codeOf(item), title: shownTitle(item), evidence: evidenceOf(item) });
  const blockers = blockersIn(items);
  const daysOpen = await workingDaysSince(
    db,
    program.workspace_id,
    owner,
    blockers.map(({ since }) => since),
    today,
  );
  const words = wordsAt(sinceReopened(given, now), now);
  const own = words
    .filter(({ personId, cadenceId }) => personId === owner && cadenceId === status.cadenceId)
    .sort((one, other) => (one.answeredAt < other.answeredAt ? 1 : -1));
  const byPeriod = [...Map.groupBy(own, ({ period }) => period).values()].flatMap(([newest]) => newest ?? []);
  const others = words.filter(({ personId, every, answeredAt }) => {
    const isRecent = answeredAt > addMs(now, -RECENT_DAYS[every] * DAY);
    return isRecent && !facts.leads.some(({ id }) => id === personId) && personId !== owner;
  });
  const newestOfOthers = Map.groupBy(
    others.sort((one, other) => (one.answeredAt < other.answeredAt ? 1 : -1)),
    ({ personId }) => personId,
  );
  const watch = { workspace_id: program.workspace_id, program_id: program.id };
  // A colour of before the day knew no more of it than the date itself says.
  const saidOn = localDateOf(status.given.answeredAt, facts.leads[0]?.zone ?? "UTC");
  return {
    colour: status.colour,
    before: status.before,
    givenBy: { kind: "check-in", id: status.given.checkInId, revision: status.given.revision },
    blockers: blockers.map(({ item, since }) => ({ ...named(item), workingDaysOpen: daysOpen.get(since) ?? 0 })),
    milestones: facts.milestones.map(({ label, evidence, movedByDays, ...date }) => ({
      label,
      evidence,
      slipping: slippingOn(date, today),
      passedOn: hasPassed(date, saidOn) && date.isReached !== true ? date.current : null,
      movedByDays,
    })),
    risks: items.flatMap((item) =>
      item.type === "risk"
        ? [{ ...named(item), isHigh: isHighRisk(item.details), hasResponse: item.details.response !== undefined }]
        : [],
    ),
    asks: items.flatMap((item) =>
      item.type === "ask" && item.due_on !== null && !isPutOff(item, today)
        ? [{ ...named(item), daysOverdue: daysBetween(item.due_on, today) }]
        : [],
    ),
    confidence: { now: byPeriod[0]?.confidence ?? null, before: byPeriod[1]?.confidence ?? null },
    texts: byPeriod.map(({ text }) => text),
    teamColours: [...newestOfOthers.values()].flatMap(([newest]) => newest?.colour ?? []),
    participation: await countAnswered(db, watch, {
      after: addMs(now, -PERIOD_DAYS[status.every] * DAY),
      until: now,
    }),
  };
}

function slippingOn(date: Pick<TargetDate, "current" | "slips" | "agreedOn" | "differing">, today: LocalDate) {
  const pace = paceOn(date, today);
  return pace && date.current !== null ? { date: date.current, pace } : null;
}

/** Its day lies before this one, and no date was given since. */
function hasPassed({ current, isGivenAgain }: Pick<TargetDate, "current" | "isGivenAgain">, on: LocalDate): boolean {
  return current !== null && current < on && !isGivenAgain;
}

export interface Blocker {
  item: Item & { type: "issue" };
  since: LocalDate;
}

/** Open issues that block work, with the day since when. */
export function blockersIn(items: readonly Item[]): Blocker[] {
  return items.flatMap((item) =>
    item.type === "issue" && item.details.blocksWork
      ? [{ item, since: item.details.blockedSince ?? item.raised_at.slice(0, 10) }]
      : [],
  );
}

/** For each of these days the working days of a person after it, today included. */
async function workingDaysSince(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
  days: readonly LocalDate[],
  today: LocalDate,
): Promise<Map<LocalDate, number>> {
  const [first] = [...days].sort();
  if (first === undefined) return new Map();
  const work = await contactFactsOf(db, workspaceId, personId, { from: first, until: today });
  return new Map(days.map((since) => [since, workingDaysAfter(since, today, work)]));
}

/** How many days of this person's work lie after a day, `today` included. */
export function workingDaysAfter(since: LocalDate, today: LocalDate, days: PersonDays): number {
  let count = 0;
  for (let date = addLocalDays(since, 1); date <= today; date = addLocalDays(date, 1))
    if (worksOn(days, date)) count += 1;
  return count;
}
