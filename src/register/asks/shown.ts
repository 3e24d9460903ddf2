/** Which asks stand in messages of capabilities above. */

import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { insertAskMessage } from "./repository.ts";

/** A message shows these asks with their buttons: it is brought up to date whenever one of them changes. Twice is once. */
export async function noteAsksShown(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  { workspaceId, key, itemIds }: { workspaceId: string; key: string; itemIds: readonly string[] },
): Promise<void> {
  const shown = { workspace_id: workspaceId, message_key: key, noted_at: clock.now() };
  for (const itemId of new Set(itemIds)) await insertAskMessage(tx, { ...shown, item_id: itemId });
}
