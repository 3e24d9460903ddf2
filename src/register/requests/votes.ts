/** The steering committee votes on a request: the majority of votes decides, else its chair. */
import type { ActorContext } from "../../people/actors.ts";
import { getPerson, type Person, peopleByIds, readerOf } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { instantOf, type LocalDate } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { type Program, programOf } from "../../programs/programs.ts";
import { codeOf } from "../codes-and-transitions.ts";
import { requestFailure } from "../failures.ts";
import { record } from "../items.ts";
import { movedOn } from "../last-act.ts";
import { listItemEvents } from "../repository.ts";
import type { RequestOption } from "../types/decisions-and-requests.ts";
import { giveTo } from "./acts.ts";
import { daysOfPerson, lastDayToVote } from "./answer-by.ts";
import { takeDecision } from "./decide.ts";
import { votersNotAsked } from "./delivered-to-owner.ts";
import { voteNumber } from "./history.ts";
import { answeredBy } from "./how-answered.ts";
import { committeeOf } from "./next-owner.ts";
import { updateMessages } from "./notifications.ts";
import { choicesOf, type Request, type RequestItem, withoutWaits } from "./request.ts";
import { deleteTerm, insertVote, listVotes, saveTerm, type Vote } from "./requests-store.ts";
import { refuseUnlessOpen, requestToAct, shownTo, toDecide } from "./who-decides.ts";

/** Local time at which a vote closes, in the chair's zone. */
const CLOSING_TIME = "18:00";

/** The chair first, then the longest seated; without whoever asked. Throws NO_COMMITTEE. */
async function committeeFor({ clock }: Services, db: Db | Tx, program: Program, item: RequestItem): Promise<Committee> {
  const ids = await committeeOf(db, item, clock.now());
  const people = new Map((await peopleByIds(db, program.workspace_id, ids)).map((person) => [person.id, person]));
  const [chair, ...others] = ids.flatMap((id) => people.get(id) ?? []);
  if (!chair || (others.length === 0 && chair.id === item.owner_id))
    throw requestFailure("NO_COMMITTEE", { program: program.title });
  return [chair, ...others];
}

type Committee = [chair: Person, ...others: Person[]];

/** The last day of a vote that begins now. */
async function lastDay(services: Services, db: Db | Tx, item: RequestItem, chair: Person): Promise<LocalDate> {
  const { today, isWorkingDay } = await daysOfPerson(db, item.workspace_id, chair.id, services.clock.now());
  return lastDayToVote(item.due_on ?? today, { today, isWorkingDay });
}

/** For the form. Throws as `toDecide`, and NO_COMMITTEE. */
export async function committeeToAsk(ctx: ActorContext, { itemId }: { itemId: string }) {
  const { item, program } = await toDecide(ctx, { itemId, right: "put-to-committee" });
  const members = await committeeFor(ctx, ctx.db, program, item);
  const until = await lastDay(ctx, ctx.db, item, members[0]);
  return { request: await shownTo(ctx, item), members, until };
}

/**
 * `options`: on what they vote, where it is answered in words. Throws as `committeeToAsk`, and ITEM_MOVED_ON where nothing can
 * be chosen.
 */
export async function sendToCommittee(
  ctx: ActorContext,
  { itemId, options = [] }: { itemId: string; options?: readonly RequestOption[] },
): Promise<void> {
  return inTransaction(ctx.db, (tx) => sendWithin({ ...ctx, db: tx }, { itemId, options }));
}

/** The same in a transaction that does more. */
export async function sendWithin(
  within: ActorContext<Tx>,
  { itemId, options = [] }: { itemId: string; options?: readonly RequestOption[] },
): Promise<void> {
  const { db: tx } = within;
  const { item, program } = await toDecide(within, { itemId, right: "put-to-committee" });
  const [chair, ...others] = await committeeFor(within, tx, program, item);
  if (others.length === 0) {
    await giveTo(within, { item, to: chair.id, because: "by-hand" });
    return;
  }
  const hasChoices = options.length > 0 || choicesOf(item.details, readerOf(within.actor)).length > 0;
  if (!hasChoices) throw await movedOn(within, item);
  const endsAt = instantOf(await lastDay(within, tx, item, chair), CLOSING_TIME, chair.zone);
  await record(within, {
    item,
    event: "circulated",
    changes: {
      details: {
        ...(options.length > 0
          ? answeredBy(withoutWaits(item.details), "options", options)
          : withoutWaits(item.details)),
        waiting: { for: "committee", until: endsAt, because: "vote" },
      },
    },
  });
  await saveTerm(tx, { workspace_id: item.workspace_id, item_id: item.id, kind: "vote", ends_at: endsAt });
}

