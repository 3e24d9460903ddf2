/** What those who have a part in a request say about it: in the history of its steps, as everything of them. */
import type { ActorContext } from "../../people/actors.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { lockProgram } from "../../programs/programs.ts";
import { findItemInTurn } from "../../register/item-rights.ts";
import { record } from "../../register/items.ts";
import { itemsOf } from "./list-comments.ts";
import { showWorkRequest } from "./messages.ts";
import { getWorkRequest, workFailure, workRequestFor } from "./request-queries.ts";

export const LONGEST_COMMENT = 3000;

/** By whoever sees the request, also once it has ended. Throws WORK_GONE. */
export async function commentOnWork(ctx: ActorContext, { id, words }: { id: string; words: string }): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { workspace_id: workspaceId, program_id: programId } = await getWorkRequest(tx, ctx.actor.workspace_id, id);
    await lockProgram(tx, { workspaceId, programId });
    const { workRequest } = await workRequestFor(within, id);
    const itemId = (await itemsOf(tx, workRequest)).at(-1)?.id;
    const item = itemId === undefined ? undefined : await findItemInTurn(tx, workspaceId, itemId);
    if (!item) throw workFailure("WORK_GONE");
    await record(within, { item, event: "commented", changes: {}, note: words });
    await showWorkRequest(ctx, tx, workRequest);
  });
}
