/** The term of a step begins once Slack has taken the message that asks its owner. */
import { workingDaysOf } from "../calendars/availability.ts";
import { messageRefused } from "../delivery/events.ts";
import { enqueueUpdate } from "../delivery/outbox.ts";
import { getPerson, type Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { type LocalDate, later, localDateOf } from "../platform/time.ts";
import { workingDaysFrom } from "../platform/working-days.ts";
import { recordKeys } from "../register/ids.ts";
import { itemIn } from "../register/item-rights.ts";
import { isOwnerAsked, setStepDueOn } from "../register/requests/delivered-to-owner.ts";
import { lastDaysOf } from "./counted-back.ts";
import { lookSoon, stepOfItem, type TrackStep } from "./tracks.ts";

/**
 * The last day of a step that its owner has from now on: of a request that is needed by a day as that is counted back, and never
 * earlier than the term of the step allows. A request is looked at within its term, whenever it is needed.
 */
export async function dueFrom(
  tx: Tx,
  owner: Person,
  { term, track, key, stage }: Pick<TrackStep, "term" | "track" | "key" | "stage">,
  now: Instant,
): Promise<LocalDate> {
  const today = localDateOf(now, owner.zone);
  const byTerm = workingDaysFrom(today, term, await workingDaysOf(tx, owner, today));
  if (stage === "validation") return byTerm;
  return later((await lastDaysOf(tx, track, today)).get(key) ?? "", byTerm);
}

/** In the transaction in which Slack took the message to its owner: when its last day is over, its whole term begins now. */
export async function countTermFromNow(
  stamps: Pick<Services, "clock" | "ids" | "events">,
  tx: Tx,
  { workspaceId, itemId, personId, at }: { workspaceId: string; itemId: string; personId: string; at: Instant },
): Promise<void> {
  const open = await openStep(tx, workspaceId, itemId);
  if (!open || open.item.owner_id !== personId) return;

  const owner = await getPerson(tx, workspaceId, personId);
  const isInTime = open.item.due_on !== null && open.item.due_on >= localDateOf(at, owner.zone);
  if (isInTime) return;

  const dueOn = await dueFrom(tx, owner, open.step, at);
  await setStepDueOn(tx, open.item, dueOn);
  await lookSoon(tx, open.step, at);
  await enqueueUpdate(tx, stamps, { workspaceId, keysFrom: recordKeys.stepsOf(itemId), newest: 1 });
}

/** A step that Slack has not taken to its owner has no last day until it has. */
export const refusedStepFollower = messageRefused.followedBy(async (_services, tx, { workspaceId, abouts }) => {
  const itemIds = new Set(abouts.flatMap(({ item }) => item ?? []));
  for (const itemId of itemIds) {
    const open = await openStep(tx, workspaceId, itemId);
    if (open && !(await isOwnerAsked(tx, open.item))) await setStepDueOn(tx, open.item, null);
  }
});

/** Null: it is over, of no track, or asked for by the line of all that are to be put in order. */
async function openStep(tx: Tx, workspaceId: string, itemId: string) {
  const found = await stepOfItem(tx, workspaceId, itemId);
  if (!found || found.step.stage === "prioritisation") return null;

  const item = await itemIn(tx, found.step.track, itemId);
  return item?.state === "open" ? { item, step: found.step } : null;
}
