/** Whoever has left out of an answer what still blocks says so, within a day: it stands as if the answer had named it. */
import type { Person } from "../../people/use-cases.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { DAY, msBetween } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { draftsChanged } from "../events.ts";
import { findRoundOfCheckIn, type ItemEvent, listItemEvents } from "../repository.ts";
import { codeOf } from "../rules.ts";
import { isEndBySilence } from "../rules-alive.ts";
import { type Item, itemToAct, record, refuseUnlessMayChangeItem } from "../use-cases.ts";
import { stateBefore } from "./answered.ts";

const failure = errorTable({
  LEAVING_STANDS: {
    en: ({ code }) => `${code} has changed since, or this was more than a day ago. Open it to change or reopen it.`,
    fr: ({ code }) =>
      `${code} a changé depuis, ou plus d’une journée s’est écoulée. Ouvrez-le pour le modifier ou le rouvrir.`,
  },
});

/** Throws ITEM_GONE, PROGRAM_CLOSED, ITEM_NOT_YOURS, LEAVING_STANDS. */
export async function undoLeavingOut(services: Services, actor: Person, itemId: string): Promise<Item> {
  return inTransaction(services.db, async (tx) => {
    const item = await itemToAct(services, tx, actor, itemId);
    await refuseUnlessMayChangeItem(services, tx, actor, item);
    const last = (await listItemEvents(tx, item.workspace_id, [item.id])).at(-1);
    if (!last || !isLeaving(last) || msBetween(last.at, services.clock.now()) >= DAY)
      throw failure("LEAVING_STANDS", { code: codeOf(item) });
    const kept = await record(
      services,
      tx,
      actor,
      item,
      isEndBySilence(last)
        ? { event: "reopened", changes: { state: stateBefore(last), closed_at: null } }
        : { event: "confirmed", changes: {} },
    );
    const roundId = last.check_in_id && (await findRoundOfCheckIn(tx, item.workspace_id, last.check_in_id));
    const { workspace_id: workspaceId, raised_by: personId } = item;
    if (roundId) await draftsChanged.happened(services, tx, { workspaceId, roundId, personId });
    return kept;
  });
}

function isLeaving(event: ItemEvent): boolean {
  return event.event === "left-out" || isEndBySilence(event);
}
