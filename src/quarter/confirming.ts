/** What somebody who has the word after a quarter does: confirms all, or picks one to be discussed. */

import type { ActorContext } from "../people/actors.ts";
import { peopleByIds } from "../people/people.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { lockRows } from "../platform/locks.ts";
import { list, quarterName, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programOf } from "../programs/programs.ts";
import { whoLeads } from "../programs/who-leads.ts";
import { LONGEST_TITLE } from "../register/codes-and-transitions.ts";
import { enter } from "../register/items.ts";
import { shorten } from "../slack/blocks.ts";
import { type Body, confirmersOf, recipientsOf, reviewedIn } from "./bodies.ts";
import { readerOfRecord } from "./record-language.ts";
import { type ReviewPlace, showReviewAnew } from "./review-message.ts";
import { isConfirmable, isToConfirm, type Review, type Reviewed, reviewedBy, updateReview } from "./reviews.ts";
import { quarterTexts } from "./texts.ts";
import { putToOwnBody, raiseVote } from "./vote.ts";

const failure = errorTable({
  QUARTER_NOT_YOURS: {
    en: ({ who }) => `Only ${String(who) || "the committee, or else the sponsor,"} can do this.`,
    fr: ({ who }) => (String(who) ? `Cela revient à ${who}.` : "Cela revient au comité, sinon au sponsor."),
  },
  QUARTER_NOT_OPEN: {
    en: () => "This has been confirmed, or is being voted on already.",
    fr: () => "C’est déjà confirmé, ou mis au vote.",
  },
  QUARTER_NOBODY_ASKS: {
    en: () => "Nobody is there to decide it. Add a sponsor or a committee first.",
    fr: () => "Personne ne peut en décider. Ajoutez d’abord un sponsor ou un comité.",
  },
});

type Within = ActorContext<Db | Tx>;

interface OpenReviews {
  body: Body;
  open: Reviewed[];
}

/** Those that are still to be confirmed, and who has the word; locked in a transaction. */
async function openReviews(ctx: Within, place: ReviewPlace): Promise<OpenReviews> {
  const { db, actor, clock } = ctx;
  const workspaceId = actor.workspace_id;
  const named = await reviewedBy(db, workspaceId, place);
  await lockRows(db, "program", { workspaceId, ids: [place.bodyId, ...named.map(({ program }) => program.id)] });
  const { body, reviewed } = await reviewedIn(db, workspaceId, place, clock.now());
  return { body, open: reviewed.filter(isToConfirm) };
}

async function refuseUnlessAmong({ db, actor }: Within, ids: readonly string[]): Promise<void> {
  if (ids.includes(actor.id)) return;
  const people = await peopleByIds(db, actor.workspace_id, [...ids]);
  throw failure("QUARTER_NOT_YOURS", { who: people.map(({ name }) => name) });
}

/**
 * One decision in the record of the body for all that continue. Pressed again it changes nothing.
 * Throws QUARTER_NOT_YOURS.
 */
export async function confirmAll(ctx: ActorContext, place: ReviewPlace): Promise<void> {
  const { actor, clock, ids } = ctx;
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { body, open: all } = await openReviews(within, place);
    await refuseUnlessAmong(within, await confirmersOf(tx, actor.workspace_id, body, clock.now()));
    const open = all.filter(isConfirmable);
    if (open.length === 0) return;
    const reader = await readerOfRecord(tx, actor.workspace_id);
    const names = list(
      reader,
      open.map(({ program }) => program.title),
    );
    const title = textsFor(quarterTexts, reader).decision(quarterName(reader, place.quarter), names);
    const decision = await enter(within, {
      program: await programOf(tx, actor.workspace_id, place.bodyId),
      type: "decision",
      details: { decidedBy: actor.id, decidedOn: localDateOf(clock.now(), actor.zone) },
      title: shorten(title, LONGEST_TITLE),
      description: title,
      ownerId: actor.id,
      disclosure: "above",
      sourceKey: `quarter:${place.bodyId}:${place.quarter}:confirmed:${ids.next()}`,
    });
    const changes = { state: "confirmed" as const, decision_id: decision.id, decided_by: actor.id };
    for (const { review } of open) await updateReview(tx, review, changes);
    await showReviewAnew(within, tx, reviewAt(actor, place));
  });
}

/** What may be discussed, for the form of a member. Throws QUARTER_NOT_YOURS, QUARTER_NOT_OPEN. */
export async function toDiscuss(ctx: Within, place: ReviewPlace): Promise<OpenReviews> {
  const { body, open } = await openReviews(ctx, place);
  await refuseUnlessAmong(ctx, await recipientsOf(ctx.db, ctx.actor.workspace_id, body, ctx.clock.now()));
  if (open.length === 0) throw failure("QUARTER_NOT_OPEN");
  return { body, open };
}

/** It gets a vote of its own, in the name of whoever acts. Throws QUARTER_NOT_YOURS, QUARTER_NOT_OPEN, QUARTER_NOBODY_ASKS. */
export async function discuss(
  ctx: ActorContext,
  { programId, ...place }: ReviewPlace & { programId: string },
): Promise<Reviewed> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { body, open } = await toDiscuss(within, place);
    const found = open.find(({ program }) => program.id === programId);
    if (!found) throw failure("QUARTER_NOT_OPEN");
    // Whoever leads it has no vote on what they ask for.
    const isLeading = (await whoLeads(tx, found.program, ctx.clock.now())).includes(ctx.actor.id);
    if (!isLeading) await putToOwnBody(within, { ...found, body });
    else if (!(await raiseVote(within, found))) throw failure("QUARTER_NOBODY_ASKS");
    await showReviewAnew(within, tx, reviewAt(ctx.actor, place));
    return found;
  });
}

function reviewAt({ workspace_id }: Pick<Review, "workspace_id">, { bodyId, quarter }: ReviewPlace) {
  return { workspace_id, body_id: bodyId, quarter };
}
