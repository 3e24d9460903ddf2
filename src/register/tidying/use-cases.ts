/** What nobody has confirmed is put to whoever leads once a week, and lapses where nobody does. */
import { periodDays } from "../../cadences/recurrence/rules.ts";
import { cadencesOf } from "../../cadences/use-cases.ts";
import { contactFactsOfAll } from "../../calendars/use-cases-availability.ts";
import { enqueue } from "../../delivery/use-cases.ts";
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { ELEMENT_LIMITS } from "../../platform/slack/limits.ts";
import { addLocalDays } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { tellOfAbove } from "../../programs/messages-above.ts";
import { programOf, seatDay, seatsByProgram } from "../../programs/use-cases.ts";
import { recordKeys } from "../delivery-keys.ts";
import { seatedIn } from "../escalation/rules-cases.ts";
import { weekBegins } from "../events.ts";
import { registerFailure } from "../failures.ts";
import { findItem } from "../repository.ts";
import { codeOf, isLive } from "../rules.ts";
import { type Item, itemToAct, moveItem, record, refuseUnlessMayChangeItem } from "../use-cases.ts";
import { correctReceipt } from "../use-cases-acts.ts";
import { itemsLike, listItemsFor } from "../use-cases-reading.ts";
import { tidyingKind } from "./messages.ts";
import {
  findTidying,
  forgetLapse,
  insertTidying,
  listLapsing,
  listUntidied,
  nextTidying,
  setNextPages,
  type Tidying,
} from "./repository.ts";
import { isForPage, isUntidied, mayLapse, pagesOf, planningAfter, readerAmong, weekOf } from "./rules.ts";
import { tellOfUnled } from "./unled.ts";

/** From now on, where it is the first time: what is there already counts from this instant. */
export async function beginTidying({ db, clock }: Services, workspaceId: string): Promise<void> {
  const now = clock.now();
  const row = { workspace_id: workspaceId, begun_at: now, next_at: planningAfter(now) };
  await inTransaction(db, (tx) => insertTidying(tx, row));
}

/** Makes the pages of a week as it begins, and has lapse what nobody stood by. */
export async function tidy(services: Services, workspaceId: string): Promise<void> {
  await planPages(services, workspaceId);
  await lapseDue(services, workspaceId);
}

/** When `tidy` has something to do. */
export const nextTidyingAt = nextTidying;

async function planPages(services: Services, workspaceId: string): Promise<void> {
  const now = services.clock.now();
  await inTransaction(services.db, async (tx) => {
    const tidying = await findTidying(tx, workspaceId);
    if (!tidying || tidying.next_at > now) return;
    await setNextPages(tx, workspaceId, planningAfter(now));
    await tellOfUnled(services, tx, workspaceId);
    await tellOfAbove(services, tx, workspaceId, weekOf(now));
    await weekBegins.happened(services, tx, { workspaceId, monday: weekOf(now) });
    const items = (await listUntidied(tx, workspaceId)).filter((item) => isForPage(item, now));
    if (items.length > 0) await enqueuePages(services, tx, tidying, items);
  });
}

async function enqueuePages(
  services: Services,
  tx: Tx,
  tidying: Tidying,
  items: Awaited<ReturnType<typeof listUntidied>>,
): Promise<void> {
  const { workspace_id: workspaceId, begun_at: begunAt } = tidying;
  const now = services.clock.now();
  const monday = weekOf(now);
  const programIds = [...new Set(items.map(({ program_id }) => program_id))];
  const readerOf = await readersIn(tx, workspaceId, programIds, { monday, now });
  const rules = new Map((await cadencesOf(tx, workspaceId, programIds)).map(({ id, rule }) => [id, rule]));
  const periodDaysOf = (item: (typeof items)[number]) => {
    const rule = rules.get(item.cadence_id ?? "");
    return rule ? periodDays(rule) : null;
  };
  for (const { reader, items: shown } of pagesOf(items, readerOf, { begunAt, periodDaysOf }))
    await enqueue(tx, services, tidyingKind, {
      workspaceId,
      key: recordKeys.tidying(reader.personId, monday),
      subject: { personId: reader.personId, on: reader.on, items: shown },
      to: { personId: reader.personId },
      notBefore: reader.at,
      expiresAt: reader.until,
    });
}

/** Who gets the page of a program in this week: who leads it, else a deputy; null where nobody is there. */
async function readersIn(
  tx: Tx,
  workspaceId: string,
  programIds: readonly string[],
  week: { monday: string; now: string },
) {
  const seats = await seatsByProgram(tx, workspaceId, programIds, seatDay(week.now));
  const leading = new Map([...seats].map(([id, its]) => [id, seatedIn(its, { disclosure: "program" })("lead")]));
  const people = await peopleByIds(tx, workspaceId, [...new Set([...leading.values()].flat())]);
  const there = people.filter((person) => person.is_deactivated === 0 && person.is_bot === 0);
  const span = { from: addLocalDays(week.monday, -1), until: addLocalDays(week.monday, 7) };
  const facts = await contactFactsOfAll(tx, workspaceId, there, span);
  const readers = new Map([...leading].map(([id, ids]) => [id, readerAmong(ids, (one) => facts.get(one), week)]));
  return (programId: string) => readers.get(programId) ?? null;
}

const AT_ONCE = 200;

async function lapseDue(services: Services, workspaceId: string): Promise<void> {
  const { db, clock } = services;
  for (const id of await listLapsing(db, workspaceId, clock.now(), AT_ONCE))
    await inTransaction(db, async (tx) => {
      // As it is now: another process may have been here before.
      const item = await findItem(tx, workspaceId, id);
      if (!item || item.lapses_at === null || item.lapses_at > clock.now()) return;
      const { state } = await programOf(tx, workspaceId, item.program_id);
      if (!mayLapse(item) || state === "closed") return forgetLapse(tx, item);
      const lapsed = await moveItem(services, tx, null, item, { to: "closed", event: "lapsed" });
      await correctReceipt(services, tx, item, lapsed);
    });
}

/** Stands by an item as it is. Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON. */
export async function keepItem(services: Services, actor: Person, id: string): Promise<Item> {
  return inTransaction(services.db, async (tx) => {
    const item = await itemToAct(services, tx, actor, id);
    await refuseUnlessMayChangeItem(services, tx, actor, item);
    if (!isLive(item)) throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
    return isUntidied(item) ? record(services, tx, actor, item, { event: "kept", changes: {} }) : item;
  });
}

/** With which of its program an item could be the same, as many as a menu takes, the likeliest first. */
export async function othersOf(services: Services, actor: Person, item: Item): Promise<Item[]> {
  const likely = await itemsLike(services, actor, item);
  const all = await listItemsFor(services, actor, { programIds: [item.program_id], types: [item.type] });
  const others = all.filter((other) => other.id !== item.id && isLive(other));
  const sorted = [...likely, ...others.filter((other) => likely.every(({ id }) => id !== other.id))];
  return sorted.slice(0, ELEMENT_LIMITS.selectOptions);
}
