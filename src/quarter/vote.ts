/** A program that is voted on by itself: a request of it, put to its committee. */
import type { Recommendation } from "../cadences/questions/questions.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson } from "../people/people.ts";
import { may } from "../people/rights.ts";
import type { Tx } from "../platform/database.ts";
import { dayInWords, quarterName, type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import type { Program } from "../programs/programs.ts";
import { standingsOn } from "../register/item-rights.ts";
import { enter } from "../register/items.ts";
import { hasCommitteeFor } from "../register/requests/next-owner.ts";
import { deciderOf } from "../register/requests/usual-decider.ts";
import { sendWithin } from "../register/requests/votes.ts";
import type { Body } from "./bodies.ts";
import { readerOfRecord } from "./record-language.ts";
import { type Review, updateReview } from "./reviews.ts";
import { choicesFor } from "./rules.ts";
import { quarterTexts } from "./texts.ts";

interface ToVote {
  review: Review;
  program: Program;
}

/** Raised by whoever acts. Where nobody is above them to decide, the program stays to be confirmed: returns whether it is put. */
export async function raiseVote(ctx: ActorContext<Tx>, { review, program }: ToVote): Promise<boolean> {
  const byRule = { requesterId: ctx.actor.id, disclosure: "above" as const };
  const ownerId = await deciderOf(ctx, ctx.db, program, byRule);
  if (ownerId === null) return false;
  await putToVote(ctx, { review, program, ownerId, isToOwnBody: false });
  return true;
}

/** Raised by one of the body, who decides it with the others: under its chair, or of sponsors under whoever acts. */
export async function putToOwnBody(ctx: ActorContext<Tx>, { body, ...toVote }: ToVote & { body: Body }): Promise<void> {
  const { memberIds, isCommittee } = body;
  const isTheirs = !isCommittee && memberIds.includes(ctx.actor.id);
  const ownerId = isTheirs ? ctx.actor.id : (memberIds[0] ?? ctx.actor.id);
  await putToVote(ctx, { ...toVote, ownerId, isToOwnBody: true });
}

/** What was given as reason stays in the answer, and stands beside the choice in the message of the review. */
async function putToVote(
  ctx: ActorContext<Tx>,
  { review, program, ownerId, isToOwnBody }: ToVote & { ownerId: string; isToOwnBody: boolean },
): Promise<void> {
  const { db: tx, actor } = ctx;
  const reader = await readerOfRecord(tx, actor.workspace_id);
  const recommendation = review.recommendation ?? "continue";
  const choices = choicesFor(recommendation);
  const item = await enter(ctx, {
    program,
    type: "request",
    details: {
      kind: "decision",
      options: choices.map((choice) => ({
        label: choiceLabel(reader, choice, review.until),
        doesNothing: choice === "continue",
      })),
      recommended: 0,
      ...(isToOwnBody && { isToOwnBody }),
    },
    title: textsFor(quarterTexts, reader).question[recommendation](quarterName(reader, review.quarter)),
    ownerId,
    disclosure: "above",
    sourceKey: `quarter:${program.id}:${review.quarter}:${ctx.ids.next()}`,
  });
  const changes = { state: "in-vote" as const, request_id: item.id, choices: JSON.stringify(choices) };
  await updateReview(tx, review, changes);
  if (!(await hasCommitteeFor(tx, item, ctx.clock.now()))) return;
  const isTheirs = may(await standingsOn(ctx, tx, actor, item), "put-to-committee");
  const by = isTheirs ? actor : await getPerson(tx, actor.workspace_id, ownerId);
  await sendWithin({ ...ctx, actor: by }, { itemId: item.id });
}

function choiceLabel(reader: Reader, choice: Recommendation, until: LocalDate | null): string {
  const texts = textsFor(quarterTexts, reader);
  if (choice === "pause" && until !== null) return texts.pauseUntil(dayInWords(reader, until));
  return texts.choice[choice];
}
