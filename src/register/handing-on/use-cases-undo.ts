/** Whoever handed something over by hand has it back where it was, within a day. */
import { z } from "zod";
import { enqueueUpdate } from "../../delivery/use-cases.ts";
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { programOf } from "../../programs/use-cases.ts";
import { isAsk } from "../asks/ask.ts";
import { putAgain } from "../asks/telling.ts";
import { recordKeys } from "../delivery-keys.ts";
import { readDetails } from "../details.ts";
import { registerFailure } from "../failures.ts";
import { standingsOn } from "../grounds.ts";
import { findItem, listItemEvents } from "../repository.ts";
import { codeOf, isLive } from "../rules.ts";
import { ITEM_STATES } from "../table.ts";
import { type Item, record, refuseWhereClosed } from "../use-cases.ts";
import { mayUndoHandOver } from "./rules.ts";

const failure = errorTable({
  HAND_OVER_STANDS: {
    en: ({ code }) =>
      `${code} can no longer be taken back: it has changed since, or it was reassigned more than a day ago. Open it to see the latest.`,
    fr: ({ code }) =>
      `${code} ne peut plus être repris\u00a0: il a changé depuis, ou a été réaffecté il y a plus d’une journée. Ouvrez-le pour voir sa dernière version.`,
  },
});

/** What a hand-over changes; where more was changed with it, it is undone by hand. */
const beforeSchema = z.strictObject({
  owner_id: z.string().nullable(),
  state: z.enum(ITEM_STATES).exactOptional(),
  details: z.unknown().optional(),
});

/**
 * It is with whom it was before, in the same state; their messages say so, and nobody gets a new one but a decider whose own
 * had not come. Throws ITEM_GONE, PROGRAM_CLOSED, HAND_OVER_STANDS.
 */
export async function undoHandOver(
  services: Services,
  actor: Person,
  itemId: string,
): Promise<{ item: Item; owner: string | null }> {
  return inTransaction(services.db, async (tx) => {
    const item = await findItem(tx, actor.workspace_id, itemId);
    if (!item || (await standingsOn(services, tx, actor, item)).length === 0) throw registerFailure("ITEM_GONE");
    refuseWhereClosed(await programOf(tx, item.workspace_id, item.program_id));
    const last = (await listItemEvents(tx, item.workspace_id, [item.id])).at(-1);
    const isTheirs = mayUndoHandOver(last, { personId: actor.id, now: services.clock.now() });
    const before = beforeSchema.safeParse(JSON.parse(last?.before ?? "null"));
    if (!isTheirs || !isLive(item) || !before.success) throw failure("HAND_OVER_STANDS", { code: codeOf(item) });
    const { owner_id, state, details } = before.data;
    const undone = await record(services, tx, actor, item, {
      event: "hand-over-undone",
      changes: {
        owner_id,
        ...(state && { state }),
        ...(details !== undefined && { details: readDetails(item.type, JSON.stringify(details)).details }),
      },
      isQuiet: true,
    });
    const { workspace_id: workspaceId } = item;
    if (isAsk(undone)) await putAgain(services, tx, undone);
    else await enqueueUpdate(tx, services, { workspaceId, key: recordKeys.itemGiven(item) });
    const [owner] = await peopleByIds(tx, workspaceId, owner_id === null ? [] : [owner_id]);
    return { item: undone, owner: owner?.name ?? null };
  });
}
