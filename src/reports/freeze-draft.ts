/** A draft becomes what all readers get. */

import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { atSending, withWords } from "./changed-words.ts";
import { approvalNow, getDraft, wordsWait } from "./draft-store.ts";
import { refreshDraft } from "./drafts-messages.ts";
import type { Report } from "./report.ts";

/**
 * Freezes a draft as the first digest goes with it: in its words, all else as `fresh` has it. Held, or not approved, it goes
 * without words and stays `held`. Idempotent: what was sent stays.
 */
export async function freezeDraft(
  stamps: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspaceId, reportId, fresh }: { workspaceId: string; reportId: string; fresh: Report },
): Promise<void> {
  const draft = await getDraft(tx, workspaceId, reportId);
  if (draft.sentAt !== null) return;
  const now = await approvalNow(tx, draft);
  const waitsFor = wordsWait(now) && "approval" in now ? now.approval.asked_of : null;
  const onlyApproved = now.kind !== "none" && now.kind !== "nobody";
  const report = withWords(atSending(draft.report, fresh, { onlyApproved }), draft.words);
  await tx
    .updateTable("report")
    .set({
      document: JSON.stringify(report),
      cut_off_at: fresh.cutOffAt,
      sent_at: stamps.clock.now(),
      state: draft.state === "held" || waitsFor !== null ? "held" : "sent",
      held_by: draft.heldBy ?? waitsFor,
    })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", reportId)
    .where("sent_at", "is", null)
    .execute();
  await refreshDraft(tx, stamps, draft);
}
