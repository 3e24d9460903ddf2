/** A pause or a stop that is taken back before its first day: what held before holds again. */
import type { KnownBlock } from "@slack/types";
import { workspaceTime } from "../calendars/calendars.ts";
import type { ActorContext } from "../people/actors.ts";
import { type Person, peopleByIds, readerOf } from "../people/people.ts";
import { may } from "../people/rights.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { LookupContext } from "../platform/events.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { restoreDates } from "../programs/pausing.ts";
import { lockProgram, type Program, programOf, standingsOf } from "../programs/programs.ts";
import { actions } from "../slack/blocks.ts";
import { bodiesFor, confirmersOf } from "./bodies.ts";
import { tellTakenBack } from "./effect-message.ts";
import { type DecidedPlace, showReviewAnew, takeBackButton } from "./review-message.ts";
import { earlierDates, findReview, isToCome, type Review, reviewsBeginning, updateReview } from "./reviews.ts";

const failure = errorTable({
  QUARTER_TAKEN_BACK_BY_OTHERS: {
    en: ({ who }) => `This can be taken back by ${String(who) || "the committee"}, or the program’s office: ask them.`,
    fr: ({ who }) =>
      `L’annulation revient à ${String(who) || "son comité"}, ou au bureau du programme\u00a0: voyez avec eux.`,
  },
  QUARTER_TOO_LATE: {
    en: () =>
      "This holds already, or was decided otherwise since. Whoever leads the program can let it go on, or reopen it, in /drumbeat program.",
    fr: () =>
      "C’est déjà en vigueur, ou il en a été décidé autrement. Sa reprise ou sa réouverture se font dans /drumbeat program.",
  },
});

type Within = LookupContext & { db: Db | Tx; actor: Person };

/** Throws QUARTER_TAKEN_BACK_BY_OTHERS, QUARTER_TOO_LATE. */
export async function takeBack(ctx: ActorContext, place: DecidedPlace): Promise<Program> {
  const { actor } = ctx;
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    await lockProgram(tx, { workspaceId: actor.workspace_id, programId: place.programId });
    const { program, review } = await toTakeBack(within, place);

    const changes = { begins_on: null, taken_back_by: actor.id };
    await updateReview(tx, review, changes);
    await restoreDates(within, { program, dates: earlierDates(review) });

    await tellTakenBack(ctx, tx, { ...review, ...changes });
    await showReviewAnew(ctx, tx, review);
    return program;
  });
}

/** Throws as `takeBack`. */
export async function toTakeBack(
  within: Within,
  { programId, quarter }: DecidedPlace,
): Promise<{ program: Program; review: Review }> {
  const { db, actor } = within;
  const program = await programOf(db, actor.workspace_id, programId);
  const takers = await takersOf(within, program);
  if (!(await mayTakeBack(within, program, takers))) {
    const people = await peopleByIds(db, actor.workspace_id, takers);
    throw failure("QUARTER_TAKEN_BACK_BY_OTHERS", { who: people.map(({ name }) => name) });
  }
  const review = await findReview(db, actor.workspace_id, { program_id: programId, quarter });
  if (!review || !(await canBeTakenBack(within, program, review))) throw failure("QUARTER_TOO_LATE");
  return { program, review };
}

/** Below a decision, to whoever may take it back. */
export async function takeBackInView(
  services: LookupContext,
  db: Db | Tx,
  { viewer, programId, decisionId }: { viewer: Person; programId: string; decisionId: string },
): Promise<KnownBlock[]> {
  const within = { ...services, db, actor: viewer };
  const coming = await reviewsBeginning(db, { workspace_id: viewer.workspace_id, id: programId });
  const review = coming.find(({ decision_id: id }) => id === decisionId);
  if (!review) return [];
  const program = await programOf(db, viewer.workspace_id, programId);
  if (!(await canBeTakenBack(within, program, review))) return [];
  if (!(await mayTakeBack(within, program, await takersOf(within, program)))) return [];
  return [actions("quarter.decided", takeBackButton(readerOf(viewer), review))];
}

/** Whoever has the word on it now, beside its office. */
async function takersOf({ db, clock }: Within, { workspace_id: workspaceId, id }: Program): Promise<string[]> {
  const body = (await bodiesFor(db, workspaceId, [id], clock.now())).get(id);
  return body === undefined ? [] : confirmersOf(db, workspaceId, body, clock.now());
}

async function mayTakeBack(within: Within, program: Program, takers: readonly string[]): Promise<boolean> {
  if (takers.includes(within.actor.id)) return true;
  return may(await standingsOf(within.db, within.actor, program.id, within), "take-back-decision");
}

async function canBeTakenBack({ db, clock }: Within, program: Program, review: Review): Promise<boolean> {
  const { zone } = await workspaceTime(db, program.workspace_id);
  const isBefore = review.begins_on !== null && localDateOf(clock.now(), zone) < review.begins_on;
  return isBefore && program.state === "active" && isToCome(program, review);
}
