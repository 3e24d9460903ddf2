/** Who is told what about an ask, and when; the messages are made as they are sent. */

import { z } from "zod";
import { dayOf, workingDayFrom } from "../../calendars/rules-days.ts";
import { workspaceCalendar } from "../../calendars/use-cases.ts";
import {
  type MessageKind,
  type RegisteredKind,
  readingNow,
  registered,
  type SendContext,
} from "../../delivery/kinds.ts";
import { enqueue, enqueueUpdate } from "../../delivery/use-cases.ts";
import { personById } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { addMs, instantOf, later, localDateOf } from "../../platform/time.ts";
import { hasRoleEnded } from "../../programs/rules-grounds.ts";
import { listSeatsOn, programOf, roleFactsFor } from "../../programs/use-cases.ts";
import { recordKeys } from "../delivery-keys.ts";
import { everyHolder, noteShown } from "../escalation/levels.ts";
import { concernedAmong, standingsOn } from "../grounds.ts";
import { findItem, type Item, listItemEvents } from "../repository.ts";
import { type Ask, type AskItem, askOf, isAsk } from "./ask.ts";
import {
  askBackLine,
  askBackMessage,
  askLine,
  askMessage,
  completionLine,
  completionMessage,
  noLongerTheirsMessage,
  outcomeMessage,
  outcomeMessageLine,
  voteLine,
  voteMessage,
} from "./blocks.ts";
import { listAskMessages, listVotes, upsertTerm } from "./repository.ts";
import { newsOf, putsAnew, toldOfOutcome, UNDO_MS, waitsFor } from "./rules.ts";
import { isBeside, isTheirs } from "./state.ts";
import { askTexts } from "./texts.ts";

/** The local time at which a deferred ask comes back. */
const MORNING = "09:00";

const askSubject = z.strictObject({ itemId: z.string(), personId: z.string(), revision: z.int() });
type AskSubject = z.infer<typeof askSubject>;

/** To whoever decides. */
export const askKind: MessageKind<AskSubject> = {
  kind: "ask",
  subject: askSubject,
  priority: 15,
  contact: "prompt",
  async stillWanted({ db, workspaceId, now, reader }, { itemId, personId, revision }) {
    const item = await findAsk(db, workspaceId, itemId);
    if (!item || item.state === "draft") return false;
    if (item.owner_id !== personId && !item.details.alsoDecide?.includes(personId)) return false;
    if (waitsFor(item, localDateOf(now, reader.zone)) !== "decider") return false;
    const events = await listItemEvents(db, workspaceId, [itemId]);
    return !events.some((event) => event.revision > revision && putsAnew(event));
  },
  async message(send, subject) {
    const ask = await askNow(send, subject);
    return askMessage(readingNow(send), ask, partOf(ask, subject.personId));
  },
  line: async (send, subject) => askLine(readingNow(send), await askNow(send, subject)),
  sent: (tx, { itemId, personId }, { workspaceId, at }) =>
    noteShown(tx, { workspaceId, itemIds: [itemId], personId, at }),
  /** Needed today or on the next working day. */
  async isUrgent({ db, workspaceId, now, reader }, { itemId }) {
    const item = await findAsk(db, workspaceId, itemId);
    if (!item || item.due_on === null) return false;
    const today = dayOf(localDateOf(now, reader.zone));
    return dayOf(item.due_on) <= workingDayFrom(today + 1, 1, await workspaceCalendar(db, workspaceId));
  },
  async why(send, subject) {
    const ask = await askNow(send, subject);
    return [textsFor(askTexts, send.reader).ask.why(ask.program.title, ask.asker.name)];
  },
  since: {
    formerly: "ask-shown",
    async message(send, subject) {
      const ask = await askNow(send, subject);
      const part = await partIn(send, subject);
      if (part !== "holds") return noLongerTheirsMessage(send.reader, ask, part);
      return askMessage(readingNow(send), ask, partOf(ask, subject.personId));
    },
  },
};

function partOf(ask: Ask, personId: string): { isDecider: boolean; isBeside: boolean } {
  const isDecider = isTheirs(ask, personId);
  return { isDecider, isBeside: !isDecider && isBeside(ask, personId) };
}

