/** The steering committee decides: by its chair, or by circulation among its members. */

import { may } from "../../people/rules-rights.ts";
import { type Person, peopleByIds, personById } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, DAY, instantOf, type LocalDate, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { hasRole, type RoleFacts } from "../../programs/rules-grounds.ts";
import { listSeatsOn, type Program, programOf } from "../../programs/use-cases.ts";
import { withoutWaits } from "../escalation/rules-cases.ts";
import { registerFailure } from "../failures.ts";
import { findItem, type Item } from "../repository.ts";
import { codeOf } from "../rules.ts";
import type { Circulation } from "../types/ask.ts";
import { record } from "../use-cases.ts";
import { type Ask, type AskItem, isAsk } from "./ask.ts";
import { askFailure } from "./failures.ts";
import { deleteTerm, insertVote, listTermsOver, listVotes, nextTermEnd, upsertTerm } from "./repository.ts";
import { backFromVote, CLOSING_TIME, chairOf, closingOf } from "./rules.ts";
import { bringUpToDate, updateVote } from "./telling.ts";
import { asAsk, askToAct, refuseUnlessToDecide, shownTo, takeDecision } from "./use-cases.ts";

export interface Committee {
  chair: Person;
  /** The chair among them. */
  members: Person[];
}

/** An ask and the committee that it may be put to. Throws ITEM_GONE, ASK_NOT_FOR_YOU, NO_COMMITTEE and as `decideAsk`. */
export async function askForCommittee(
  services: Services,
  actor: Person,
  itemId: string,
): Promise<{ ask: Ask; committee: Committee }> {
  const { db } = services;
  const { item, program } = await toPut(services, db, actor, itemId);
  return { ask: await shownTo(services, db, actor, item), committee: await committeeOf(services, db, program) };
}

async function toPut(services: Services, db: Db | Tx, actor: Person, itemId: string) {
  const ask = await askToAct(services, db, actor, itemId);
  const { item, standings } = ask;
  if (!may(standings, "put-to-committee")) {
    const who = (await peopleByIds(db, item.workspace_id, [item.owner_id ?? item.raised_by])).map(({ name }) => name);
    throw askFailure("ASK_NOT_YOURS", { code: codeOf(item), who });
  }
  await refuseUnlessToDecide(db, item);
  if (item.details.circulation) throw askFailure("ASK_IN_VOTE", { code: codeOf(item) });
  return ask;
}

async function committeeOf({ clock }: Services, db: Db | Tx, program: Program): Promise<Committee> {
  const seats = await listSeatsOn(db, program, localDateOf(clock.now(), "UTC"));
  const ids = new Set(seats.filter(({ role }) => role === "steering").map((seat) => seat.person_id));
  const members = (await peopleByIds(db, program.workspace_id, [...ids])).filter((person) => !person.is_deactivated);
  const active = new Set(members.map(({ id }) => id));
  const chairId = chairOf(seats.filter((seat) => active.has(seat.person_id)));
  const chair = members.find(({ id }) => id === chairId);
  if (!chair) throw askFailure("NO_COMMITTEE", { program: program.title });
  return { chair, members };
}

/**
 * Puts an ask to the committee: its chair decides alone, or its members vote until the end of a day. Either way the
 * chair is who answers for it. Throws as `askForCommittee`, and ASK_INCOMPLETE for a vote without options.
 */
export async function putToCommittee(
  services: Services,
  actor: Person,
  itemId: string,
  way: { kind: "chair" } | { kind: "circulation"; quorum: number; closesOn: LocalDate },
): Promise<{ ask: Ask; committee: Committee }> {
  return inTransaction(services.db, async (tx) => {
    const { item, program } = await toPut(services, tx, actor, itemId);
    const committee = await committeeOf(services, tx, program);
    const { chair, members } = committee;
    const { passedOn: _, lastVote, ...details } = withoutWaits(item.details);
    const number = (lastVote?.number ?? 0) + 1;
    if (way.kind === "circulation" && (item.state === "draft" || (details.options?.length ?? 0) < 2))
      throw askFailure("ASK_INCOMPLETE", { code: codeOf(item) });
    const circulation: Circulation | null =
      way.kind === "chair"
        ? null
        : {
            number,
            putBy: actor.id,
            voters: members.map(({ id }) => id),
            quorum: Math.min(way.quorum, members.length),
            closesAt: instantOf(way.closesOn, CLOSING_TIME, chair.zone),
          };
    const put = await record(services, tx, actor, item, {
      event: circulation ? "circulated" : "delegated",
      changes: {
        ...(item.owner_id !== chair.id && { owner_id: chair.id }),
        ...(item.state === "acknowledged" && { state: "open" as const }),
        details: { ...details, ...(lastVote && { lastVote }), ...(circulation && { circulation }) },
      },
    });
    if (circulation)
      await upsertTerm(tx, {
        workspace_id: item.workspace_id,
        item_id: item.id,
        kind: "vote",
        ends_at: circulation.closesAt,
      });
    return { ask: await shownTo(services, tx, actor, asAsk(put)), committee };
  });
}

