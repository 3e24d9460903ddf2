/** An answer that comes, or is corrected, while nothing is decided of its program. */
import type { SavedAnswer } from "../check-ins/events.ts";
import { findRound } from "../check-ins/rounds/rounds.ts";
import type { Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { programOf } from "../programs/programs.ts";
import { whoLeads } from "../programs/who-leads.ts";
import { answerTo, isAskedForReview, roundsBeside } from "./asked.ts";
import { bodiesFor } from "./bodies.ts";
import { columnsOf, requesterOf } from "./opening.ts";
import { sendReview } from "./review-message.ts";
import { isOpen, type Review, readAnew, updateReview } from "./reviews.ts";
import { recommendedIn } from "./rules.ts";
import { raiseVote } from "./vote.ts";

/** What is voted on stays as it was put; beside it stands what whoever leads says now. */
async function showSaid(
  services: Services,
  tx: Tx,
  { review, checkInId }: { review: Review; checkInId: string },
): Promise<void> {
  await updateReview(tx, review, { check_in_id: checkInId });
  await showToBody(services, tx, review);
}

async function showToBody(services: Services, tx: Tx, review: Review): Promise<void> {
  const { workspace_id: workspaceId, program_id: programId, quarter } = review;
  const body = (await bodiesFor(tx, workspaceId, [programId], services.clock.now())).get(programId);
  if (body?.id === review.body_id) await sendReview(services, tx, { workspaceId, body, quarter });
}

/** It counts: where it says so, the program gets a vote of its own. */
export async function followAnswer(
  services: Services,
  tx: Tx,
  { workspaceId, programId, checkInId }: SavedAnswer,
): Promise<void> {
  // Most answers come while nothing is open.
  const open = await rows(tx, "quarter_review", workspaceId).list({ program_id: programId, ...isOpen });
  if (open.length === 0) return;

  const saved = await rows(tx, "check_in", workspaceId).find({ id: checkInId });
  const round = saved && (await findRound(tx, workspaceId, saved.round_id));
  const review = open.find(({ quarter }) => quarter === round?.period);
  if (!round || !review || !(await isAskedForReview(tx, workspaceId, round))) return;

  const program = await programOf(tx, workspaceId, programId);
  const leading = await whoLeads(tx, program, services.clock.now());
  const answer = await answerTo(tx, program, await roundsBeside(tx, round));
  const recommended = answer && recommendedIn(answer.answers);
  if (!recommended) return showToBody(services, tx, review);
  const columns = columnsOf(answer.id, recommended, recommended.isApart);
  if (!(await readAnew(tx, review, columns))) return showSaid(services, tx, { review, checkInId: answer.id });

  const requester = await requesterOf(tx, workspaceId, { personId: answer.personId, leading });
  if (recommended.isApart && requester)
    await raiseVote({ ...services, db: tx, actor: requester }, { review: { ...review, ...columns }, program });
  await showToBody(services, tx, review);
}
