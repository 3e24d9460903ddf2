/** The message kinds of asks, each made as it is sent; `telling.ts` says who gets which. */

import type { SectionBlock } from "@slack/types";
import { z } from "zod";
import { dayOf, workingDayFrom } from "../../calendars/rules-days.ts";
import { workspaceCalendar } from "../../calendars/use-cases.ts";
import {
  type Line,
  type MessageKind,
  type RegisteredKind,
  readingNow,
  registered,
  type SendContext,
} from "../../delivery/kinds.ts";
import { enqueueUpdate } from "../../delivery/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { section } from "../../platform/slack/blocks.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { addLocalDays, instantOf, localDateOf } from "../../platform/time.ts";
import { isRunning } from "../../programs/closings/use-cases.ts";
import { recordKeys } from "../delivery-keys.ts";
import { lastDayToShow, noteShown } from "../escalation/levels.ts";
import { partIn } from "../grounds.ts";
import { findItem, listItemEvents } from "../repository.ts";
import { asTold } from "../rules-told.ts";
import { type Ask, type AskItem, askOf, isAsk } from "./ask.ts";
import {
  askBackLine,
  askBackMessage,
  askLine,
  askLineSince,
  askMessage,
  completionLine,
  completionMessage,
  noLongerTheirsMessage,
  outcomeMessage,
  outcomeMessageLine,
  voteLine,
  voteMessage,
} from "./blocks.ts";
import { decisionLine } from "./queue/blocks.ts";
import { askQueuedKind, tellOfQueue } from "./queue/messages.ts";
import { listVotes } from "./repository.ts";
import { lastVotingDay, putsAnew, waitsFor } from "./rules.ts";
import { isBeside, isTheirs, stateLine } from "./state.ts";
import { askTexts } from "./texts.ts";

const askSubject = z.strictObject({ itemId: z.string(), personId: z.string(), revision: z.int() });
type AskSubject = z.infer<typeof askSubject>;

/** To whoever decides. */
export const askKind: MessageKind<AskSubject> = {
  kind: "ask",
  subject: askSubject,
  priority: 15,
  contact: "prompt",
  slot: "weekly",
  async stillWanted({ db, workspaceId, now, reader }, { itemId, personId, revision }) {
    const item = await findAsk(db, workspaceId, itemId, "running");
    if (!item || item.state === "draft") return false;
    if (item.owner_id !== personId && !item.details.alsoDecide?.includes(personId)) return false;
    if (waitsFor(item, localDateOf(now, reader.zone)) !== "decider") return false;
    const events = await listItemEvents(db, workspaceId, [itemId]);
    return !events.some((event) => event.revision > revision && putsAnew(event));
  },
  async message(send, subject) {
    const ask = await askNow(send, subject);
    return askMessage(readingNow(send), ask, sideOf(ask, subject.personId));
  },
  line: async (send, subject) => askLine(readingNow(send), await askNow(send, subject)),
  async lines(send, subjects) {
    const lines: Line[] = [];
    for (const subject of subjects)
      lines.push(decisionLine(readingNow(send), await askNow(send, subject), lines.length + 1));
    return lines;
  },
  async sent(tx, { itemId, personId }, { workspaceId, at, stamps }) {
    await noteShown(tx, { workspaceId, itemIds: [itemId], personId, at });
    await enqueueUpdate(tx, stamps, { workspaceId, keysFrom: recordKeys.queuedOf(itemId) });
  },
  async decision({ db, workspaceId }, { itemId }) {
    const details = (await findAsk(db, workspaceId, itemId))?.details;
    return { hasCost: details?.costOfWaiting !== undefined, cannotWaitSince: details?.cannotWait?.at ?? null };
  },
  queued: tellOfQueue,
  /** Where its weekly slot comes so late that their term would not end before the ask is needed, it comes without. */
  async neededBy({ db, workspaceId, reader }, { itemId }) {
    const item = await findAsk(db, workspaceId, itemId);
    const last = item ? await lastDayToShow(db, item) : null;
    return last && instantOf(addLocalDays(last, 1), "00:00", reader.zone);
  },
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
    async message(send, subject) {
      const ask = await askNow(send, subject);
      const part = await partOf(send, subject);
      if (part !== "holds") return noLongerTheirsMessage(send.reader, nameOf(ask), part);
      return askMessage(readingNow(send), ask, sideOf(ask, subject.personId));
    },
    line: async (send, subject) => lineSince(send, subject, await askNow(send, subject)),
    async lines(send, subjects) {
      const lines: Line[] = [];
      let open = 0;
      for (const subject of subjects) {
        const ask = await askNow(send, subject);
        const isOpen = isTheirs(ask, subject.personId) && stateLine(send.reader, ask, true) === null;
        if (isOpen) open += 1;
        lines.push(isOpen ? decisionLine(readingNow(send), ask, open) : await lineSince(send, subject, ask));
      }
      return lines;
    },
  },
};

