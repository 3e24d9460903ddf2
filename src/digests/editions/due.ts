/** Makes what of one reader is due at one instant, as one message. */
import { workspaceCalendar } from "../../calendars/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { approvalsFor, storeDraft, takeApproved } from "../approval/drafts.ts";
import { type Draft, findDraftFor } from "../approval/repository.ts";
import { gatherFacts } from "../compile/gather.ts";
import type { Participation } from "../compile/gather-answers.ts";
import { programsOfYears, readerSeats, yearsFor } from "../compile/gather-feed.ts";
import { hasYears, nextSending } from "../periods/rules.ts";
import { withPhases } from "../phases/use-cases.ts";
import { isDueStill, moveSubscription, type Subscription } from "../repository.ts";
import { compileInPieces, type NewEdition, storeEditions } from "./edition.ts";

/** One of them was moved on meanwhile: what is due still is made in the next tick. */
class MovedMeanwhile extends Error {}

/**
 * Of one reader, what is due at one instant, as one message. What another instance has made since it was found due is not
 * compiled again, and what waits for approval is not waited for. The facts are read before the transaction, so that a large
 * digest does not hold up answers: what is committed with an earlier time meanwhile comes with the next edition, which
 * knows what this one has.
 */
export async function compileDue(services: Services, all: readonly Due[], shared: Making): Promise<number> {
  const made: Compiled[] = [];
  for (const due of all)
    try {
      if (await isDueStill(services.db, due)) made.push(await compileOne(services, due, shared));
    } catch (cause) {
      shared.failures.push(failureOf(due, cause));
    }
  const store = async (tx: Tx): Promise<number> => {
    const moved: boolean[] = [];
    for (const { due, nextAt } of made) moved.push(await moveSubscription(tx, due, nextAt));
    if (!moved.includes(true)) return 0;
    if (moved.includes(false)) throw new MovedMeanwhile();
    const ready: NewEdition[] = [];
    for (const { draft, toDraft, edition } of made) {
      if (toDraft) await storeDraft(tx, services, toDraft);
      const goes = draft ? await takeApproved(tx, services, draft) : edition;
      if (goes) ready.push(goes);
    }
    return storeEditions(tx, services, ready);
  };
  try {
    return await inTransaction(services.db, store);
  } catch (cause) {
    if (cause instanceof MovedMeanwhile) return 0;
    throw cause;
  }
}

type Due = Subscription & { zone: string };

interface Making {
  cutOffAt: Instant;
  participation: Map<string, Participation>;
  failures: unknown[];
}

export function failureOf({ rhythm, person_id: personId }: Subscription, cause: unknown): Error {
  return new Error(`The ${rhythm} digest of person ${personId} could not be made`, { cause });
}

/** What of one reader is due at one instant comes together. */
export function comingWith({ workspace_id: workspaceId, person_id: personId, next_at: at }: Subscription): string {
  return `${workspaceId} ${personId} ${at}`;
}

/** Of what is due: the draft that there is of it, the one to be made of it, or what goes; of what says nothing none of these. */
interface Compiled {
  due: Due;
  nextAt: Instant;
  draft?: Draft;
  toDraft?: Parameters<typeof storeDraft>[2];
  edition?: NewEdition;
}

async function compileOne(services: Services, due: Due, { cutOffAt, participation }: Making): Promise<Compiled> {
  const { db } = services;
  const { workspace_id: workspaceId, person_id: personId, rhythm } = due;
  const reader = { workspaceId, personId, rhythm };
  const years = await yearsFor(db, reader);
  const yearStartMonth = hasYears(rhythm)
    ? years.startOf(programsOfYears((await readerSeats(db, reader, cutOffAt)).giving))
    : 1;
  const nextAt = nextSending(rhythm, due.zone, cutOffAt, yearStartMonth, await workspaceCalendar(db, workspaceId));
  const slot = { workspaceId, readerId: personId, rhythm, sendAt: due.next_at };
  const draft = await findDraftFor(db, slot);
  if (draft) return { due, nextAt, draft };
  const gathered = await gatherFacts(db, reader, cutOffAt, { participation, years });
  const facts = gathered && (await withPhases(services, db, workspaceId, gathered));
  const document = facts && (await compileInPieces(facts));
  if (!facts || !document) return { due, nextAt };
  const approvals = await approvalsFor(db, workspaceId, facts);
  return approvals.length > 0
    ? { due, nextAt, toDraft: { ...slot, facts, document, approvals } }
    : { due, nextAt, edition: { workspaceId, readerId: personId, fromAt: facts.fromAt, cutOffAt, document } };
}
