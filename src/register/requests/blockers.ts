/** What blocks work past its date goes to the lead the next morning, after five working days to the sponsor. */
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, instantOf, type LocalDate, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { programOf } from "../../programs/programs.ts";
import { registerFailure, requestFailure } from "../failures.ts";
import { itemToAct, record, refuseUnlessMayChangeItem } from "../items.ts";
import { workingDaysFrom } from "../reminders/rules.ts";
import { type Item, type ItemEvent, listItemEvents } from "../repository.ts";
import { codeOf } from "../rules.ts";
import { giveTo } from "./acts.ts";
import { escalationDay } from "./answer-by.ts";
import { assignmentIn, ownerAfter } from "./history.ts";
import { type Level, levelOf } from "./ladder.ts";
import { type Blocker, isOpenBlocker, knownOf, leadingFor, nextForBlocker, nextOwner, widened } from "./next-owner.ts";
import { daysOfPerson, type OwnerDays } from "./owner-days.ts";
import { saveTerm } from "./repository.ts";
import { tellNote } from "./telling.ts";

const MORNING = "09:00";
const DAYS_TO_ANSWER = 5;

export async function lookAtBlocker(services: Services, tx: Tx, item: Item): Promise<void> {
  if (!isOpenBlocker(item) || item.owner_id === null || item.due_on === null) return;
  const now = services.clock.now();
  const known = await knownOf(tx, item, now);
  const days = await daysOfPerson(tx, item.workspace_id, item.owner_id, now);
  const level = levelOf(known.seats, item.owner_id);
  const next = await nextOwner(tx, item, known, { now });
  if (!next) return;
  const on = goesOn(known.events, { ownerId: item.owner_id, dueOn: item.due_on, level, days });
  const at = instantOf(on, MORNING, days.zone);
  const until = on === escalationDay(item.due_on, days.isWorkingDay) ? item.due_on : addLocalDays(on, -1);
  if (now < at) return saveTerm(tx, { workspace_id: item.workspace_id, item_id: item.id, kind: "due", ends_at: at });
  const leading = level === null ? item.owner_id : await leadingFor(tx, item, known, item.owner_id, now);
  const to = leading === item.owner_id ? await leadingFor(tx, item, known, next.personId, now) : leading;
  await giveTo(services, tx, null, item, { to, because: "no-answer", until });
}

/**
 * The working day after its date; whoever leads, or got it after that, has five working days from the day on which it came to
 * them, and a lead from the day on which they last did something with it.
 */
function goesOn(
  events: readonly ItemEvent[],
  {
    ownerId,
    dueOn,
    level,
    days: { zone, isWorkingDay },
  }: { ownerId: string; dueOn: LocalDate; level: Level | null; days: OwnerDays },
): LocalDate {
  const late = escalationDay(dueOn, isWorkingDay);
  const isTheirs = (event: ItemEvent) =>
    ownerAfter(event) === ownerId || (level !== null && event.actor_id === ownerId);
  const came = events.flatMap((event) => (isTheirs(event) ? [localDateOf(event.at, zone)] : [])).toSorted();
  const last = came.at(-1) ?? "";
  if (level === null && last <= dueOn) return late;
  return workingDaysFrom(last > late ? last : late, DAYS_TO_ANSWER, isWorkingDay);
}

interface ToTakeUp {
  item: Blocker;
  to: Person;
}

/** For its forms. Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON, PROGRAM_CLOSED. */
async function toAct(services: Services, tx: Tx, actor: Person, itemId: string): Promise<Blocker> {
  const item = await itemToAct(services, tx, actor, itemId);
  await refuseUnlessMayChangeItem(services, tx, actor, item);
  if (!isOpenBlocker(item)) throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
  return item;
}

/** Throws as `toAct`, and NOBODY_ABOVE. */
export async function blockerToTakeUp(services: Services, actor: Person, itemId: string): Promise<ToTakeUp> {
  return inTransaction(services.db, (tx) => toTakeUp(services, tx, actor, itemId));
}

async function toTakeUp(services: Services, tx: Tx, actor: Person, itemId: string): Promise<ToTakeUp> {
  const item = await toAct(services, tx, actor, itemId);
  const to = await nextForBlocker(tx, item, services.clock.now());
  if (to) return { item, to };
  const { title } = await programOf(tx, item.workspace_id, item.program_id);
  throw requestFailure("NOBODY_ABOVE", { code: codeOf(item), program: title });
}

/** It is the next one's now, with these words. Throws as `blockerToTakeUp`. */
export async function takeUp(services: Services, actor: Person, itemId: string, note: string): Promise<void> {
  return inTransaction(services.db, async (tx) => {
    const { item, to } = await toTakeUp(services, tx, actor, itemId);
    await giveTo(services, tx, actor, item, {
      to: to.id,
      because: "by-hand",
      disclosure: widened(item.disclosure),
      note,
    });
  });
}

/** Those who wait for words about it: whoever had it before, and whoever raised it. Throws as `toAct`. */
export async function blockerToReplyTo(services: Services, actor: Person, itemId: string) {
  return inTransaction(services.db, (tx) => toReplyTo(services, tx, actor, itemId));
}

async function toReplyTo(services: Services, tx: Tx, actor: Person, itemId: string) {
  const item = await toAct(services, tx, actor, itemId);
  const events = await listItemEvents(tx, item.workspace_id, [itemId]);
  const from = events.flatMap((event) => assignmentIn(event)?.from ?? []).at(-1) ?? item.raised_by;
  const ids = [...new Set([from, item.raised_by])].filter((id) => id !== actor.id);
  return { item, to: await peopleByIds(tx, item.workspace_id, ids) };
}

/** They read these words at once; the blocker stays with its owner. Throws as `toAct`. */
export async function replyAboutBlocker(
  services: Services,
  actor: Person,
  itemId: string,
  note: string,
): Promise<void> {
  return inTransaction(services.db, async (tx) => {
    const { item, to } = await toReplyTo(services, tx, actor, itemId);
    const replied = await record(services, tx, actor, item, { event: "confirmed", changes: {}, note });
    const ids = to.map(({ id }) => id);
    await tellNote(services, tx, replied, ids, { isNow: true });
  });
}