const itemSubject = z.strictObject({ itemId: z.string() });
type ItemSubject = z.infer<typeof itemSubject>;

/** To its author, once: the rest of what is needed. */
const askCompletionKind: MessageKind<ItemSubject> = {
  kind: "ask-completion",
  subject: itemSubject,
  priority: 30,
  contact: "prompt",
  stillWanted: async ({ db, workspaceId }, { itemId }) => (await findAsk(db, workspaceId, itemId))?.state === "draft",
  message: async (send, subject) => completionMessage(readingNow(send), await askNow(send, subject)),
  line: async (send, subject) => completionLine(readingNow(send), await askNow(send, subject)),
  async why(send, subject) {
    const ask = await askNow(send, subject);
    return [textsFor(askTexts, send.reader).completion.why(ask.program.title)];
  },
  since: {
    formerly: "ask-completed",
    message: async (send, subject) => completionMessage(readingNow(send), await askNow(send, subject)),
  },
};

const askBackSubject = z.strictObject({ itemId: z.string(), question: z.string() });
type AskBackSubject = z.infer<typeof askBackSubject>;

/** To its author: a question of the decider. */
const askBackKind: MessageKind<AskBackSubject> = {
  kind: "ask-back",
  subject: askBackSubject,
  priority: 15,
  contact: "prompt",
  async stillWanted({ db, workspaceId }, { itemId, question }) {
    return (await findAsk(db, workspaceId, itemId))?.details.askedBack?.question === question;
  },
  message: async (send, subject) => askBackMessage(readingNow(send), await askNow(send, subject), { isOpen: true }),
  line: async (send, subject) => askBackLine(readingNow(send), await askNow(send, subject)),
  async why(send, subject) {
    const ask = await askNow(send, subject);
    return [textsFor(askTexts, send.reader).back.why(ask.askedBack?.by.name ?? ask.decider?.name ?? "")];
  },
  since: {
    formerly: "ask-back-shown",
    async message(send, subject) {
      const ask = await askNow(send, subject);
      return askBackMessage(readingNow(send), ask, { isOpen: ask.askedBack?.question === subject.question });
    },
  },
};

const voteSubject = z.strictObject({ itemId: z.string(), circulation: z.int(), personId: z.string() });
type VoteSubject = z.infer<typeof voteSubject>;

/** To each member of the committee. */
const askVoteKind: MessageKind<VoteSubject> = {
  kind: "ask-vote",
  subject: voteSubject,
  priority: 15,
  contact: "prompt",
  async stillWanted({ db, workspaceId }, { itemId, circulation }) {
    return (await findAsk(db, workspaceId, itemId))?.details.circulation?.number === circulation;
  },
  message: voteShown,
  line: async (send, subject) => voteLine(readingNow(send), await askNow(send, subject)),
  async why(send, subject) {
    const ask = await askNow(send, subject);
    return [textsFor(askTexts, send.reader).vote.why(ask.program.title)];
  },
  since: { formerly: "ask-vote-shown", message: voteShown },
};

/** Whether the person of a message still has to do with its ask: else it says no more of it than why, where a role ended. */
async function partIn(
  { db, workspaceId, now, events }: SendContext,
  { itemId, personId }: { itemId: string; personId: string },
): Promise<"holds" | "role-ended" | "over"> {
  const item = await findItem(db, workspaceId, itemId);
  if (!item) return "over";
  const person = await personById(db, workspaceId, personId);
  const read = { clock: { now: () => now }, events };
  const standings = await standingsOn(read, db, person, item);
  if (standings.some((standing) => standing !== "admin")) return "holds";
  const facts = await roleFactsFor(db, person, item.program_id, read);
  return hasRoleEnded(personId, facts, localDateOf(item.raised_at, "UTC")) ? "role-ended" : "over";
}

