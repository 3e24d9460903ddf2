/** With whom an item is and by when they answer: what is known of an item, its holder and the levels of its program. */

import { workspaceCalendar } from "../../calendars/use-cases.ts";
import { contactFactsOf } from "../../calendars/use-cases-availability.ts";
import type { SendContext } from "../../delivery/kinds.ts";
import { firstAllowed } from "../../delivery/rules-contact.ts";
import { allGoing, type Going, goingTo, waitsToBeSent } from "../../delivery/use-cases.ts";
import { absencesFrom } from "../../people/absences/use-cases.ts";
import { peopleByIds, personById } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../../platform/time.ts";
import { listSeatsOn, type Program, programOf, type Seat } from "../../programs/use-cases.ts";
import { listAskMessages } from "../asks/repository.ts";
import { recordKeys } from "../delivery-keys.ts";
import { type Item, listItemEvents } from "../repository.ts";
import { isImported } from "../rules.ts";
import { stepIn } from "./facts.ts";
import { checkAgain, type Escalation, findEscalation, ladderIn, saveEscalation } from "./repository.ts";
import { type Holder, type Ladder, lastDayFor } from "./rules.ts";
import { escalates, firstHolder, levelIn, stoodDuring } from "./rules-cases.ts";
import { daysOf, namedDelegate, standInOf } from "./rules-due.ts";

/**
 * After a change of an item: it is looked at, and followed from now on if it is one that moves up by itself. One that was taken
 * over does not before somebody takes it up.
 */
export async function followEscalation(
  services: Pick<Services, "clock">,
  tx: Tx,
  item: Item,
  { isNew }: { isNew: boolean },
): Promise<void> {
  const now = services.clock.now();
  if (!isNew && (await checkAgain(tx, item, now))) return;
  if (!escalates(item) || (isNew && isImported(item))) return;
  await saveEscalation(tx, await begun(tx, item, now));
}

/** Of an item that was over until now: with its owner, for a term of their own, as of a new one. */
export async function beginAnew(services: Pick<Services, "clock">, tx: Tx, item: Item): Promise<void> {
  if (!escalates(item)) return;
  const anew = await begun(tx, item, services.clock.now());
  const holders = await everyHolder(tx, item);
  await saveEscalation(tx, { ...anew, held_by: [...new Set([...holders, ...anew.held_by])] });
}

/** As it stands with its owner; without one, with whoever has it then. */
export async function begun(db: Db | Tx, item: Item, now: Instant): Promise<Escalation> {
  const seats = await seatsNow(db, await programOf(db, item.workspace_id, item.program_id), now);
  const holderId = firstHolder(item, seats);
  return {
    workspace_id: item.workspace_id,
    item_id: item.id,
    program_id: item.program_id,
    level: levelIn(seats, holderId) ?? (item.type === "ask" ? "sponsor" : "team"),
    holder_id: holderId,
    is_with_owner: 1,
    ...(await arrival(db, item.workspace_id, holderId, now)),
    is_acknowledged: 0,
    reminded: 0,
    held_by: [holderId],
    is_held_back: 0,
    is_by_hand: 0,
    moved_revision: null,
    overdue_since: null,
    shown_on: null,
    check_at: now,
  };
}

/** Their day on which it is given to somebody, and on which they may first be written to of it. */
export async function arrival(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
  now: Instant,
): Promise<Pick<Escalation, "given_on" | "since_on">> {
  // Anywhere on Earth.
  const today = addLocalDays(localDateOf(now, "UTC"), -1);
  const span = { from: today, until: addLocalDays(today, HORIZON_DAYS) };
  const facts = await contactFactsOf(db, workspaceId, personId, span);
  return { given_on: localDateOf(now, facts.zone), since_on: localDateOf(firstAllowed(facts, now).at, facts.zone) };
}

/**
 * A message or a digest has shown these to somebody: of those that are with them, the term runs from that day. A delegate who
 * got one has it themselves.
 */
export async function noteShown(
  tx: Tx,
  {
    workspaceId,
    itemIds,
    personId,
    at,
  }: { workspaceId: string; itemIds: readonly string[]; personId: string; at: Instant },
): Promise<void> {
  for (const itemId of itemIds) {
    const row = await findEscalation(tx, workspaceId, itemId);
    if (row?.holder_id !== personId || row.shown_on !== null) continue;
    const { zone } = await personById(tx, workspaceId, personId);
    const shownOn = localDateOf(at, zone);
    // What was put off is shown on its day.
    if (shownOn < row.since_on) continue;
    const isOther = shownOn !== row.since_on && row.check_at !== null;
    await saveEscalation(tx, { ...row, shown_on: shownOn, ...(isOther && { check_at: at }) });
  }
}

/**
 * Whether another message of this day has brought an ask to somebody with its buttons: that by which it was put to them, or a
 * digest, also one that goes now.
 */
