/** The message kinds of requests, each made as it is sent; `telling.ts` says who gets which. */
import type { KnownBlock } from "@slack/types";
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
import { allGoing } from "../../delivery/use-cases.ts";
import { personById } from "../../people/use-cases.ts";
import { actions, lineOf, section } from "../../platform/slack/blocks.ts";
import type { Message } from "../../platform/slack/message.ts";
import { shortDate, textsFor } from "../../platform/texts/language.ts";
import { addLocalDays, instantOf, localDateOf } from "../../platform/time.ts";
import { recordKeys } from "../delivery-keys.ts";
import { partIn } from "../grounds.ts";
import { findItem, listItemEvents } from "../repository.ts";
import type { ItemEventName } from "../table.ts";
import { goesUpOn, lastDayToWait, lastVotingDay } from "./answer-by.ts";
import { blockerKind } from "./blocker-message.ts";
import { answerButton, questionButton } from "./buttons.ts";
import { lastQuestion, voteNumber } from "./history.ts";
import { knownOf, nextOwner } from "./next-owner.ts";
import { noteKind } from "./note-message.ts";
import { findRequest, requestNow } from "./now.ts";
import { daysOfPerson } from "./owner-days.ts";
import { listVotes } from "./repository.ts";
import { isToDecide, type Request, waitsFor } from "./request.ts";
import {
  noLongerTheirsMessage,
  outcomeMessage,
  outcomeSection,
  questionLine,
  questionMessage,
  requestLine,
  requestMessage,
  voteLine,
  voteMessage,
} from "./request-message.ts";
import { stateLine } from "./state.ts";
import { requestTexts } from "./texts.ts";

const requestSubject = z.strictObject({
  itemId: z.string(),
  personId: z.string(),
  revision: z.int(),
  /** Handed over or replied by somebody: their words wait for no other message. */
  isNow: z.literal(true).optional(),
});
type RequestSubject = z.infer<typeof requestSubject>;

/** What puts a request to its decider anew, so that what was to go before does not go as well. */
const PUTS_ANEW: readonly ItemEventName[] = [
  "delegated",
  "escalated",
  "handed-on",
  "answered-back",
  "vote-closed",
  "reopened",
];

/** To whoever decides. */
export const requestKind: MessageKind<RequestSubject> = {
  kind: "ask",
  subject: requestSubject,
  priority: 15,
  contact: ({ isNow }) => (isNow ? "digest" : "prompt"),
  slot: ({ isNow }) => (isNow ? null : "weekly"),
  async stillWanted({ db, workspaceId, now, reader }, { itemId, personId, revision }) {
    const item = await findRequest({ db, workspaceId }, itemId, "running");
    if (!item || item.owner_id !== personId) return false;
    if (waitsFor(item, localDateOf(now, reader.zone)) !== "decider") return false;
    const events = await listItemEvents(db, workspaceId, [itemId]);
    return !events.some((event) => event.revision > revision && PUTS_ANEW.includes(event.event));
  },
  message: async (send, subject) => requestMessage(readingNow(send), await requestNow(send, subject), subject.personId),
  line: async (send, subject) => requestLine(readingNow(send), await requestNow(send, subject), subject.personId),
  lines: (send, subjects) => linesOf(send, subjects),
  /** It waits for a weekly or a morning message only where that comes two working days before it is to be answered. */
  async neededBy({ db, workspaceId, now, reader }, { itemId, personId }) {
    const item = await findRequest({ db, workspaceId }, itemId);
    if (!item || item.answer_by === null) return null;
    const { isWorkingDay } = await daysOfPerson(db, workspaceId, personId, now);
    return instantOf(addLocalDays(lastDayToWait(item.answer_by, isWorkingDay), 1), "00:00", reader.zone);
  },
  /** Needed today or on the next working day. */
  async isUrgent({ db, workspaceId, now, reader }, { itemId }) {
    const item = await findRequest({ db, workspaceId }, itemId);
    if (!item || item.due_on === null) return false;
    const today = dayOf(localDateOf(now, reader.zone));
    return dayOf(item.due_on) <= workingDayFrom(today + 1, 1, await workspaceCalendar(db, workspaceId));
  },
  async why(send, subject) {
    const { program, asker } = await requestNow(send, subject);
    return [textsFor(requestTexts, send.reader).request.why(program.title, asker.name)];
  },
  since: {
    async message(send, subject) {
      const request = await requestNow(send, subject);
      const left = await leftBy(send, request, subject.personId);
      return left ?? requestMessage(readingNow(send), request, subject.personId);
    },
    async line(send, subject) {
      const request = await requestNow(send, subject);
      const left = await leftBy(send, request, subject.personId);
      return left ? section(left.text) : requestLine(readingNow(send), request, subject.personId);
    },
    lines: (send, subjects) => linesOf(send, subjects),
  },
};

async function linesOf(send: SendContext, subjects: readonly RequestSubject[]): Promise<KnownBlock[][]> {
  const lines: KnownBlock[][] = [];
  let open = 0;
  for (const subject of subjects) {
    const request = await requestNow(send, subject);
    const left = await leftBy(send, request, subject.personId);
    if (stateLine(send.reader, request, subject.personId) === null) open += 1;
    lines.push(left ? [section(left.text)] : requestLine(readingNow(send), request, subject.personId, open));
  }
  return lines;
}

