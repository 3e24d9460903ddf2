/** Whether an appearance may be put to somebody now: one every second week, the soonest first, none after *Not this time*. */
import { allGoing } from "../../delivery/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { addMs, DAY, type LocalDate } from "../../platform/time.ts";
import { recordKeys } from "../delivery-keys.ts";
import { listItemEvents, listItems } from "../repository.ts";
import { type AppearanceItem, isAppearance } from "./appearance.ts";
import { lastDeclined } from "./repository.ts";
import { isOver, isSentTo, REST_DAYS, restsUntil, soonest } from "./rules.ts";

interface Asked {
  workspaceId: string;
  personId: string;
  zone: string;
}

/** A day more than the rest, which is of whole days. */
const LOOKED_BACK_MS = (REST_DAYS + 1) * DAY;

/** When they were last asked for one, and when they last declined one. */
export async function askedLately(
  db: Db | Tx,
  { workspaceId, personId }: Omit<Asked, "zone">,
  now: Instant,
): Promise<Instant[]> {
  const since = addMs(now, -LOOKED_BACK_MS);
  const put = await allGoing(db, workspaceId, recordKeys.appearancesOf(personId));
  const declined = await lastDeclined(db, { workspaceId, personId, since });
  return [...put.flatMap(({ isSent, at }) => (isSent && at >= since ? [at] : [])), ...(declined ? [declined] : [])];
}

/** Before which day nobody asks them for another; null: they may be asked today. */
export async function restOf(
  db: Db | Tx,
  { workspaceId, personId, zone }: Asked,
  now: Instant,
): Promise<LocalDate | null> {
  return restsUntil(await askedLately(db, { workspaceId, personId }, now), zone, now);
}

/** How often it was begun. */
export async function askingOf(db: Db | Tx, item: AppearanceItem): Promise<number> {
  const events = await listItemEvents(db, item.workspace_id, [item.id]);
  return 1 + events.filter(({ event }) => event === "reopened").length;
}

/** Whether no other that waits for the same person is sooner. */
export async function isNext(db: Db | Tx, item: AppearanceItem, { workspaceId, personId, zone }: Asked, now: Instant) {
  const open = await listItems(db, workspaceId, { types: ["appearance"], ownerId: personId, states: ["open"] });
  const waiting = [];
  for (const one of open.filter(isAppearance)) {
    const isFree = one.due_on !== null && !isOver(one, zone, now) && !isSentTo(one, personId);
    const put = await allGoing(db, workspaceId, recordKeys.appearanceTo(personId, one.id));
    if (isFree && !put.some(({ isSent }) => isSent)) waiting.push(one);
  }
  const others = waiting.filter(({ id }) => id !== item.id);
  return soonest([item, ...others])?.id === item.id;
}
