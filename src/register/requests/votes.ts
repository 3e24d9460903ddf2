/** The steering committee votes on a request: the majority of votes decides, else its chair. */
import { may } from "../../people/rules-rights.ts";
import { type Person, peopleByIds, personById, readerOf } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { instantOf, type LocalDate } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { type Program, programOf } from "../../programs/programs.ts";
import { registerFailure, requestFailure } from "../failures.ts";
import { record } from "../items.ts";
import { listItemEvents } from "../repository.ts";
import { codeOf } from "../rules.ts";
import { refuseUnlessOpen, requestToAct, shownTo, toDecide } from "./acts.ts";
import { daysOfPerson, lastDayToVote } from "./answer-by.ts";
import { takeDecision } from "./decide.ts";
import { voteNumber } from "./history.ts";
import { committeeOf } from "./next-owner.ts";
import { choicesOf, type Request, type RequestItem, withoutWaits } from "./request.ts";
import { bringUpToDate } from "./telling.ts";
import { deleteTerm, insertVote, listVotes, saveTerm, type Vote } from "./terms.ts";

/** When a vote closes on its last day, where its chair lives. */
const CLOSING_TIME = "18:00";

/** The chair first, then the longest seated; without whoever asked. Throws NO_COMMITTEE. */
async function committeeFor({ clock }: Services, db: Db | Tx, program: Program, item: RequestItem): Promise<Committee> {
  const ids = await committeeOf(db, item, clock.now());
  const people = new Map((await peopleByIds(db, program.workspace_id, ids)).map((person) => [person.id, person]));
  const [chair, ...others] = ids.flatMap((id) => people.get(id) ?? []);
  if (!chair) throw requestFailure("NO_COMMITTEE", { program: program.title });
  return [chair, ...others];
}

type Committee = [chair: Person, ...others: Person[]];

/** The last day of a vote that begins now. */
async function lastDay(services: Services, db: Db | Tx, item: RequestItem, chair: Person): Promise<LocalDate> {
  const { today, isWorkingDay } = await daysOfPerson(db, item.workspace_id, chair.id, services.clock.now());
  return lastDayToVote(item.due_on ?? today, { today, isWorkingDay });
}

export interface CommitteeToAsk {
  request: Request;
  /** The chair first, then the longest seated; without whoever asked. */
  members: Person[];
  until: LocalDate;
}

/** For the form. Throws as `toDecide`, and NO_COMMITTEE. */
export async function committeeToAsk(services: Services, actor: Person, itemId: string): Promise<CommitteeToAsk> {
  const { db } = services;
  const { item, program } = await toDecide(services, db, actor, itemId, "put-to-committee");
  const members = await committeeFor(services, db, program, item);
  const until = await lastDay(services, db, item, members[0]);
  return { request: await shownTo(services, db, actor, item), members, until };
}

/** Throws as `committeeToAsk`. */
export async function sendToCommittee(services: Services, actor: Person, itemId: string): Promise<void> {
  return inTransaction(services.db, async (tx) => {
    const { item, program } = await toDecide(services, tx, actor, itemId, "put-to-committee");
    const [chair] = await committeeFor(services, tx, program, item);
    const endsAt = instantOf(await lastDay(services, tx, item, chair), CLOSING_TIME, chair.zone);
    await record(services, tx, actor, item, {
      event: "circulated",
      changes: {
        details: { ...withoutWaits(item.details), waiting: { for: "committee", until: endsAt, because: "vote" } },
      },
    });
    await saveTerm(tx, { workspace_id: item.workspace_id, item_id: item.id, kind: "vote", ends_at: endsAt });
  });
}

/** For the form of a member. Throws ITEM_GONE, VOTE_CLOSED, NOT_A_VOTER. */
export async function requestToVoteOn(services: Services, actor: Person, itemId: string): Promise<Request> {
  const { item } = await toVote(services, services.db, actor, itemId);
  return shownTo(services, services.db, actor, item);
}

async function toVote(services: Services, db: Db | Tx, actor: Person, itemId: string) {
  const request = await requestToAct(services, db, actor, itemId);
  const { item, standings } = request;
  await refuseUnlessOpen(db, actor, item);
  const { waiting } = item.details;
  if (waiting?.because !== "vote" || waiting.until <= services.clock.now())
    throw requestFailure("VOTE_CLOSED", { code: codeOf(item) });
  if (!may(standings, "vote-on-ask")) throw requestFailure("NOT_A_VOTER", { code: codeOf(item) });
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
export async function castVote(services: Services, actor: Person, itemId: string, option: number): Promise<string> {
  return inTransaction(services.db, async (tx) => {
    const { item, program } = await toVote(services, tx, actor, itemId);
    const choice = choicesOf({ options: item.details.options ?? [] }, readerOf(actor))[option];
    if (!choice) throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
    const vote = { workspaceId: item.workspace_id, itemId, number: await voteNumberOf(tx, item) };
    await insertVote(tx, vote, { personId: actor.id, option }, services.clock.now());
    const voted = new Set((await votesOn(tx, item)).map(({ personId }) => personId));
    const members = await committeeFor(services, tx, program, item);
    if (members.every(({ id }) => voted.has(id))) await closeVote(services, tx, item);
    else await bringUpToDate(services, tx, item);
    return choice.label;
  });
}

/** The majority of the votes; null where under half vote, or no option has it. */
export function resultOf(votes: readonly Vote[], voters: number): { option: number; votes: number } | null {
  if (2 * votes.length < voters || votes.length === 0) return null;
  for (const [option, cast] of Map.groupBy(votes, (vote) => vote.option))
    if (2 * cast.length > votes.length) return { option, votes: cast.length };
  return null;
}

/** Its time is over, or all have voted. */
export async function closeVote(services: Services, tx: Tx, item: RequestItem): Promise<void> {
  if (item.state !== "open" || item.details.waiting?.because !== "vote") return;
  const { workspace_id: workspaceId } = item;
  const program = await programOf(tx, workspaceId, item.program_id);
  await deleteTerm(tx, { workspace_id: workspaceId, item_id: item.id, kind: "vote" });
  const voters = await committeeOf(tx, item, services.clock.now());
  const votes = (await votesOn(tx, item)).filter(({ personId }) => voters.includes(personId));
  const result = resultOf(votes, voters.length);
  const chairId = voters[0] ?? item.owner_id;
  const details = withoutWaits(item.details);
  if (result && chairId !== null) {
    const chair = await personById(tx, workspaceId, chairId);
    const text = choicesOf({ options: details.options ?? [] }, readerOf(chair))[result.option]?.label ?? "";
    const option = details.options ? result.option : null;
    const vote = { for: result.votes, cast: votes.length };
    await takeDecision(services, tx, chair, { item, program }, { option, text, decidedAt: services.clock.now(), vote });
    return;
  }
  await record(services, tx, null, item, {
    event: "vote-closed",
    changes: { owner_id: chairId, details },
    facts: { vote: { cast: votes.length, voters: voters.length } },
  });
}