/** For the form of a member. Throws ITEM_GONE, VOTE_CLOSED, NOT_A_VOTER. */
export async function requestToVoteOn(ctx: ActorContext, { itemId }: { itemId: string }): Promise<Request> {
  const { item } = await toVote(ctx, { itemId });
  return shownTo(ctx, item);
}

async function toVote(ctx: ActorContext, { itemId }: { itemId: string }) {
  const request = await requestToAct(ctx, { itemId });
  const { item, standings } = request;
  await refuseUnlessOpen(ctx.db, ctx.actor, item);
  const { waiting } = item.details;
  if (waiting?.because !== "vote" || waiting.until <= ctx.clock.now())
    throw requestFailure("VOTE_CLOSED", { code: codeOf(item) });
  if (!may(standings, "vote-on-request")) throw requestFailure("NOT_A_VOTER", { code: codeOf(item) });
  return request;
}

async function voteNumberOf(db: Db | Tx, { workspace_id: workspaceId, id }: RequestItem): Promise<number> {
  return voteNumber(await listItemEvents(db, workspaceId, [id]));
}

/** Of the last time that it was put to the committee. */
async function votesOn(db: Db | Tx, item: RequestItem): Promise<Vote[]> {
  const votes = await listVotes(db, item.workspace_id, new Map([[item.id, await voteNumberOf(db, item)]]));
  return votes.get(item.id) ?? [];
}

/** A vote can be changed until it closes, which it does with the last one. Throws as `requestToVoteOn`, and ITEM_MOVED_ON. */
export async function castVote(
  ctx: ActorContext,
  { itemId, option }: { itemId: string; option: number },
): Promise<void> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { item, program } = await toVote(within, { itemId });
    const choices = choicesOf(item.details, readerOf(ctx.actor));
    if (!choices[option]) throw await movedOn(within, item);
    const vote = { workspaceId: item.workspace_id, itemId, number: await voteNumberOf(tx, item) };
    await insertVote(tx, vote, { personId: ctx.actor.id, option }, ctx.clock.now());
    const voted = new Set((await votesOn(tx, item)).map(({ personId }) => personId));
    const members = await committeeFor(ctx, tx, program, item);
    if (members.every(({ id }) => voted.has(id))) await closeVote(ctx, tx, item);
    else await updateMessages(ctx, tx, item);
  });
}

/** The majority of the votes; null where under half vote, or no option has it. */
export function resultOf(votes: readonly Vote[], voters: number): { option: number; votes: number } | null {
  if (2 * votes.length < voters || votes.length === 0) return null;
  for (const [option, cast] of Map.groupBy(votes, (vote) => vote.option))
    if (2 * cast.length > votes.length) return { option, votes: cast.length };
  return null;
}

/** Closes a vote that is over or complete. */
export async function closeVote(services: Services, tx: Tx, item: RequestItem): Promise<void> {
  if (item.state !== "open" || item.details.waiting?.because !== "vote") return;
  const { workspace_id: workspaceId } = item;
  const program = await programOf(tx, workspaceId, item.program_id);
  await deleteTerm(tx, { workspace_id: workspaceId, item_id: item.id, kind: "vote" });
  const members = await committeeOf(tx, item, services.clock.now());
  const votes = (await votesOn(tx, item)).filter(({ personId }) => members.includes(personId));
  // Whoever was not asked has withheld no vote.
  const silent = members.filter((id) => !votes.some(({ personId }) => personId === id));
  const unasked = await votersNotAsked(tx, item, silent);
  const voters = members.filter((id) => !unasked.includes(id));
  const result = resultOf(votes, voters.length);
  const chairId = members[0] ?? item.owner_id;
  const details = withoutWaits(item.details);
  if (result && chairId !== null) {
    const chair = await getPerson(tx, workspaceId, chairId);
    const text = choicesOf(details, readerOf(chair))[result.option]?.label ?? "";
    const option = details.options ? result.option : null;
    const vote = { for: result.votes, cast: votes.length };
    const taking = { option, text, decidedAt: services.clock.now(), vote };
    await takeDecision({ ...services, db: tx, actor: chair }, { item, program, ...taking });
    return;
  }
  const changes = { owner_id: chairId, details };
  const facts = { vote: { cast: votes.length, voters: voters.length } };
  await record({ ...services, db: tx, actor: null }, { item, event: "vote-closed", changes, facts });
}