/** To somebody who has nothing to do with it any more; null where they have. */
async function leftBy(send: SendContext, { id, code, program }: Request, personId: string): Promise<Message | null> {
  const { db, workspaceId, now, events } = send;
  const item = await findItem(db, workspaceId, id);
  const part = item ? await partIn({ clock: { now: () => now }, events }, db, item, personId) : "over";
  return part === "holds" ? null : noLongerTheirsMessage(send.reader, { code, program: program.title }, part);
}

const revisionSubject = z.strictObject({ itemId: z.string(), revision: z.int() });
type RevisionSubject = z.infer<typeof revisionSubject>;

/** To whoever asked: a question of the decider, now and with its words. */
export const questionKind: MessageKind<RevisionSubject> = {
  kind: "ask-back",
  subject: revisionSubject,
  priority: 15,
  // It waits neither for a slot nor for the hour that they prefer.
  contact: "digest",
  slot: null,
  async stillWanted({ db, workspaceId }, { itemId, revision }) {
    const item = await findRequest({ db, workspaceId }, itemId, "running");
    if (!item || !isToDecide(item)) return false;
    const events = await listItemEvents(db, workspaceId, [itemId]);
    const asked = events.findLast(({ event }) => event === "asked-back");
    return asked?.revision === revision && lastQuestion(events)?.answer === null;
  },
  message: async (send, subject) => questionMessage(readingNow(send), await requestNow(send, subject)),
  line: async (send, subject) => questionLine(readingNow(send), await requestNow(send, subject)),
  async why(send, subject) {
    const { question, decider } = await requestNow(send, subject);
    return [textsFor(requestTexts, send.reader).question.why(question?.by.name ?? decider?.name ?? "")];
  },
  since: {},
};

const voteSubject = z.strictObject({ itemId: z.string(), revision: z.int(), personId: z.string() });
type VoteSubject = z.infer<typeof voteSubject>;

/** To each member of the committee. */
export const voteKind: MessageKind<VoteSubject> = {
  kind: "ask-vote",
  subject: voteSubject,
  priority: 15,
  contact: "prompt",
  slot: "weekly",
  async stillWanted({ db, workspaceId }, { itemId, revision }) {
    const item = await findRequest({ db, workspaceId }, itemId, "running");
    if (item?.details.waiting?.because !== "vote") return false;
    const events = await listItemEvents(db, workspaceId, [itemId]);
    return events.findLast(({ event }) => event === "circulated")?.revision === revision;
  },
  /** Its last day is left to vote in. */
  async neededBy({ db, workspaceId, reader }, { itemId }) {
    const waiting = (await findRequest({ db, workspaceId }, itemId))?.details.waiting;
    return waiting?.because === "vote"
      ? instantOf(lastVotingDay(waiting.until, reader.zone), "00:00", reader.zone)
      : null;
  },
  message: async (send, subject) => voteShown(send, subject),
  async line(send, subject) {
    const request = await requestNow(send, subject);
    const left = await leftBy(send, request, subject.personId);
    return left ? section(left.text) : voteLine(readingNow(send), request);
  },
  async why(send, subject) {
    const { program } = await requestNow(send, subject);
    return [textsFor(requestTexts, send.reader).vote.why(program.title)];
  },
  since: {},
};

async function voteShown(send: SendContext, { itemId, revision, personId }: VoteSubject): Promise<Message> {
  const { db, workspaceId } = send;
  const request = await requestNow(send, { itemId });
  const left = await leftBy(send, request, personId);
  if (left) return left;
  const events = await listItemEvents(db, workspaceId, [itemId]);
  const number = voteNumber(events.filter((event) => event.revision <= revision));
  const votes = await listVotes(db, { workspaceId, itemId, number });
  const own = votes.find((vote) => vote.personId === personId);
  return voteMessage(readingNow(send), request, { own, votes, readerId: personId });
}

const outcomeSubject = z.strictObject({ itemId: z.string(), decisionId: z.string(), personId: z.string() });

/** To those who asked, once the decision can no longer be undone. */
export const outcomeKind: MessageKind<z.infer<typeof outcomeSubject>> = {
  kind: "ask-outcome",
  subject: outcomeSubject,
  priority: 25,
  // What somebody has waited for: it does not queue behind a week of notices.
  contact: "digest",
  slot: "morning",
  /** Whoever asked has it at once where it is needed today or tomorrow. */
  async neededBy({ db, workspaceId, now, reader }, { itemId, personId }) {
    const item = await findRequest({ db, workspaceId }, itemId);
    const isSoon = (item?.due_on ?? "9") <= addLocalDays(localDateOf(now, reader.zone), 1);
    return isSoon && item?.raised_by === personId ? now : null;
  },
  async stillWanted({ db, workspaceId }, { itemId, decisionId, personId }) {
    // Whoever asked is answered, also where the program has been closed since.
    const asked = await findRequest({ db, workspaceId }, itemId);
    const item = asked?.raised_by === personId ? asked : await findRequest({ db, workspaceId }, itemId, "running");
    return item?.state === "decided" && item.details.outcome?.decisionId === decisionId;
  },
  message: async (send, subject) => outcomeMessage(readingNow(send), await requestNow(send, subject), subject.personId),
  line: async (send, subject) => outcomeSection(readingNow(send), await requestNow(send, subject), subject.personId),
  async why(send, subject) {
    const { asker, program } = await requestNow(send, subject);
    const texts = textsFor(requestTexts, send.reader).outcome;
    return [subject.personId === asker.id ? texts.whyAsker : texts.why(program.title)];
  },
};

