/** Who changed an item last, for a sentence to whoever came second. */
import type { ActorContext } from "../people/actors.ts";
import { type Person, peopleByIds, readerAt } from "../people/people.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { DrumbeatError } from "../platform/errors.ts";
import { shortDate, timeOfDay } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { codeOf } from "./codes-and-transitions.ts";
import { registerFailure } from "./failures.ts";
import { type Item, listItemEvents } from "./repository.ts";

/** `time`: of today; `on`: of another day. Each is empty where it is not to be said, all where a rule did it. */
export type LastAct = Record<"who" | "time" | "on", string>;

const BY_NOBODY: LastAct = { who: "", time: "", on: "" };

export async function lastActOn(ctx: ActorContext<Db, Person | null>, item: Item): Promise<LastAct> {
  const { actor } = ctx;
  const last = (await listItemEvents(ctx.db, item.workspace_id, [item.id])).at(-1);
  if (actor === null || !last || last.actor_id === null) return BY_NOBODY;
  const [by] = await peopleByIds(ctx.db, item.workspace_id, [last.actor_id]);
  if (!by) return BY_NOBODY;
  const now = ctx.clock.now();
  const reader = readerAt(actor, now);
  const day = localDateOf(last.at, reader.zone);
  const isToday = day === localDateOf(now, reader.zone);
  return {
    who: by.name,
    time: isToday ? timeOfDay(reader, last.at) : "",
    on: isToday ? "" : shortDate(reader, day),
  };
}

/** ITEM_MOVED_ON, which says what has become of the item, by whom and when. */
export async function movedOn(ctx: ActorContext<Db, Person | null>, item: Item): Promise<DrumbeatError> {
  const isOver = item.closed_at !== null ? 1 : 0;
  return registerFailure("ITEM_MOVED_ON", { code: codeOf(item), isOver, ...(await lastActOn(ctx, item)) });
}

/** Of these items those with which the person named beside each has done anything since they were raised; by id. */
export async function itemsActedOn(
  db: Db | Tx,
  workspaceId: string,
  given: readonly { itemId: string; personId: string }[],
): Promise<Set<string>> {
  const ids = given.map(({ itemId }) => itemId);
  const acts = (await listItemEvents(db, workspaceId, ids)).filter(({ event }) => event !== "raised");
  const isActedOn = ({ itemId, personId }: (typeof given)[number]) =>
    acts.some(({ item_id: id, actor_id: byId }) => id === itemId && byId === personId);
  return new Set(given.filter(isActedOn).map(({ itemId }) => itemId));
}