async function lineSince(send: SendContext, subject: AskSubject, ask: Ask): Promise<SectionBlock> {
  const part = await partOf(send, subject);
  if (part !== "holds") return section(noLongerTheirsMessage(send.reader, nameOf(ask), part).text);
  return askLineSince(readingNow(send), ask, sideOf(ask, subject.personId));
}

function sideOf(ask: Ask, personId: string): { isDecider: boolean; isBeside: boolean } {
  const isDecider = isTheirs(ask, personId);
  return { isDecider, isBeside: !isDecider && isBeside(ask, personId) };
}

const itemSubject = z.strictObject({ itemId: z.string() });
type ItemSubject = z.infer<typeof itemSubject>;

/** To its author, once: the rest of what is needed. */
export const askCompletionKind: MessageKind<ItemSubject> = {
  kind: "ask-completion",
  subject: itemSubject,
  priority: 30,
  contact: "prompt",
  slot: null,
  stillWanted: async ({ db, workspaceId }, { itemId }) =>
    (await findAsk(db, workspaceId, itemId, "running"))?.state === "draft",
  message: async (send, subject) => completionMessage(readingNow(send), await askNow(send, subject)),
  line: async (send, subject) => completionLine(readingNow(send), await askNow(send, subject)),
  async why(send, subject) {
    const ask = await askNow(send, subject);
    return [textsFor(askTexts, send.reader).completion.why(ask.program.title)];
  },
  since: {
    message: async (send, subject) => completionMessage(readingNow(send), await askNow(send, subject)),
    line: async (send, subject) => completionLine(readingNow(send), await askNow(send, subject)),
  },
};

const askBackSubject = z.strictObject({ itemId: z.string(), question: z.string() });
type AskBackSubject = z.infer<typeof askBackSubject>;

/** To its author: a question of the decider. */
export const askBackKind: MessageKind<AskBackSubject> = {
  kind: "ask-back",
  subject: askBackSubject,
  priority: 15,
  contact: "prompt",
  slot: "morning",
  async stillWanted({ db, workspaceId }, { itemId, question }) {
    return (await findAsk(db, workspaceId, itemId, "running"))?.details.askedBack?.question === question;
  },
  message: async (send, subject) => askBackMessage(readingNow(send), await askNow(send, subject), subject.question),
  line: async (send, subject) => askBackLine(readingNow(send), await askNow(send, subject), subject.question),
  async why(send, subject) {
    const ask = await askNow(send, subject);
    return [textsFor(askTexts, send.reader).back.why(ask.askedBack?.by.name ?? ask.decider?.name ?? "")];
  },
  since: {
    async message(send, subject) {
      return askBackMessage(readingNow(send), await askNow(send, subject), subject.question);
    },
    line: async (send, subject) => askBackLine(readingNow(send), await askNow(send, subject), subject.question),
  },
};

const voteSubject = z.strictObject({ itemId: z.string(), circulation: z.int(), personId: z.string() });
type VoteSubject = z.infer<typeof voteSubject>;

