/** Whose number is known and not entered yet, and when the owner of a measure is asked for it next. */
import { fiscalYearsIn } from "../cadences/recurrence/fiscal-years.ts";
import { workingDaysOf } from "../calendars/availability.ts";
import { USUAL_MORNING } from "../delivery/lanes.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, type Person } from "../people/people.ts";
import type { Clock, Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { EventKind } from "../platform/events.ts";
import { rows } from "../platform/rows.ts";
import { addLocalDays, instantOf, type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { type IsWorkingDay, workingDaysFrom } from "../platform/working-days.ts";
import { isLive } from "../register/codes-and-transitions.ts";
import type { Measure } from "../register/goals/every-goal.ts";
import type { Item } from "../register/items.ts";
import { type Dated, periodEnd, periodEndBefore } from "./line.ts";
import { measureAnswered, measureToAct, valuesOf } from "./values.ts";

/** What decides on which day the number of a month or quarter is known. */
export interface Knowing {
  /** Of its owner. */
  isWorkingDay: IsWorkingDay;
  yearStartMonth: number;
}

type Timed = Pick<Measure, "details">;

/** The day on which the number of the month or quarter that ends on a day is known. */
export function knownDay({ details: { knownOn } }: Timed, end: LocalDate, isWorkingDay: IsWorkingDay): LocalDate {
  return workingDaysFrom(end, knownOn, isWorkingDay);
}

/** The last month or quarter whose number is known on a day, by its last day. */
export function lastKnown(measure: Timed, today: LocalDate, { isWorkingDay, yearStartMonth }: Knowing): LocalDate {
  const { rhythm } = measure.details;
  let end = periodEndBefore(rhythm, today, yearStartMonth);
  while (knownDay(measure, end, isWorkingDay) > today) end = periodEndBefore(rhythm, end, yearStartMonth);
  return end;
}

/** Whether the number of a month or quarter is still to be entered: it has none, and the measure was there when it was known. */
export function isMissing(
  { details, raisedOn }: Timed & { raisedOn: LocalDate },
  end: LocalDate,
  values: readonly Dated[],
  { isWorkingDay, yearStartMonth }: Knowing,
): boolean {
  const { baselineOn, rhythm } = details;
  if (baselineOn !== undefined && end <= baselineOn) return false;
  if (raisedOn > knownDay({ details }, end, isWorkingDay)) return false;
  // What is dated on the day on which it was asked is the number of the month or quarter before.
  const before = knownDay({ details }, periodEndBefore(rhythm, end, yearStartMonth), isWorkingDay);
  return !values.some(({ on }) => on > before);
}

/** The month or quarter that is asked for next, from a day on, and when. */
export function nextAsking(
  measure: Timed & { raisedOn: LocalDate },
  values: readonly Dated[],
  today: LocalDate,
  knowing: Knowing,
): { forDay: LocalDate; askOn: LocalDate } {
  const { rhythm } = measure.details;
  const { isWorkingDay, yearStartMonth } = knowing;
  let end = lastKnown(measure, addLocalDays(today, -1), knowing);
  while (knownDay(measure, end, isWorkingDay) < today || !isMissing(measure, end, values, knowing))
    end = periodEnd(rhythm, addLocalDays(end, 1), yearStartMonth);
  return { forDay: end, askOn: knownDay(measure, end, isWorkingDay) };
}

/** A measure whose number is to be entered. */
export interface Awaited {
  measure: Measure;
  /** The last day of the month or quarter. */
  forDay: LocalDate;
  /** Its last value, or its baseline. */
  last: Dated | null;
  /** One a day. */
  values: readonly Dated[];
}

type Reading = { db: Db | Tx; clock: Pick<Clock, "now"> };

/** Of these open measures of one owner, those whose number is to be entered now, by program, then by title. */
export async function awaitedAmong(
  { db, clock }: Reading,
  owner: Person,
  measures: readonly Measure[],
): Promise<Awaited[]> {
  if (measures.length === 0) return [];
  const now = clock.now();
  const today = localDateOf(now, owner.zone);
  const ids = measures.map(({ id }) => id);
  const values = await valuesOf(db, owner.workspace_id, ids);
  const askings = await rows(db, "measure_asking", owner.workspace_id).list({ item_id: ids });
  const knowingOf = await knowingFor({ db }, owner, today);
  return measures.flatMap((measure): Awaited[] => {
    const own = values.get(measure.id) ?? [];
    const knowing = knowingOf(measure);
    const forDay = lastKnown(measure, today, knowing);
    const asking = askings.find(({ item_id: id }) => id === measure.id);
    const isLater = asking?.is_put_off === 1 && asking.for_day === forDay && asking.ask_at > now;
    const raisedOn = localDateOf(measure.raised_at, owner.zone);
    if (isLater || !isMissing({ ...measure, raisedOn }, forDay, own, knowing)) return [];
    return [{ measure, forDay, last: own.at(-1) ?? baselineOf(measure), values: own }];
  });
}

/**
 * Of these measures, due or not, with the day that a form asks for: else of the last month or quarter whose number is known, or
 * of the baseline where that is later.
 */
export async function anyAmong(
  { db, clock }: Reading,
  person: Person,
  measures: readonly Measure[],
  days: ReadonlyMap<string, LocalDate> = new Map(),
): Promise<Awaited[]> {
  if (measures.length === 0) return [];
  const today = localDateOf(clock.now(), person.zone);
  const ids = measures.map(({ id }) => id);
  const values = await valuesOf(db, person.workspace_id, ids);
  const knowingOf = await knowingFor({ db }, person, today);
  return measures.map((measure) => {
    const own = values.get(measure.id) ?? [];
    const baseline = baselineOf(measure);
    const known = lastKnown(measure, today, knowingOf(measure));
    const usual = baseline !== null && baseline.on > known ? baseline.on : known;
    return { measure, forDay: days.get(measure.id) ?? usual, last: own.at(-1) ?? baseline, values: own };
  });
}

function baselineOf({ details: { baseline, baselineOn } }: Measure): Dated | null {
  return baseline === undefined || baselineOn === undefined ? null : { on: baselineOn, value: baseline };
}

async function knowingFor({ db }: Pick<Reading, "db">, owner: Person, today: LocalDate) {
  const isWorkingDay = await workingDaysOf(db, owner, today, { isAwayToo: false });
  const years = await fiscalYearsIn(db, owner.workspace_id);
  return ({ program_id: id }: Measure): Knowing => ({ isWorkingDay, yearStartMonth: years.startOf([id]) });
}

export type Because =
  /** It is new, or another day or rhythm is asked for. */
  | "planned"
  /** A value was entered: what was put off and has none yet stays put off. */
  | "value"
  /** It came to another owner, or is open again: a number that is due is asked for next morning. */
  | "owner";

/** Sets when the owner of a measure is asked next; of one that has ended, never. */
export async function planAsking(
  { db: tx, clock }: { db: Tx; clock: Pick<Clock, "now"> },
  item: Item,
  because: Because = "planned",
): Promise<void> {
  const stored = rows(tx, "measure_asking", item.workspace_id);
  const before = await stored.find({ item_id: item.id });
  await stored.remove({ item_id: item.id });
  if (item.type !== "measure" || !isLive(item) || item.owner_id === null) return;
  const owner = await getPerson(tx, item.workspace_id, item.owner_id);
  const now = clock.now();
  const today = localDateOf(now, owner.zone);
  const values = (await valuesOf(tx, item.workspace_id, [item.id])).get(item.id) ?? [];
  const knowing = (await knowingFor({ db: tx }, owner, today))(item);
  const measure = { ...item, raisedOn: localDateOf(item.raised_at, owner.zone) };
  const isStillPutOff = because === "value" && before?.is_put_off === 1 && before.ask_at > now;
  if (isStillPutOff && isMissing(measure, before.for_day, values, knowing)) {
    await stored.insert(before);
    return;
  }
  const from = nextDayToAsk(now, owner.zone);
  const due = lastKnown(item, today, knowing);
  const isInherited = because === "owner" && isMissing(measure, due, values, knowing);
  const asking = isInherited ? { forDay: due, askOn: from } : nextAsking(measure, values, from, knowing);
  await stored.insert({
    item_id: item.id,
    for_day: asking.forDay,
    ask_at: instantOf(asking.askOn, USUAL_MORNING, owner.zone),
    is_put_off: 0,
  });
}

/** A form asks for it now: whether it was entered there is looked at next morning. */
export async function lookAgain(
  { db: tx, clock }: { db: Tx; clock: Pick<Clock, "now"> },
  { workspace_id: workspaceId, id }: Pick<Item, "workspace_id" | "id">,
  zone: string,
): Promise<void> {
  const askAt = instantOf(addLocalDays(localDateOf(clock.now(), zone), 1), USUAL_MORNING, zone);
  await rows(tx, "measure_asking", workspaceId).update({ item_id: id }, { ask_at: askAt });
}

/** Today, until the usual morning; then tomorrow. */
function nextDayToAsk(now: Instant, zone: string): LocalDate {
  const today = localDateOf(now, zone);
  return instantOf(today, USUAL_MORNING, zone) > now ? today : addLocalDays(today, 1);
}

/** Owners of measures said on which day their numbers are known. */
export const numbersPutOff = new EventKind<{ workspaceId: string; personIds: readonly string[] }>();

interface Later {
  awaited: readonly Pick<Awaited, "measure" | "forDay">[];
  on: LocalDate;
}

/** *Not yet, on…*: asks for these again on a day. Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON, PROGRAM_CLOSED. */
export async function askLater(ctx: ActorContext, { awaited, on }: Later): Promise<void> {
  await inTransaction(ctx.db, (tx) => askLaterWithin({ ...ctx, db: tx }, { awaited, on }));
}

export async function askLaterWithin(
  ctx: ActorContext<Tx>,
  { awaited, on, isAnswer = false }: Later & { isAnswer?: boolean },
): Promise<void> {
  const measureOf = isAnswer ? measureAnswered : measureToAct;
  const owners = new Set<string>();
  for (const { measure, forDay } of awaited.toSorted((one, other) => one.measure.id.localeCompare(other.measure.id))) {
    const found = await measureOf(ctx, measure.id);
    const { id, workspace_id: workspaceId, owner_id: ownerId } = found;
    if (ownerId === null) continue;
    const owner = await getPerson(ctx.db, workspaceId, ownerId);
    const today = localDateOf(ctx.clock.now(), owner.zone);
    const { isWorkingDay, yearStartMonth } = (await knowingFor(ctx, owner, today))(found);
    // The next number is asked for on its own day.
    const next = periodEnd(found.details.rhythm, addLocalDays(forDay, 1), yearStartMonth);
    const last = knownDay(found, next, isWorkingDay);
    const askAt = instantOf(on < last ? on : last, USUAL_MORNING, owner.zone);
    const stored = rows(ctx.db, "measure_asking", workspaceId);
    await stored.remove({ item_id: id });
    await stored.insert({ item_id: id, for_day: forDay, ask_at: askAt, is_put_off: 1 });
    owners.add(ownerId);
  }
  await numbersPutOff.happened(ctx, ctx.db, { workspaceId: ctx.actor.workspace_id, personIds: [...owners] });
}
