/** What blocks work past its date goes to the lead the next morning, after five working days to the sponsor. */
import type { Person } from "../../people/use-cases.ts";
import { storableText, type Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { instantOf, type LocalDate, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { programOf } from "../../programs/use-cases.ts";
import { registerFailure } from "../failures.ts";
import { workingDaysFrom } from "../reminders/rules.ts";
import type { Item, ItemEvent } from "../repository.ts";
import { codeOf } from "../rules.ts";
import type { Disclosure } from "../table.ts";
import { editItem, itemToAct, record, refuseUnlessMayChangeItem } from "../use-cases.ts";
import { goesUpOn } from "./answer-by.ts";
import { type Blocker, isOpenBlocker, nextForBlocker, widened } from "./blocker.ts";
import { requestFailure } from "./failures.ts";
import { gaveTo } from "./history.ts";
import { type Level, levelOf } from "./ladder.ts";
import { knownOf, nextOwner } from "./next-owner.ts";
import { daysOfPerson, type OwnerDays } from "./owner-days.ts";
import { saveTerm } from "./repository.ts";

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
  if (now >= at) await giveTo(services, tx, null, item, { to: next.personId, because: "no-answer" });
  else await saveTerm(tx, { workspace_id: item.workspace_id, item_id: item.id, kind: "due", ends_at: at });
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
  const late = goesUpOn(dueOn, isWorkingDay);
  const isTheirs = (event: ItemEvent) => gaveTo(event, ownerId) || (level !== null && event.actor_id === ownerId);
  const came = events.flatMap((event) => (isTheirs(event) ? [localDateOf(event.at, zone)] : [])).toSorted();
  const last = came.at(-1) ?? "";
  if (level === null && last <= dueOn) return late;
  return workingDaysFrom(last > late ? last : late, DAYS_TO_ANSWER, isWorkingDay);
}

async function giveTo(
  services: Services,
  tx: Tx,
  actor: Person | null,
  item: Blocker,
  {
    to,
    because,
    disclosure,
    note,
  }: {
    to: string;
    because: "no-answer" | "by-hand";
    disclosure?: Disclosure;
    note?: string;
  },
): Promise<Item> {
  return record(services, tx, actor, item, {
    event: "escalated",
    changes: { owner_id: to, ...(disclosure && disclosure !== item.disclosure && { disclosure }) },
    ...(note && { note: storableText(note) }),
    facts: {
      assignment: {
        to,
        from: item.owner_id ?? item.raised_by,
        because,
        ...(item.due_on !== null && { until: item.due_on }),
      },
    },
  });
}

interface ToTakeUp {
  item: Blocker;
  to: Person;
}

/** Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON, NOBODY_ABOVE, PROGRAM_CLOSED. */
export async function blockerToTakeUp(services: Services, actor: Person, itemId: string): Promise<ToTakeUp> {
  return inTransaction(services.db, (tx) => toTakeUp(services, tx, actor, itemId));
}

async function toTakeUp(services: Services, tx: Tx, actor: Person, itemId: string): Promise<ToTakeUp> {
  const item = await itemToAct(services, tx, actor, itemId);
  await refuseUnlessMayChangeItem(services, tx, actor, item);
  if (!isOpenBlocker(item)) throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
  const to = await nextForBlocker(tx, item, services.clock.now());
  if (to) return { item, to };
  const { title } = await programOf(tx, item.workspace_id, item.program_id);
  throw requestFailure("NOBODY_ABOVE", { code: codeOf(item), program: title });
}

/** It is the next one's now, with these words. Throws as `blockerToTakeUp`. */
export async function takeUp(services: Services, actor: Person, itemId: string, words: string): Promise<ToTakeUp> {
  return inTransaction(services.db, async (tx) => {
    const { item, to } = await toTakeUp(services, tx, actor, itemId);
    const disclosure = widened(item.disclosure);
    await giveTo(services, tx, actor, item, { to: to.id, because: "by-hand", disclosure, note: words });
    return { item, to };
  });
}

/** Its owner may set one new date, then the lead. Throws as `editItem`, and BLOCKER_MOVED. */
export async function moveBlocker(services: Services, actor: Person, itemId: string, dueOn: LocalDate): Promise<Item> {
  return inTransaction(services.db, async (tx) => {
    const item = await itemToAct(services, tx, actor, itemId);
    if (!isOpenBlocker(item)) throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
    return editItem(services, tx, actor, item, { dueOn });
  });
}
