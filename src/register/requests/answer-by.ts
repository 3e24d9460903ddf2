/** By when the present owner of a request answers, and when it goes to the next. */
import { contactFactsOf } from "../../calendars/availability.ts";
import { digestWeeks } from "../../delivery/events.ts";
import { AS_IT_HAPPENS, firstAllowed, predictSending } from "../../delivery/lanes.ts";
import { getPerson } from "../../people/people.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { LookupContext } from "../../platform/events.ts";
import { addLocalDays, addMs, HOUR, instantOf, type LocalDate, later, localDateOf } from "../../platform/time.ts";
import { type IsWorkingDay, isAwayOn, isWorkingDayOf, workingDaysFrom } from "../../platform/working-days.ts";
import { firstDigest } from "../../programs/events.ts";
import { laneFactsOf } from "../../programs/lane-facts.ts";
import type { Item } from "../repository.ts";
import type { ItemEventName } from "../table.ts";
import type { ItemState } from "../types/item-type.ts";

/** What everybody has to answer, and what is left between an answer and the day on which it is needed. */
const WORKING_DAYS = 2;

/**
 * Two working days of the owner before it is needed, at least two after it reached them, never after it is needed. Whoever has
 * it as the next above (`isNext`), or after that day, has until it is needed, and at least two working days.
 */
export function answerBy({
  neededBy,
  reached,
  isWorkingDay,
  isNext = false,
}: {
  neededBy: LocalDate;
  reached: LocalDate;
  isWorkingDay: IsWorkingDay;
  isNext?: boolean;
}): LocalDate {
  const least = workingDaysFrom(reached, WORKING_DAYS, isWorkingDay);
  if (isNext || neededBy < reached) return later(least, neededBy);
  return earliest(later(least, workingDaysFrom(neededBy, -WORKING_DAYS, isWorkingDay)), neededBy);
}

/** After the reply to a question: two working days on, at most until it is needed, and no earlier than it was. */
export function answerByAfterReply({
  answerBy: before,
  neededBy,
  today,
  isWorkingDay,
}: {
  answerBy: LocalDate;
  neededBy: LocalDate;
  today: LocalDate;
  isWorkingDay: IsWorkingDay;
}): LocalDate {
  return earliest(later(before, workingDaysFrom(today, WORKING_DAYS, isWorkingDay)), later(before, neededBy));
}

/** The morning on which it goes to the next above: of the first working day after it was to be answered. */
export function escalationDay(answerDay: LocalDate, isWorkingDay: IsWorkingDay): LocalDate {
  return workingDaysFrom(answerDay, 1, isWorkingDay);
}

/** A vote is open until the working day before it is needed, and at least two working days. */
export function lastDayToVote(
  neededBy: LocalDate,
  { today, isWorkingDay }: { today: LocalDate; isWorkingDay: IsWorkingDay },
): LocalDate {
  return later(workingDaysFrom(neededBy, -1, isWorkingDay), workingDaysFrom(today, WORKING_DAYS, isWorkingDay));
}

const MORNING_HOURS = 9;

/** The last day on which somebody can vote in their hours, whatever day it is there as the vote closes. */
export function lastVotingDay(closesAt: Instant, zone: string): LocalDate {
  return localDateOf(addMs(closesAt, -1 - MORNING_HOURS * HOUR), zone);
}

/** Working days of theirs until a day on which they are to answer: none is without an absence. */
export function isAwayThroughout(
  { today, until }: { today: LocalDate; until: LocalDate },
  { isWorkingDay, isAway }: { isWorkingDay: IsWorkingDay; isAway(date: LocalDate): boolean },
): boolean {
  let days = 0;
  for (let date = today; date <= until; date = addLocalDays(date, 1)) {
    if (!isWorkingDay(date)) continue;
    if (!isAway(date)) return false;
    days += 1;
  }
  return days > 0;
}

function earliest(day: LocalDate, other: LocalDate): LocalDate {
  return day < other ? day : other;
}

/** How far ahead holidays and absences are read. */
const HORIZON_DAYS = 120;

export interface OwnerDays {
  zone: string;
  today: LocalDate;
  /** Their first day from now on with hours left in which they can be written to, whether or not they are away. */
  reached: LocalDate;
  isWorkingDay: IsWorkingDay;
  isAway(date: LocalDate): boolean;
}

export async function daysOfPerson(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
  now: Instant,
): Promise<OwnerDays> {
  // Anywhere on Earth.
  const from = addLocalDays(localDateOf(now, "UTC"), -1);
  const facts = await contactFactsOf(db, workspaceId, personId, {
    from: addLocalDays(from, -HORIZON_DAYS),
    until: addLocalDays(from, HORIZON_DAYS),
  });
  return {
    zone: facts.zone,
    today: localDateOf(now, facts.zone),
    reached: localDateOf(firstAllowed({ ...facts, away: [] }, now).at, facts.zone),
    isWorkingDay: (date) => isWorkingDayOf(facts, date),
    isAway: (date) => isAwayOn(facts, date),
  };
}

/** What of a request its message depends on. */
type Asked = Pick<Item, "workspace_id" | "program_id" | "answer_by">;

