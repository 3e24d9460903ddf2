/** Which items another one can be the same as: its words stand in their history, so nobody else may read these. */
import type { ActorContext } from "../people/actors.ts";
import { peopleByIds } from "../people/people.ts";
import type { Db, Tx } from "../platform/database.ts";
import { ladderSeats } from "../programs/committee.ts";
import { codeOf, isLive } from "./codes-and-transitions.ts";
import { registerFailure } from "./failures.ts";
import { listItemsFor, mayReadItem, namingsIn } from "./item-rights.ts";
import { type Item, listItemEvents } from "./repository.ts";
import { isNoWider } from "./requests/ladder.ts";

/** Other open items of its type and program that are read by nobody who may not read it. */
export async function listSameAs(ctx: ActorContext, item: Item): Promise<Item[]> {
  const others = await listItemsFor(ctx, ctx.actor, { programIds: [item.program_id], types: [item.type] });
  const open = others.filter((other) => other.id !== item.id && isLive(other) && isNoWider(other, item));
  const reads = readersOf(ctx, item);
  const offered: Item[] = [];
  for (const other of open) if (await reads(other)) offered.push(other);
  return offered;
}

/** Throws ITEM_WIDER. */
export async function refuseWider(ctx: ActorContext<Tx>, item: Item, other: Item): Promise<void> {
  if (isNoWider(other, item) && (await readersOf(ctx, item)(other))) return;
  throw registerFailure("ITEM_WIDER", { code: codeOf(item), same: codeOf(other) });
}

/** Whether all who have to do with the other one, whatever their role, may read the item. */
function readersOf(ctx: ActorContext<Db | Tx>, item: Item): (other: Item) => Promise<boolean> {
  const known = new Map<string, boolean>();
  return async (other) => {
    const ids = (await concernedWith(ctx, other)).filter((id) => !known.has(id));
    for (const person of await peopleByIds(ctx.db, item.workspace_id, ids))
      known.set(person.id, person.is_deactivated === 1 || (await mayReadItem({ ...ctx, actor: person }, item)));
    return (await concernedWith(ctx, other)).every((id) => known.get(id) !== false);
  };
}

/** Its owner and whoever raised it; of a request all who have had it and those who may decide it. */
async function concernedWith({ db, clock }: ActorContext<Db | Tx>, other: Item): Promise<string[]> {
  const own = [other.raised_by, ...(other.owner_id === null ? [] : [other.owner_id])];
  if (other.type !== "request") return own;
  const program = { workspace_id: other.workspace_id, id: other.program_id };
  const events = await listItemEvents(db, other.workspace_id, [other.id]);
  const seats = await ladderSeats(db, program, clock.now());
  const named = namingsIn(events, "UTC").map(({ personId }) => personId);
  return [...new Set([...own, ...named, ...seats.map(({ person_id: id }) => id)])];
}
