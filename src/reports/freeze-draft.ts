/** A draft becomes what all readers get. */

import type { Db, Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { atSending, withWords } from "./changed-words.ts";
import { approvalNow, type Draft, getDraft, wordsWait } from "./draft-store.ts";
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
  const { report, state, heldBy } = await draftAsSent(tx, draft, fresh);
  const sent = { cut_off_at: fresh.cutOffAt, sent_at: stamps.clock.now(), state, held_by: heldBy };
  const document = JSON.stringify(report);
  await rows(tx, "report", workspaceId).update({ id: reportId, sent_at: null }, { document, ...sent });
  await refreshDraft(tx, stamps, draft);
}

/** What readers would get of a draft: its words, all else as `fresh` has it. Held, or not approved, it would go without words. */
export async function draftAsSent(
  db: Db | Tx,
  draft: Draft,
  fresh: Report,
): Promise<{ report: Report; state: "held" | "sent"; heldBy: string | null }> {
  const now = await approvalNow(db, draft);
  const waitsFor = wordsWait(now) && "approval" in now ? now.approval.asked_of : null;
  const onlyApproved = now.kind !== "none" && now.kind !== "nobody";
  const report = withWords(atSending(draft.report, fresh, { onlyApproved }), draft.words);
  const state = draft.state === "held" || waitsFor !== null ? "held" : "sent";
  return { report, state, heldBy: draft.heldBy ?? waitsFor };
}