/** From then on a request waits for no weekly or morning message of whoever has it; null: a digest before that shows it. */
export async function waitsUntil(
  { events }: Pick<LookupContext, "events">,
  db: Db | Tx,
  { workspace_id: workspaceId, program_id: programId, answer_by: day }: Asked,
  { personId, now }: { personId: string; now: Instant },
): Promise<Instant | null> {
  if (day === null) return null;
  const { zone, reached, isWorkingDay, isAway } = await daysOfPerson(db, workspaceId, personId, now);
  // The morning message of the day on which it reaches them is not too late.
  const lastDay = later(workingDaysFrom(day, -WORKING_DAYS, isWorkingDay), reached);
  const last = instantOf(addLocalDays(lastDay, 1), "00:00", zone);
  const about = { person: await getPerson(db, workspaceId, personId), programIds: [programId] };
  const digest = await firstDigest.of({ clock: { now: () => now }, events }, db, about);
  return digest && digest.at < last && !isAway(localDateOf(digest.at, zone)) ? null : last;
}

/** `isNow`: handed over, asked or replied by somebody. */
export function sendingOf({ isNow = false }: { isNow?: boolean | undefined }) {
  return isNow ? ({ contact: "digest", lane: "now" } as const) : ({ contact: "prompt", lane: "weekly" } as const);
}

/** When whoever was given it reads it: at once, with a message of theirs, or in a digest before that. */
export async function readAt(
  { events }: Pick<LookupContext, "events">,
  db: Db | Tx,
  item: Asked,
  { ownerId, given: { at: given, isAtOnce } }: { ownerId: string; given: { at: Instant; isAtOnce: boolean } },
): Promise<Instant> {
  const { workspace_id: workspaceId, program_id: programId } = item;
  const person = await getPerson(db, workspaceId, ownerId);
  const from = localDateOf(given, "UTC");
  const span = { from: addLocalDays(from, -1), until: addLocalDays(from, HORIZON_DAYS) };
  const facts = await contactFactsOf(db, workspaceId, ownerId, span);
  const lanes = (await laneFactsOf(db, workspaceId, [ownerId], given)).get(ownerId) ?? AS_IT_HAPPENS;
  const then = { clock: { now: () => given }, events };
  const weeks = await digestWeeks.of(then, db, { workspaceId, personIds: [ownerId] });
  const neededBy = await waitsUntil(then, db, item, { personId: ownerId, now: given });
  const message = predictSending(
    { facts, lanes: { ...lanes, digestWeeks: weeks.get(ownerId) ?? [] } },
    { ...sendingOf({ isNow: isAtOnce }), neededBy },
    given,
  );
  if (message.lane !== "weekly") return message.at;
  const digest = await firstDigest.of(then, db, { person, programIds: [programId] });
  return digest && digest.at < message.at ? digest.at : message.at;
}

/** Whether a digest with its program comes to them on this day. */
export async function hasDigestOn(
  { events }: Pick<LookupContext, "events">,
  db: Db | Tx,
  { workspace_id: workspaceId, program_id: programId }: Item,
  { personId, on }: { personId: string; on: LocalDate },
): Promise<boolean> {
  const person = await getPerson(db, workspaceId, personId);
  const begins = instantOf(on, "00:00", person.zone);
  const about = { person, programIds: [programId] };
  const digest = await firstDigest.of({ clock: { now: () => begins }, events }, db, about);
  return digest !== null && localDateOf(digest.at, person.zone) === on;
}

/** Whether what needs them comes in one message a week, where it stands until it is done. */
export async function hasWeekly(db: Db | Tx, workspaceId: string, personId: string, now: Instant): Promise<boolean> {
  const lanes = (await laneFactsOf(db, workspaceId, [personId], now)).get(personId);
  return lanes !== undefined && lanes.weeklyOn !== null && !lanes.isAsItHappens;
}

/** By when this person answers what they get now; null: it has no date by which it is needed. */
export async function answerDayFor(
  db: Db | Tx,
  request: { workspace_id: string; due_on: LocalDate | null },
  { ownerId, isNext, now }: { ownerId: string | null; isNext: boolean; now: Instant },
): Promise<LocalDate | null> {
  if (ownerId === null || request.due_on === null) return null;
  const { reached, isWorkingDay } = await daysOfPerson(db, request.workspace_id, ownerId, now);
  return answerBy({ neededBy: request.due_on, reached, isWorkingDay, isNext });
}

interface Changed {
  event: ItemEventName;
  changes: { owner_id?: string | null; due_on?: LocalDate | null; state?: ItemState; answer_by?: LocalDate | null };
}

/** A request that somebody else has, that is needed by another day or that is open again has another day to be answered. */
export async function answerDayAfter(
  db: Db | Tx,
  item: Item,
  { event, changes }: Changed,
  now: Instant,
): Promise<{ answer_by?: LocalDate | null }> {
  if (item.type !== "request" || changes.answer_by !== undefined) return {};
  const { owner_id: ownerId = item.owner_id, due_on: dueOn = item.due_on } = changes;
  const isOpened = changes.state === "open" && item.state !== "open";
  // After a vote without a majority its chair has the days of the next one above, whoever had it before.
  const isNext = event === "escalated" || event === "vote-closed";
  if (ownerId === item.owner_id && dueOn === item.due_on && !isOpened && !isNext) return {};
  const request = { workspace_id: item.workspace_id, due_on: dueOn };
  return { answer_by: await answerDayFor(db, request, { ownerId, isNext, now }) };
}
