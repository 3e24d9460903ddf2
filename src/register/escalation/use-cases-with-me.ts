/** What went up to somebody, and what they let go up. */
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import type { Item } from "../repository.ts";
import { isLive } from "../rules.ts";
import { listItemsFor } from "../use-cases-reading.ts";
import { listEscalationsHeldBy } from "./repository.ts";

export interface EscalatedItem {
  item: Item;
  /** Who has it now. */
  holder: string;
}

/** Of what this person may read, and still waits. */
export async function escalatedFor(
  services: Services,
  actor: Person,
): Promise<{ toMe: EscalatedItem[]; byMe: EscalatedItem[] }> {
  const { db } = services;
  const rows = (await listEscalationsHeldBy(db, actor.workspace_id, actor.id)).filter(
    ({ is_with_owner }) => is_with_owner === 0,
  );
  const ids = rows.map(({ item_id }) => item_id);
  const items = ids.length === 0 ? [] : (await listItemsFor(services, actor, { ids })).filter(isLive);
  const holders = await peopleByIds(
    db,
    actor.workspace_id,
    rows.map(({ holder_id }) => holder_id),
  );
  const told = rows.flatMap(({ item_id, holder_id }) => {
    const item = items.find(({ id }) => id === item_id);
    const holder = holders.find(({ id }) => id === holder_id)?.name ?? "";
    return item ? [{ item, holder, isMine: holder_id === actor.id }] : [];
  });
  return { toMe: told.filter(({ isMine }) => isMine), byMe: told.filter(({ isMine }) => !isMine) };
}