/** The last day to answer, back from being postponed, or overdue where nobody is above. */
const REMINDING = ["last-day", "back", "overdue"] as const;
export type Reminding = (typeof REMINDING)[number];

const reminderSubject = z.strictObject({
  itemId: z.string(),
  ownerId: z.string(),
  personId: z.string(),
  what: z.enum(REMINDING),
  on: z.string(),
});
type ReminderSubject = z.infer<typeof reminderSubject>;

/** To whoever decides with the buttons, on the last day to whoever asked as well. */
export const reminderKind: MessageKind<ReminderSubject> = {
  kind: "ask-reminder",
  subject: reminderSubject,
  priority: 20,
  contact: "reminder",
  slot: ({ what }) => (what === "overdue" ? "weekly" : "morning"),
  isForItsDay: ({ what }) => what !== "overdue",
  async neededBy({ now }, { what }) {
    return what === "overdue" ? null : now;
  },
  async stillWanted(send, { itemId, ownerId, personId, what, on }) {
    const { db, workspaceId, now, reader } = send;
    const item = await findRequest({ db, workspaceId }, itemId, "running");
    if (!item || item.owner_id !== ownerId) return false;
    const today = localDateOf(now, reader.zone);
    const waits = waitsFor(item, today);
    if (waits !== "decider" && !(waits === "question" && what === "last-day")) return false;
    if (what === "last-day" && today > on) return false;
    return personId !== ownerId || !(await isPutToday(send, itemId, ownerId));
  },
  async message(send, subject) {
    const { line, buttons } = await reminderOf(send, subject);
    return { text: lineOf(line.replaceAll("*", "")), blocks: [section(line), ...buttons] };
  },
  async line(send, subject) {
    const { line, buttons } = await reminderOf(send, subject);
    return [section(line), ...buttons];
  },
  async why(send, subject) {
    const { program } = await requestNow(send, subject);
    return [textsFor(requestTexts, send.reader).reminder.why(program.title)];
  },
  since: {},
};

/** The request itself comes or came today. */
async function isPutToday({ db, workspaceId, now, reader }: SendContext, itemId: string, personId: string) {
  const today = localDateOf(now, reader.zone);
  const put = await allGoing(db, workspaceId, recordKeys.asksOf(itemId));
  return put.some((one) => one.personId === personId && localDateOf(one.at, reader.zone) === today);
}

async function reminderOf(
  send: SendContext,
  { itemId, ownerId, personId, what, on }: ReminderSubject,
): Promise<{ line: string; buttons: KnownBlock[] }> {
  const { db, workspaceId, now } = send;
  const reader = readingNow(send);
  const request = await requestNow(send, { itemId });
  const texts = textsFor(requestTexts, reader).reminder;
  const title = lineOf(request.title);
  const isTheirs = personId === ownerId;
  const state = stateLine(reader, request, personId);
  const isOver = request.waitsFor === null || request.decider?.id !== ownerId || (isTheirs && state !== null);
  if (isOver) return { line: `*${title}*\n${lineOf(state ?? "")}`, buttons: [] };
  const press = actions(
    `ask.reminder:${itemId}:${what}`,
    answerButton(reader, request),
    questionButton(reader, request),
  );
  const day = (date: string) => shortDate(reader, date);
  if (what === "back") return { line: texts.back(title, day(request.answerBy ?? on)), buttons: [press] };
  if (what === "overdue") return { line: texts.overdue(title, day(request.neededBy ?? on)), buttons: [press] };
  const item = await findRequest({ db, workspaceId }, itemId);
  const next = item && (await nextOwner(db, item, await knownOf(db, item, now), { now }));
  const { isWorkingDay } = await daysOfPerson(db, workspaceId, ownerId, now);
  const up = goesUpOn(on, isWorkingDay);
  const name = next ? (await personById(db, workspaceId, next.personId)).name : null;
  const first = isTheirs ? texts.lastDay(title) : texts.lastDayOf(lineOf(request.decider?.name ?? ""), title);
  const where = name && (up === addLocalDays(on, 1) ? texts.tomorrow(lineOf(name)) : texts.on(day(up), lineOf(name)));
  return { line: [first, ...(where ? [where] : [])].join(" "), buttons: isTheirs ? [press] : [] };
}

/** For the outbox. */
export const requestKinds: readonly RegisteredKind[] = [
  registered(requestKind),
  registered(questionKind),
  registered(voteKind),
  registered(outcomeKind),
  registered(reminderKind),
  registered(noteKind),
  registered(blockerKind),
];
