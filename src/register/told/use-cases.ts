/** Which asks stand in messages of capabilities above. */

import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";

/** A message shows these asks with their buttons: it is brought up to date whenever one of them changes. Twice is once. */
export async function noteAsksShown(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  { workspaceId, key, itemIds }: { workspaceId: string; key: string; itemIds: readonly string[] },
): Promise<void> {
  for (const item_id of new Set(itemIds))
    await tx
      .insertInto("ask_message")
      .values({ workspace_id: workspaceId, item_id, message_key: key, noted_at: clock.now() })
      .onConflict((conflict) => conflict.columns(["workspace_id", "item_id", "message_key"]).doNothing())
      .execute();
}
