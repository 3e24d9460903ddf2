/** Which asks stand in messages of capabilities above. */

import { withdraw } from "../../delivery/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Tx } from "../../platform/database.ts";
import { recordKeys } from "../delivery-keys.ts";
import { noteShown } from "../escalation/levels.ts";
import { insertAskMessage } from "./repository.ts";

interface AskMessage {
  workspaceId: string;
  key: string;
  /** Whoever got it. */
  personId: string;
  at: Instant;
}

/**
 * A message shows these asks: it is brought up to date whenever one of them changes. Those in `withButtons` have been put to
 * whoever got it, who gets no message of the week about them as well. Idempotent.
 */
export async function noteAsksShown(
  tx: Tx,
  { workspaceId, key, personId, at }: AskMessage,
  { itemIds, withButtons }: { itemIds: readonly string[]; withButtons: readonly string[] },
): Promise<void> {
  const shown = { workspace_id: workspaceId, message_key: key, noted_at: at };
  for (const itemId of new Set(itemIds)) await insertAskMessage(tx, { ...shown, item_id: itemId });
  await noteShown(tx, { workspaceId, itemIds: withButtons, personId, at });
  for (const itemId of withButtons)
    await withdraw(tx, workspaceId, { keysFrom: recordKeys.asksOf(itemId), personId }, "in_a_digest");
}