/** For the form of a member. Throws ITEM_GONE, VOTE_CLOSED, NOT_A_VOTER, ASK_WITHDRAWN. */
export async function askToVoteOn(
  services: Services,
  actor: Person,
  itemId: string,
): Promise<{ ask: Ask; own: number | null | undefined }> {
  const { item, circulation } = await toVote(services, services.db, actor, itemId);
  const votes = await listVotes(services.db, voteOf(item, circulation));
  const own = votes.find(({ personId }) => personId === actor.id)?.option;
  return { ask: await shownTo(services, services.db, actor, item), own };
}

async function toVote(services: Services, db: Db | Tx, actor: Person, itemId: string) {
  const { item, program, standings } = await askToAct(services, db, actor, itemId);
  const { circulation } = item.details;
  if (!circulation || circulation.closesAt <= services.clock.now())
    throw askFailure("VOTE_CLOSED", { code: codeOf(item) });
  if (!may(standings, "vote-on-ask")) throw askFailure("NOT_A_VOTER", { code: codeOf(item) });
  await refuseUnlessToDecide(db, item);
  return { item, program, circulation };
}

/**
 * Votes, or changes a vote, until it closes; with the last vote it closes at once. Null abstains.
 * Throws ITEM_GONE, VOTE_CLOSED, NOT_A_VOTER, ITEM_MOVED_ON for an option that is not there.
 */
export async function castVote(services: Services, actor: Person, itemId: string, option: number | null): Promise<Ask> {
  return inTransaction(services.db, async (tx) => {
    const { item, circulation } = await toVote(services, tx, actor, itemId);
    if (option !== null && item.details.options?.[option] === undefined)
      throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
    const vote = voteOf(item, circulation);
    await insertVote(tx, { ...vote, personId: actor.id, option }, services.clock.now());
    const votes = await listVotes(tx, vote);
    if (votes.length < circulation.voters.length) {
      for (const { personId } of votes) await updateVote(services, tx, item, circulation.number, personId);
      return shownTo(services, tx, actor, item);
    }
    return shownTo(services, tx, actor, await closeVote(services, tx, item));
  });
}

function voteOf(item: AskItem, { number }: Circulation) {
  return { workspaceId: item.workspace_id, itemId: item.id, circulation: number };
}

/** With a quorum and a majority it is decided; else the chair has it, and is told why. */
async function closeVote(services: Services, tx: Tx, item: AskItem): Promise<AskItem> {
  const { circulation } = item.details;
  if (!circulation || item.owner_id === null) return item;
  const term = { workspace_id: item.workspace_id, item_id: item.id, kind: "vote" as const };
  const program = await programOf(tx, item.workspace_id, item.program_id);
  if (program.state === "closed") {
    // It ends by no term while nobody can vote: reopened, it gets that time again.
    await upsertTerm(tx, { ...term, ends_at: addMs(services.clock.now(), DAY) });
    return item;
  }
  await deleteTerm(tx, term);
  const votes = await listVotes(tx, voteOf(item, circulation));
  const result = closingOf(item, circulation, votes);
  if (result.kind === "decided") {
    const chair = await personById(tx, item.workspace_id, item.owner_id);
    return takeDecision(
      services,
      tx,
      chair,
      { item, program },
      {
        option: result.option,
        text: item.details.options?.[result.option]?.label ?? "",
        vote: { for: result.votes, cast: result.cast },
      },
    );
  }
  const closed = await record(services, tx, null, item, {
    event: "vote-closed",
    changes: { details: backFromVote(item.details, circulation, result, item.owner_id) },
  });
  return asAsk(closed);
}

/** Does what is due by time: ends the minutes in which a decision can be undone, votes, and what had been put off. */
export async function endAskTerms(services: Services): Promise<void> {
  for (const term of await listTermsOver(services.db, services.clock.now()))
    await inTransaction(services.db, async (tx) => {
      if (!(await deleteTerm(tx, term))) return;
      const item = await findItem(tx, term.workspace_id, term.item_id);
      if (!item || !isAsk(item)) return;
      if (term.kind === "vote") await closeVote(services, tx, item);
      else if (term.kind === "undo" || item.details.deferredUntil !== undefined)
        await bringUpToDate(services, tx, item, item);
    });
}

/** When `endAskTerms` has something to do. */
export const nextAskTermAt = nextTermEnd;

/**
 * Whoever no longer sits in the committee is no voter any more, unless they have voted; with the last vote that was waited
 * for it closes. Returns the ask as it is then.
 */
export async function withdrawVoters(services: Services, tx: Tx, item: Item, facts: RoleFacts): Promise<Item> {
  if (!isAsk(item) || !item.details.circulation) return item;
  const { circulation, ...details } = item.details;
  const votes = await listVotes(tx, voteOf(item, circulation));
  const cast = new Set(votes.map(({ personId }) => personId));
  const voters = circulation.voters.filter((id) => cast.has(id) || hasRole(id, facts, ["steering"]));
  if (voters.length === circulation.voters.length) return item;
  const quorum = Math.max(1, Math.min(circulation.quorum, voters.length));
  const left = { ...circulation, voters: voters.length > 0 ? voters : circulation.voters, quorum };
  const changed = asAsk(
    await record(services, tx, null, item, {
      event: "changed",
      changes: { details: { ...details, circulation: left } },
    }),
  );
  return votes.length >= voters.length ? closeVote(services, tx, changed) : changed;
}
