/**
 * What is due and late of steps and gates. On the day whoever does or approves it reads a line; the next working day whoever
 * answers for it, after five those who lead: attention goes up, the step stays. Each once for a date.
 */

import { isLastTaken, listDeliveriesFrom } from "../delivery/deliveries.ts";
import { enqueue } from "../delivery/outbox.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { nextAt } from "../platform/next-at.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { addLocalDays, instantOf, type LocalDate, later, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { type IsWorkingDay, workingDayFrom, workingDaysFrom } from "../platform/working-days.ts";
import { isRunning, type Program } from "../programs/programs.ts";
import { itemIn } from "../register/item-rights.ts";
import type { Item } from "../register/items.ts";
import { daysOfPerson, isAwayThroughout, type OwnerDays } from "../register/requests/answer-by.ts";
import { firstAskedAt, isOwnerAsked } from "../register/requests/delivered-to-owner.ts";
import { askAtGate, holdsPlace, sendNobodyThere } from "./gates.ts";
import { type About, lateStepKind } from "./late-messages.ts";
import { gateKeysOf, lateKeysOf } from "./step-messages.ts";
import { dueOf, isAtGate, listTracks, lookSoon, stepsOf, type TrackStep, trackInTurn, trackMoved } from "./tracks.ts";
import { type WhoDoes, whoDoAll } from "./who-does.ts";
import { DAYS_NEAR, sendOrderAgain } from "./work/requests-to-order-message.ts";

const AT_ONCE = 500;
/** Working days after its date from which those who lead read of it too. */
const DAYS_UNTIL_LEAD = 5;

/** When a tick looks at steps next. */
export const nextLookAt = nextAt((db, { workspaceId }) =>
  db
    .selectFrom("track_step")
    .select(({ fn }) => fn.min("look_at").as("at"))
    .where("workspace_id", "=", workspaceId)
    .where("look_at", "is not", null),
);

/** Each in a transaction of its own. */
export async function lookAtSteps(services: Services, workspaceId: string): Promise<void> {
  const now = services.clock.now();
  const due = await services.db
    .selectFrom("track_step")
    .select(["track_id", "key"])
    .where("workspace_id", "=", workspaceId)
    .where("look_at", "<=", now)
    .orderBy("look_at")
    .limit(AT_ONCE)
    .execute();
  for (const { track_id: trackId, key } of due)
    await inTransaction(services.db, (tx) => lookAtStep(services, tx, { workspaceId, trackId, key }));
}

/** All that is under way in a program is looked at by the next tick. */
export async function lookAtAll(
  { clock }: Pick<Services, "clock">,
  tx: Tx,
  { workspace_id: workspaceId, id: programId }: Program,
): Promise<void> {
  const running = await listTracks(tx, workspaceId, { program_id: programId, state: "running" });
  for (const step of await stepsOf(tx, workspaceId, running))
    if (step.state === "open" || isAtGate(step)) await lookSoon(tx, step, clock.now());
}

async function lookAtStep(
  services: Services,
  tx: Tx,
  { workspaceId, trackId, key }: { workspaceId: string; trackId: string; key: string },
): Promise<void> {
  const track = await trackInTurn(tx, workspaceId, trackId);
  const step = (await stepsOf(tx, workspaceId, [track])).find((each) => each.key === key);
  const item = step && (await itemIn(tx, track, step.stands.item_id));
  const isUnderWay =
    step &&
    item &&
    track.state === "running" &&
    (step.state === "open" || isAtGate(step)) &&
    (await isRunning(tx, workspaceId, track.program_id));

  const match = { track_id: trackId, key };
  // First, so that what follows from it may set an earlier look.
  await rows(tx, "track_step", workspaceId).update(match, { look_at: null });
  if (!isUnderWay) return;
  const next = await attendTo(services, tx, { item, step });
  if (next !== null) await rows(tx, "track_step", workspaceId).update({ ...match, look_at: null }, { look_at: next });
}

interface UnderWay {
  item: Item;
  step: TrackStep;
}

/** Returns when it is looked at next; null: no more. */
async function attendTo(services: Services, tx: Tx, { item, step }: UnderWay): Promise<Instant | null> {
  const { workspace_id: workspaceId, program_id: programId } = item;
  const now = services.clock.now();
  const chain = await whoDoAll(tx, workspaceId, [programId], now);
  const { personId, on } = dueOf(step);
  if (personId === null) {
    await askAtGate(services, tx, { item, step }, chain);
    return instantOf(addLocalDays(localDateOf(now, "UTC"), 1), "00:00", "UTC");
  }

  const days = await daysOfPerson(tx, workspaceId, personId, now);
  const tomorrow = instantOf(addLocalDays(days.today, 1), "00:00", days.zone);
  const isGate = step.state !== "open";
  if (!isGate && (await holdsPlace(tx, item, personId))) return tomorrow;
  if (isGate && isAwayThroughout({ today: days.today, until: later(on ?? "", days.today) }, days)) {
    const { ids, isThere } = chain.approving(step);
    if (isThere && ids[0] !== personId) {
      await askAtGate(services, tx, { item, step }, chain);
      return null;
    }
    await sendNobodyThere(services, tx, { item, step }, { chain, ofId: personId });
  }
  if (on === null || !(await isTaken(tx, item, { isGate, personId }))) return tomorrow;

  const looking = { item, step, chain, personId, on, now };
  const next = await remindAndRaise(services, tx, looking, days);
  // Whoever approves it may be away from tomorrow on.
  return isGate ? tomorrow : next;
}

/** Nothing is due, or late, before Slack has taken what asks for it. */
async function isTaken(tx: Tx, item: Item, { isGate, personId }: { isGate: boolean; personId: string }) {
  if (!isGate) return isOwnerAsked(tx, item);
  return isLastTaken(tx, item.workspace_id, { keysFrom: [gateKeysOf(item.id)], personId });
}

interface Looking extends UnderWay {
  chain: WhoDoes;
  /** Who does or approves it. */
  personId: string;
  /** Its last day. */
  on: LocalDate;
  now: Instant;
}

async function remindAndRaise(services: Services, tx: Tx, looking: Looking, days: OwnerDays): Promise<Instant | null> {
  const { item, step, chain, personId, on, now } = looking;
  const { today, zone, isWorkingDay, isAway } = days;
  const came = await cameAt(tx, looking);
  const since = localDateOf((await firstAskedAt(tx, item, came)) ?? came, zone);
  const isToOrder = step.stage === "prioritisation";
  const daysBefore = isToOrder && step.track.workRequest?.neededBy ? DAYS_NEAR : 0;
  const worksOn = (day: LocalDate) => isWorkingDay(day) && !isAway(day);
  const lineOn = dayOfLine({ on: addLocalDays(on, -daysBefore), since, worksOn });
  if (lineOn <= today && isToOrder) await sendOrderAgain(services, tx, item, { personId, on });
  else if (lineOn <= today) await send(services, tx, looking, { about: "due", readers: [personId] });

  const lateOn = workingDaysFrom(on, 1, isWorkingDay);
  const leadOn = workingDaysFrom(on, DAYS_UNTIL_LEAD, isWorkingDay);
  const at = (day: LocalDate) => instantOf(day, "00:00", zone);
  const coming = [lineOn, lateOn, leadOn].filter((day) => day > today).map(at);
  if (lateOn <= today) {
    const about = leadOn <= today ? "lead" : "late";
    if (await wasSent(tx, item, { about, on })) return coming.sort()[0] ?? null;
    const ids = about === "lead" ? chain.leading(step.track, personId) : chain.answering(step, personId);
    const readers = await atWork(tx, item.workspace_id, ids, now);
    await send(services, tx, looking, { about, readers });
    // Whoever asked for the work sees that it is late.
    await trackMoved.happened(services, tx, { workspaceId: item.workspace_id, trackId: step.track.id, began: [] });
    // Whoever is off today, or loses their role before they read it, is no end of it.
    coming.push(at(addLocalDays(today, 1)));
  }
  return coming.sort()[0] ?? null;
}

/**
 * The last day on which they work until it is due, after the day on which it came to them; where there is none, their first
 * one after that.
 */
export function dayOfLine({
  on,
  since,
  worksOn,
}: {
  on: LocalDate;
  since: LocalDate;
  worksOn: IsWorkingDay;
}): LocalDate {
  for (let day = on; day > since; day = addLocalDays(day, -1)) if (worksOn(day)) return day;
  return workingDayFrom(addLocalDays(later(on, since), 1), 1, worksOn);
}

/** When they got it, or its present date: by hand they know of that day. */
async function cameAt(tx: Tx, { item, step }: Looking): Promise<Instant> {
  const { workspace_id: workspaceId, id } = item;
  if (step.state !== "open") {
    const asked = await rows(tx, "approval", workspaceId).find({
      subject_kind: "step",
      subject_id: id,
      state: "asked",
    });
    return asked?.created_at ?? item.updated_at;
  }
  const kinds = ["raised", "reopened", "delegated", "handed-on", "moved-date"] as const;
  const events = await rows(tx, "item_event", workspaceId).list({ item_id: id, event: kinds }, ["revision"]);
  return events.at(-1)?.at ?? item.raised_at;
}

const keysFrom = (item: Item, about: About, on: LocalDate) => `${lateKeysOf(item.id)}${about}:${on}:`;

async function send(
  services: Services,
  tx: Tx,
  { item, personId: ofId, on, now }: Looking,
  { about, readers }: { about: About; readers: readonly string[] },
): Promise<void> {
  const { workspace_id: workspaceId, program_id: programId, id: itemId } = item;
  for (const personId of readers)
    await enqueue(tx, services, lateStepKind, {
      workspaceId,
      key: `${keysFrom(item, about, on)}${ofId}:${personId}`,
      subject: { programId, itemId, personId, about, ofId, on },
      to: { personId },
      notBefore: now,
    });
}

async function wasSent(db: Db | Tx, item: Item, { about, on }: { about: About; on: LocalDate }): Promise<boolean> {
  const sent = await listDeliveriesFrom(db, item.workspace_id, { keysFrom: keysFrom(item, about, on) });
  return sent.some(({ state }) => state !== "dropped");
}

/** Of these people, those whose day it is. */
async function atWork(db: Db | Tx, workspaceId: string, ids: readonly string[], now: Instant): Promise<string[]> {
  const there: string[] = [];
  for (const id of ids) {
    const { today, isWorkingDay, isAway } = await daysOfPerson(db, workspaceId, id, now);
    if (isWorkingDay(today) && !isAway(today)) there.push(id);
  }
  return there;
}