/** To each member of the committee. */
export const askVoteKind: MessageKind<VoteSubject> = {
  kind: "ask-vote",
  subject: voteSubject,
  priority: 15,
  contact: "prompt",
  slot: "weekly",
  async stillWanted({ db, workspaceId }, { itemId, circulation, personId }) {
    const now = (await findAsk(db, workspaceId, itemId, "running"))?.details.circulation;
    return now?.number === circulation && now.voters.includes(personId);
  },
  /** Its last day is left to vote in. */
  async neededBy({ db, workspaceId, reader }, { itemId }) {
    const vote = (await findAsk(db, workspaceId, itemId))?.details.circulation;
    return vote ? instantOf(lastVotingDay(vote, reader.zone), "00:00", reader.zone) : null;
  },
  message: async (send, subject) => (await voteShown(send, subject)).message,
  line: async (send, subject) => (await voteShown(send, subject)).line,
  async why(send, subject) {
    const ask = await askNow(send, subject);
    return [textsFor(askTexts, send.reader).vote.why(ask.program.title)];
  },
  since: {
    message: async (send, subject) => (await voteShown(send, subject)).message,
    line: async (send, subject) => (await voteShown(send, subject)).line,
  },
};

async function voteShown(send: SendContext, { itemId, circulation, personId }: VoteSubject) {
  const ask = await askNow(send, { itemId });
  const part = await partOf(send, { itemId, personId });
  const isOpen = ask.circulation?.number === circulation;
  // Whoever left the committee without a vote has no part in it, whatever else they are.
  const isOut = isOpen && ask.circulation?.voters.includes(personId) === false;
  if (part !== "holds" || isOut) {
    const message = noLongerTheirsMessage(send.reader, nameOf(ask), part === "holds" ? "over" : part);
    return { message, line: section(message.text) };
  }
  const votes = await listVotes(send.db, { workspaceId: send.workspaceId, itemId, circulation });
  const own = votes.find((vote) => vote.personId === personId);
  const shown = { own, votes, isDecider: ask.decider?.id === personId, isOpen };
  const reader = readingNow(send);
  return { message: voteMessage(reader, ask, shown), line: voteLine(reader, ask, shown) };
}

async function partOf(
  { db, workspaceId, now, events }: SendContext,
  { itemId, personId }: Omit<AskSubject, "revision">,
) {
  const item = await findItem(db, workspaceId, itemId);
  return item ? partIn({ clock: { now: () => now }, events }, db, item, personId) : "over";
}

function nameOf({ code, program }: Ask): { code: string; program: string } {
  return { code, program: program.title };
}

const outcomeSubject = z.strictObject({
  itemId: z.string(),
  decisionId: z.string(),
  personId: z.string(),
});

/** To those who asked, once the decision can no longer be undone. */
export const askOutcomeKind: MessageKind<z.infer<typeof outcomeSubject>> = {
  kind: "ask-outcome",
  subject: outcomeSubject,
  priority: 25,
  // What somebody has waited for: it does not queue behind a week of notices.
  contact: "digest",
  slot: "morning",
  /** Whoever asked has it at once where it is needed today or tomorrow. */
  async neededBy({ db, workspaceId, now, reader }, { itemId, personId }) {
    const item = await findAsk(db, workspaceId, itemId);
    const isSoon = (item?.due_on ?? "9") <= addLocalDays(localDateOf(now, reader.zone), 1);
    return isSoon && item?.raised_by === personId ? now : null;
  },
  async stillWanted({ db, workspaceId }, { itemId, decisionId, personId }) {
    // Whoever asked is answered, also where the program has been closed since.
    const asked = await findAsk(db, workspaceId, itemId);
    const item = asked?.raised_by === personId ? asked : await findAsk(db, workspaceId, itemId, "running");
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
  registered(askQueuedKind),
  registered(askCompletionKind),
  registered(askBackKind),
  registered(askVoteKind),
  registered(askOutcomeKind),
];

/** `running`: only of a program that is. */
async function findAsk(
  db: Db | Tx,
  workspaceId: string,
  itemId: string,
  of: "any" | "running" = "any",
): Promise<AskItem | undefined> {
  const item = await findItem(db, workspaceId, itemId);
  if (!item || !isAsk(item)) return undefined;
  return of === "any" || (await isRunning(db, workspaceId, item.program_id)) ? item : undefined;
}

async function askNow({ db, workspaceId, now, reader }: SendContext, { itemId }: ItemSubject): Promise<Ask> {
  const item = await findAsk(db, workspaceId, itemId);
  if (!item) throw new Error(`The ask ${itemId} is gone`);
  return askOf(db, asTold(item), { at: now, zone: reader.zone });
}
