/** Who is told what about an ask, and when. */
import { enqueue, enqueueUpdate, reconsiderFrom, wasDropped } from "../../delivery/use-cases.ts";
import { personById } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, instantOf, later, localDateOf } from "../../platform/time.ts";
import { listSeatsOn, programOf } from "../../programs/use-cases.ts";
import { recordKeys } from "../delivery-keys.ts";
import { everyHolder } from "../escalation/levels.ts";
import { concernedAmong } from "../grounds.ts";
import type { Item } from "../repository.ts";
import { isImported } from "../rules.ts";
import { type AskItem, isAsk } from "./ask.ts";
import { askBackKind, askCompletionKind, askKind, askOutcomeKind, askVoteKind } from "./messages.ts";
import { listAskMessages, upsertTerm } from "./repository.ts";
import { newsOf, toldOfOutcome, UNDO_MS } from "./rules.ts";

/** The local time at which a deferred ask comes back. */
const MORNING = "09:00";

/**
 * Tells those concerned of a change of an ask, in the transaction of the change, and brings what was sent up to date.
 * `before`: null for a new one. `isQuiet`: nobody gets it anew.
 */
export async function followAsk(
  services: Services,
  tx: Tx,
  before: Item | null,
  after: Item,
  isQuiet = false,
): Promise<void> {
  if (!isAsk(after) || (before !== null && !isAsk(before))) return;
  const { workspace_id: workspaceId, id: itemId, revision } = after;
  const now = services.clock.now();
  const news = newsOf(before, after, isQuiet || isImported(after));
  if (before) await bringUpToDate(services, tx, before, after);
  if (before && isNeededOtherwise(before, after))
    await reconsiderFrom(tx, services, { workspaceId, keysFrom: recordKeys.asksOf(itemId) });
  if (news.ask && after.owner_id !== null) {
    const { zone } = await personById(tx, workspaceId, after.owner_id);
    const { from } = news.ask;
    const notBefore = from === null ? now : later(now, instantOf(from, MORNING, zone));
    // The messages that say until when it was put off say on that day that it is back.
    if (notBefore > now)
      await upsertTerm(tx, { workspace_id: workspaceId, item_id: itemId, kind: "deferred", ends_at: notBefore });
    await putTo(services, tx, after, after.owner_id, notBefore);
  }
  const toAuthor = { workspaceId, to: { personId: after.raised_by } };
  if (news.completion)
    await enqueue(tx, services, askCompletionKind, {
      ...toAuthor,
      key: completionKey(itemId),
      subject: { itemId },
      // Whoever completes it from the receipt of the answer is not asked.
      notBefore: addMs(now, UNDO_MS),
    });
  const { askedBack, circulation, outcome } = after.details;
  for (const personId of news.beside) await putTo(services, tx, after, personId, now);
  if (news.askBack && askedBack)
    await enqueue(tx, services, askBackKind, {
      ...toAuthor,
      key: askBackKey(itemId, revision),
      subject: { itemId, question: askedBack.question },
      notBefore: now,
    });
  if (news.vote && circulation)
    for (const personId of circulation.voters)
      await enqueue(tx, services, askVoteKind, {
        workspaceId,
        key: voteKey(itemId, circulation.number, personId),
        subject: { itemId, circulation: circulation.number, personId },
        to: { personId },
        notBefore: now,
      });
  if (news.outcome && outcome) {
    const notBefore = outcome.vote ? now : addMs(outcome.decidedAt, UNDO_MS);
    for (const personId of await toldOf(services, tx, after))
      await enqueue(tx, services, askOutcomeKind, {
        workspaceId,
        key: `ask-outcome:${outcome.decisionId}:${personId}`,
        subject: { itemId, decisionId: outcome.decisionId, personId },
        to: { personId },
        notBefore,
      });
    if (!outcome.vote)
      await upsertTerm(tx, { workspace_id: workspaceId, item_id: itemId, kind: "undo", ends_at: notBefore });
  }
}

function isNeededOtherwise(before: AskItem, after: AskItem): boolean {
  return before.due_on !== after.due_on || before.details.cannotWait?.at !== after.details.cannotWait?.at;
}

/** Of an ask that is back as it was: it is put to its decider where its last message was to go meanwhile and did not. */
export async function putAgain(services: Services, tx: Tx, ask: AskItem): Promise<void> {
  const { workspace_id: workspaceId, id: itemId, owner_id: personId } = ask;
  if (personId === null || !(await wasDropped(tx, { workspaceId, keysFrom: recordKeys.asksOf(itemId) }))) return;
  await putTo(services, tx, ask, personId, services.clock.now());
}

async function putTo(services: Services, tx: Tx, ask: AskItem, personId: string, notBefore: Instant): Promise<void> {
  const { workspace_id: workspaceId, id: itemId, revision } = ask;
  await enqueue(tx, services, askKind, {
    workspaceId,
    key: recordKeys.ask(itemId, revision),
    subject: { itemId, personId, revision },
    to: { personId },
    notBefore,
  });
}

async function toldOf(services: Looking, tx: Tx, item: AskItem): Promise<string[]> {
  const program = await programOf(tx, item.workspace_id, item.program_id);
  const seats = await listSeatsOn(tx, program, localDateOf(services.clock.now(), "UTC"));
  const decidedBy = item.details.outcome?.decidedBy ?? null;
  const told = toldOfOutcome(item, { seats, everyHolder: await everyHolder(tx, item), decidedBy });
  for (const id of item.details.alsoDecide ?? []) if (id !== decidedBy) told.add(id);
  return concernedAmong(services, tx, item, [...told]);
}

/** Of each sort the newest: an ask that stood for long was in many, and nobody looks for it in one of last year. */
const MOST_MESSAGES = 20;

/** Has the messages about an ask that were sent say what is so now: so many statements, however old it is. */
export async function bringUpToDate(services: Services, tx: Tx, before: AskItem, after: AskItem): Promise<void> {
  const { workspace_id: workspaceId, id: itemId } = after;
  for (const keysFrom of [recordKeys.asksOf(itemId), askBackKeys(itemId), recordKeys.queuedOf(itemId)])
    await enqueueUpdate(tx, services, { workspaceId, keysFrom, newest: MOST_MESSAGES });
  if (before.state === "draft") await enqueueUpdate(tx, services, { workspaceId, key: completionKey(itemId) });
  const { circulation } = before.details;
  for (const personId of circulation?.voters ?? [])
    await updateVote(services, tx, after, circulation?.number ?? 0, personId);
  for (const key of await listAskMessages(tx, { workspaceId, itemId, limit: MOST_MESSAGES }))
    await enqueueUpdate(tx, services, { workspaceId, key });
}

/** What a member of the committee sees of the vote. */
export async function updateVote(
  services: Services,
  tx: Tx,
  { workspace_id: workspaceId, id: itemId }: AskItem,
  circulation: number,
  personId: string,
): Promise<void> {
  await enqueueUpdate(tx, services, { workspaceId, key: voteKey(itemId, circulation, personId) });
}

function completionKey(itemId: string): string {
  return `ask-completion:${itemId}`;
}

function askBackKeys(itemId: string): string {
  return `ask-back:${itemId}:`;
}

function askBackKey(itemId: string, revision: number): string {
  return `${askBackKeys(itemId)}${revision}`;
}

function voteKey(itemId: string, circulation: number, personId: string): string {
  return `ask-vote:${itemId}:${circulation}:${personId}`;
}
