/** A program on which another body has the word by now: what is still open of its quarter is put to that one. */
import type { Db, Tx } from "../platform/database.ts";
import { lockRows } from "../platform/locks.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { addMs, DAY } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { yieldToEventLoop } from "../platform/yield-to-event-loop.ts";
import type { Program } from "../programs/programs.ts";
import { bodiesFor } from "./bodies.ts";
import { sendReview, showReviewAnew } from "./review-message.ts";
import { isOpen, type Review, updateReview } from "./reviews.ts";

/** What nobody has confirmed for so long is no question of this quarter any more. */
const DAYS_OPEN = 90;

/** Whatever a portfolio's committee, its coverage or the dates of a seat have moved; each program by itself. */
export async function moveReviews(services: Services, workspaceId: string): Promise<void> {
  const open = await openReviewsSince(services, services.db, { workspaceId });
  const programIds = [...new Set(open.map(({ program_id: id }) => id))];
  const bodies = await bodiesFor(services.db, workspaceId, programIds, services.clock.now());
  for (const id of programIds) {
    const moved = open.some(({ program_id, body_id: bodyId }) => program_id === id && bodies.get(id)?.id !== bodyId);
    if (moved) await inTransaction(services.db, (tx) => moveReviewsOf(services, tx, { workspace_id: workspaceId, id }));
    await yieldToEventLoop();
  }
}

/**
 * Of one program, to whoever has the word on it now and has not got it; the body before sees that it has gone. Where nobody sits, it
 * stays until somebody does.
 */
export async function moveReviewsOf(
  services: Services,
  tx: Tx,
  { workspace_id: workspaceId, id: programId }: Pick<Program, "workspace_id" | "id">,
): Promise<void> {
  // Most changes of seats come while nothing is open.
  if ((await openReviewsSince(services, tx, { workspaceId, programId })).length === 0) return;
  await lockRows(tx, "program", { workspaceId, ids: [programId] });
  const open = await openReviewsSince(services, tx, { workspaceId, programId });
  const body = (await bodiesFor(tx, workspaceId, [programId], services.clock.now())).get(programId);
  if (body === undefined || body.memberIds.length === 0) return;

  for (const review of open) {
    const hasMoved = review.body_id !== body.id;
    if (hasMoved) await updateReview(tx, review, { body_id: body.id });
    await sendReview(services, tx, { workspaceId, body, quarter: review.quarter });
    if (hasMoved) await showReviewAnew(services, tx, review);
  }
}

async function openReviewsSince(
  { clock }: Pick<Services, "clock">,
  db: Db | Tx,
  { workspaceId, programId }: { workspaceId: string; programId?: string },
): Promise<Review[]> {
  const ofPrograms = programId === undefined ? {} : { program_id: programId };
  const open = await rows(db, "quarter_review", workspaceId).list({ ...ofPrograms, ...isOpen });
  const since = addMs(clock.now(), -DAYS_OPEN * DAY);
  return open.filter(({ opened_at: at }) => at >= since);
}