export async function isCarriedToday(
  { db, workspaceId, now, reader }: Pick<SendContext, "db" | "workspaceId" | "now" | "reader">,
  { id: itemId }: Pick<Item, "id">,
  personId: string,
): Promise<boolean> {
  const isTheirsToday = (one: Going) =>
    one.personId === personId && localDateOf(one.at, reader.zone) === localDateOf(now, reader.zone);
  const put = await allGoing(db, workspaceId, recordKeys.asksOf(itemId));
  if (put.some((one) => one.isSent && isTheirsToday(one))) return true;
  for (const key of await listAskMessages(db, { workspaceId, itemId, limit: MOST_READ })) {
    const shows = await goingTo(db, workspaceId, key);
    // What was held may be held again, and then nothing would have come.
    if (shows && isTheirsToday(shows) && (shows.isSent || (!shows.isHeld && shows.at <= now))) return true;
  }
  return false;
}

/** Of the messages that show an ask among others, the newest. */
const MOST_READ = 20;

/** While its message waits to be sent, a term does not run. */
export async function untilShown(tx: Tx, item: Item, row: Escalation, today: LocalDate): Promise<Escalation> {
  if (row.shown_on !== null || row.since_on >= today) return row;
  const { workspace_id: workspaceId, id } = item;
  const keysFrom = item.type === "ask" ? recordKeys.asksOf(id) : recordKeys.escalation(id, row.moved_revision ?? 0);
  return (await waitsToBeSent(tx, workspaceId, keysFrom, row.holder_id)) ? { ...row, since_on: today } : row;
}

/** The seats of today whose holders can still be asked. */
export async function seatsNow(db: Db | Tx, program: Program, now: Instant): Promise<Seat[]> {
  const seats = await listSeatsOn(db, program, localDateOf(now, "UTC"));
  const people = await peopleByIds(db, program.workspace_id, [...new Set(seats.map(({ person_id }) => person_id))]);
  const active = new Set(people.filter((person) => !person.is_deactivated).map(({ id }) => id));
  return seats.filter(({ person_id }) => active.has(person_id));
}

export interface Setting {
  program: Program;
  ladder: Ladder;
  seats: Seat[];
}

export async function settingOf(db: Db | Tx, workspaceId: string, programId: string, now: Instant): Promise<Setting> {
  const program = await programOf(db, workspaceId, programId);
  return {
    program,
    ladder: await ladderIn(db, workspaceId, programId),
    seats: await seatsNow(db, program, now),
  };
}

/** As far ahead as holidays are read. */
export const HORIZON_DAYS = 120;

/** What the rules know of whoever has an item: their working days, absences and delegate; and where they live. */
export async function holderOf(
  db: Db | Tx,
  item: Item,
  { holder_id: personId, since_on: since }: Pick<Escalation, "holder_id" | "since_on">,
  seats: readonly Seat[],
  now: Instant,
): Promise<{ holder: Holder; today: LocalDate; zone: string }> {
  const workspaceId = item.workspace_id;
  const { zone } = await personById(db, workspaceId, personId);
  const today = localDateOf(now, zone);
  const span = { from: since < today ? since : today, until: addLocalDays(today, HORIZON_DAYS) };
  const facts = await contactFactsOf(db, workspaceId, personId, span);
  const stood = item.type === "ask" ? stoodDuring(await listItemEvents(db, workspaceId, [item.id]), zone) : () => false;
  const days = daysOf(facts, stood);
  const standIn = days.isAway(today) ? await standInNow(db, workspaceId, personId, seats, today) : { delegateId: null };
  return { today, zone, holder: { ...days, ...standIn } };
}

/** Whom the absence names, else the delegate of the seat. */
async function standInNow(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
  seats: readonly Seat[],
  today: LocalDate,
): Promise<Pick<Holder, "delegateId" | "delegateBackOn">> {
  const named = namedDelegate(personId, await absencesFrom(db, workspaceId, [personId], today), seats, today);
  if (named === null) return { delegateId: null };
  const delegate = await personById(db, workspaceId, named);
  return standInOf(delegate, await absencesFrom(db, workspaceId, [named], today), today);
}

/** The last day on which an ask may be shown to whoever has it, so that their term ends before it is needed; null: any. */
export async function lastDayToShow(db: Db, item: Item): Promise<LocalDate | null> {
  const row = item.due_on === null ? undefined : await findEscalation(db, item.workspace_id, item.id);
  if (item.due_on === null || !row) return null;
  const ladder = await ladderIn(db, item.workspace_id, item.program_id);
  const term = ladder.find(({ level }) => level === row.level)?.acknowledge ?? 0;
  return lastDayFor(term, item.due_on, await workspaceCalendar(db, item.workspace_id));
}

/** Everybody who had it in their hands on its way, and so hears what came of it. */
export async function everyHolder(db: Db | Tx, item: Pick<Item, "workspace_id" | "id">): Promise<readonly string[]> {
  return (await findEscalation(db, item.workspace_id, item.id))?.held_by ?? [];
}

/** Who went away and so handed it to this holder, their delegate; null where they have it by their own role. */
export async function handedOverBy(db: Db | Tx, item: Item, holderId: string): Promise<string | null> {
  const steps = (await listItemEvents(db, item.workspace_id, [item.id])).flatMap((event) => stepIn(event) ?? []);
  const last = steps.at(-1);
  return last?.to === holderId && last.because === "away" ? last.from : null;
}