async function voteShown(send: SendContext, { itemId, circulation, personId }: VoteSubject) {
  const ask = await askNow(send, { itemId });
  const part = await partIn(send, { itemId, personId });
  if (part !== "holds") return noLongerTheirsMessage(send.reader, ask, part);
  const votes = await listVotes(send.db, { workspaceId: send.workspaceId, itemId, circulation });
  return voteMessage(readingNow(send), ask, {
    own: votes.find((vote) => vote.personId === personId),
    votes,
    isDecider: ask.decider?.id === personId,
    isOpen: ask.circulation?.number === circulation,
  });
}

/** What waits since before November 2026 does not say to whom it goes. */
const outcomeSubject = z.strictObject({
  itemId: z.string(),
  decisionId: z.string(),
  personId: z.string().nullable().default(null),
});

/** To those who asked, once the decision can no longer be undone. */
export const askOutcomeKind: MessageKind<z.infer<typeof outcomeSubject>> = {
  kind: "ask-outcome",
  subject: outcomeSubject,
  priority: 25,
  // What somebody has waited for: it does not queue behind a week of notices.
  contact: "digest",
  async stillWanted({ db, workspaceId }, { itemId, decisionId }) {
    const item = await findAsk(db, workspaceId, itemId);
    return item?.state === "decided" && item.details.outcome?.decisionId === decisionId;
  },
  message: async (send, subject) => outcomeMessage(readingNow(send), await askNow(send, subject), subject.personId),
  line: async (send, subject) => outcomeMessageLine(readingNow(send), await askNow(send, subject), subject.personId),
  async why(send, subject) {
    const ask = await askNow(send, subject);
    const texts = textsFor(askTexts, send.reader).outcome;
    return [subject.personId === ask.asker.id ? texts.whyAsker : texts.why(ask.program.title)];
  },
};

/** For the outbox. */
export const askKinds: readonly RegisteredKind[] = [
  registered(askKind),
  registered(askCompletionKind),
  registered(askBackKind),
  registered(askVoteKind),
  registered(askOutcomeKind),
];

/** A log that existed before is taken over without writing to anybody. */
const IMPORTED = "import:";

/**
 * Tells those concerned of a change of an ask, in the transaction of the change, and brings what was sent up to date.
 * `before`: null for a new one.
 */
export async function followAsk(services: Services, tx: Tx, before: Item | null, after: Item): Promise<void> {
  if (!isAsk(after) || (before !== null && !isAsk(before))) return;
  const { workspace_id: workspaceId, id: itemId, revision } = after;
  const now = services.clock.now();
  const news = newsOf(before, after, after.source_key.startsWith(IMPORTED));
  if (before) await bringUpToDate(services, tx, before, after);
  if (news.ask && after.owner_id !== null) {
    const { zone } = await personById(tx, workspaceId, after.owner_id);
    const { from } = news.ask;
    const notBefore = from === null ? now : later(now, instantOf(from, MORNING, zone));
    // The messages that say until when it was put off say on that day that it is back.
    if (notBefore > now)
      await upsertTerm(tx, { workspace_id: workspaceId, item_id: itemId, kind: "deferred", ends_at: notBefore });
    await enqueue(tx, services, askKind, {
      workspaceId,
      key: recordKeys.ask(itemId, revision),
      subject: { itemId, personId: after.owner_id, revision },
      to: { personId: after.owner_id },
      notBefore,
    });
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
  for (const personId of news.beside)
    await enqueue(tx, services, askKind, {
      workspaceId,
      key: recordKeys.ask(itemId, revision),
      subject: { itemId, personId, revision },
      to: { personId },
      notBefore: now,
    });
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
  for (const keysFrom of [recordKeys.asksOf(itemId), askBackKeys(itemId)])
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

async function findAsk(db: Db | Tx, workspaceId: string, itemId: string): Promise<AskItem | undefined> {
  const item = await findItem(db, workspaceId, itemId);
  return item && isAsk(item) ? item : undefined;
}

async function askNow({ db, workspaceId, now, reader }: SendContext, { itemId }: ItemSubject): Promise<Ask> {
  const item = await findAsk(db, workspaceId, itemId);
  if (!item) throw new Error(`The ask ${itemId} is gone`);
  return askOf(db, item, { at: now, zone: reader.zone });
}
