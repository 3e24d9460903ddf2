/** What of the record somebody may read. */
import { may, type Standing } from "../people/rules-rights.ts";
import type { Person } from "../people/use-cases.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Looking } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import { listProgramsFor } from "../programs/programs.ts";
import { TYPES } from "./details.ts";
import { registerFailure } from "./failures.ts";
import { ownAmong, standingsOn } from "./grounds.ts";
import { findItem, type Item, type ItemFilter, listItems } from "./repository.ts";
import { rightToRead } from "./requests/ladder.ts";
import { isLive } from "./rules.ts";

/** Throws ITEM_GONE, also where this person may not read it: it does not tell that there is one. */
export async function itemFor(services: Services, person: Person, id: string): Promise<Item> {
  const item = await findItem(services.db, person.workspace_id, id);
  if (!item || !(await mayReadItem(services, services.db, person, item))) throw registerFailure("ITEM_GONE");
  return item;
}

/** What this person may read of the record, by filter. */
export async function listItemsFor(
  services: Looking & { db: Db | Tx },
  person: Person,
  filter: ItemFilter,
  limit?: number,
): Promise<Item[]> {
  const { db } = services;
  const standings = new Map(
    (await listProgramsFor(db, person, services)).map(({ program, standings }) => [program.id, standings]),
  );
  const items = await listItems(db, person.workspace_id, filter, limit);
  const own = await ownAmong(services, db, person, items, (id) => hasRoleAmong(standings.get(id)));
  const rolesIn = (item: Item) => standings.get(item.program_id) ?? [];
  return items.filter((item) => own.has(item) || may(rolesIn(item), rightToRead(item)));
}

/** Every item of programs, whoever asks: for digests and rules, which have rights of their own. */
export async function itemsOfPrograms(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  filter: Omit<ItemFilter, "programIds"> = {},
): Promise<Item[]> {
  return listItems(db, workspaceId, { ...filter, programIds });
}

/** Other live ones of its type in its program, which it may be the same as. */
export async function othersLike(services: Services, person: Person, item: Item): Promise<Item[]> {
  const others = await listItemsFor(services, person, { programIds: [item.program_id], types: [item.type] });
  return others.filter((other) => other.id !== item.id && isLive(other));
}

/** Something else than being an admin, who sits in no program by that. */
function hasRoleAmong(standings: readonly Standing[] = []): boolean {
  return standings.some((standing) => standing !== "admin");
}

/** On the screens of the register: those of its own that a type has say it themselves. */
export async function mayReadItem(services: Services, db: Db | Tx, person: Person, item: Item): Promise<boolean> {
  if (TYPES[item.type].isPrivate) return false;
  const standings = await standingsOn(services, db, person, item);
  return may(standings, "read-own-item") || may(standings, rightToRead(item));
}
