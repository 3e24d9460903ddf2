/** The message kinds of requests, composed as they are sent; `notifications.ts` decides who gets which. */

import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { countedNouns } from "../../delivery/counted-nouns.ts";
import {
  type MessageKind,
  type RegisteredKind,
  readerToday,
  registered,
  type SendContext,
} from "../../delivery/message-kind.ts";
import { getPerson } from "../../people/people.ts";
import { shortDate, textsFor, withFullStop, withoutFullStop } from "../../platform/texts/language.ts";
import { addLocalDays, instantOf, localDateOf } from "../../platform/time.ts";
import { actions, button, lineOf, section } from "../../slack/blocks.ts";
import type { Message } from "../../slack/message.ts";
import { itemIds, recordKeys } from "../ids.ts";
import { concernedAmong } from "../item-rights.ts";
import { answerDayOf } from "../lateness.ts";
import { findItem } from "../repository.ts";
import type { ItemEventName } from "../table.ts";
import { registerTexts } from "../texts.ts";
import { daysOfPerson, escalationDay, hasDigestOn, lastVotingDay, sendingOf, waitsUntil } from "./answer-by.ts";
import { blockerKind } from "./blocker-messages.ts";
import { askedBy, dayLine, requestCard, requestIds, requestLine, stateLine } from "./cards.ts";
import { countFromNow } from "./delivered-to-owner.ts";
import { delegatorOf, lastQuestion } from "./history.ts";
import { decidersOf } from "./ladder.ts";
import { escalationFacts, hasCommitteeFor, nextOwner } from "./next-owner.ts";
import { noteKind } from "./note-message.ts";
import { findRequest, isToDecide, type Request, requestNow, waitsFor } from "./request.ts";
import { requestTexts } from "./texts.ts";

const requestSubject = z.strictObject({
  itemId: z.string(),
  personId: z.string(),
  revision: z.int(),
  as: z.enum(["decider", "requester", "voter"]),
  /** Handed over, asked or replied by somebody: their words wait for no other message. */
  isNow: z.literal(true).optional(),
});
type RequestSubject = z.infer<typeof requestSubject>;

/** Events after which it is sent again, so that an unsent message is dropped. */
const OVERTAKEN: Readonly<Record<RequestSubject["as"], readonly ItemEventName[]>> = {
  decider: ["delegated", "escalated", "handed-on", "answered-back", "vote-closed", "reopened"],
  requester: ["asked-back", "answered-back"],
  voter: ["circulated", "vote-closed"],
};

export const requestNouns = countedNouns({
  en: ["request for you", "requests for you"],
  fr: ["demande à traiter", "demandes à traiter"],
});

/** To whoever has to act: the decider, the requester with a question, a voter. */
export const requestKind: MessageKind<RequestSubject> = {
  kind: "request",
  subject: requestSubject,
  about: ({ itemId }) => ({ item: itemId }),
  priority: 15,
  contact: (subject) => sendingOf(subject).contact,
  lane: (subject) => sendingOf(subject).lane,
  many: {
    words: requestNouns,
    isLeft: isRequestLeft,
  },
  async stillWanted({ db, workspaceId, now, reader }, { itemId, personId, revision, as }) {
    const item = await findRequest({ db, workspaceId }, itemId, "running");
    if (!item || !isToDecide(item)) return false;
    const waits = waitsFor(item, localDateOf(now, reader.zone));
    const { seats, events } = await escalationFacts(db, item, now);
    const deciders = decidersOf(seats, item, delegatorOf(events, item.owner_id));
    if (as === "decider" && (waits !== "decider" || !deciders.includes(personId))) return false;
    // Whoever has the request by now: the question stands until it is answered.
    if (as === "requester" && lastQuestion(events)?.answer !== null) return false;
    if (as === "voter" && waits !== "committee") return false;
    return !events.some((event) => event.revision > revision && OVERTAKEN[as].includes(event.event));
  },
  message: async (send, subject) => {
    const request = await requestNow(send, subject);
    const left = await leftBy(send, request, subject.personId);
    if (left) return left;
    const item = await findRequest(send, subject.itemId);
    const hasCommittee = item !== undefined && (await hasCommitteeFor(send.db, item, send.now));
    return requestCard(readerToday(send), request, { readerId: subject.personId, as: subject.as }, { hasCommittee });
  },
  lines: requestLines,
  /** A voter is asked while their last day to vote is left. */
  async neededBy({ db, events, workspaceId, now, reader }, { itemId, personId, as }) {
    const item = await findRequest({ db, workspaceId }, itemId);
    const { zone } = reader;
    if (as === "voter") {
      const waiting = item?.details.waiting;
      return waiting?.because === "vote" ? instantOf(lastVotingDay(waiting.until, zone), "00:00", zone) : null;
    }
    return item ? waitsUntil({ events }, db, item, { personId, now }) : null;
  },
  async why(send, subject) {
    const { program, requester, question } = await requestNow(send, subject);
    const texts = textsFor(requestTexts, send.reader).why;
    if (subject.as === "voter") return [texts.vote(program.title)];
    return [
      subject.as === "decider" ? texts.decide(program.title, requester.name) : texts.reply(question?.by.name ?? ""),
    ];
  },
  /** Its owner's days to answer begin no earlier than this. */
  async sent(tx, { itemId, personId, revision, as }, { workspaceId, at, isUpdate, stamps }) {
    if (isUpdate || as !== "decider") return;
    const keysFrom = recordKeys.request(itemId, revision, personId);
    await countFromNow(stamps, tx, { workspaceId, itemId, personId, at, keysFrom });
  },
  since: {},
};

/** Whether it still waits for what its reader is asked. */
async function isRequestLeft(send: SendContext, { itemId, personId, as }: RequestSubject): Promise<boolean> {
  const item = await findRequest(send, itemId);
  if (!item || !isToDecide(item)) return false;
  const waits = waitsFor(item, localDateOf(send.now, send.reader.zone));
  if (as === "decider" && item.owner_id === personId) return waits === "decider" || waits === "date";
  const { deciders, question, votes } = await requestNow(send, { itemId });
  if (as === "voter") return waits === "committee" && !votes.some((vote) => vote.personId === personId);
  if (as === "requester") return question?.answer === null;
  return (waits === "decider" || waits === "date") && deciders.includes(personId);
}

/** Each with its buttons, or what became of it. */
export async function requestLines(
  send: SendContext,
  subjects: readonly Pick<RequestSubject, "itemId" | "personId" | "as">[],
): Promise<KnownBlock[][]> {
  const reader = readerToday(send);
  const lines: KnownBlock[][] = [];
  for (const subject of subjects) {
    const request = await requestNow(send, subject);
    const viewer = { readerId: subject.personId, as: subject.as };
    const left = await leftBy(send, request, subject.personId);
    lines.push(left ? [section(left.text)] : requestLine(reader, request, viewer));
  }
  return lines;
}

/** State for somebody who is no longer involved; null while they are. */
async function leftBy(send: SendContext, { id, code, program }: Request, personId: string): Promise<Message | null> {
  const { db, workspaceId, now, events } = send;
  const item = await findItem(db, workspaceId, id);
  const concerned = item ? await concernedAmong({ clock: { now: () => now }, events }, db, item, [personId]) : [];
  if (concerned.length > 0) return null;
  const line = lineOf(textsFor(requestTexts, send.reader).now.noLongerTheirs(code, program.title));
  return { text: line, blocks: [section(line)] };
}

const reminderSubject = z.strictObject({
  itemId: z.string(),
  ownerId: z.string(),
  personId: z.string(),
  on: z.string(),
});
type ReminderSubject = z.infer<typeof reminderSubject>;

/** On the last day to answer: to whoever decides with buttons, and to whoever asked or delegated it. */
export const reminderKind: MessageKind<ReminderSubject> = {
  kind: "request-reminder",
  subject: reminderSubject,
  about: ({ itemId, ownerId }) => ({ item: itemId, person: ownerId }),
  priority: 20,
  contact: "reminder",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["request on its last day", "requests on their last day"],
      fr: ["demande à son dernier jour", "demandes à leur dernier jour"],
    }),
    isLeft: async (send, { itemId }) => (await requestNow(send, { itemId })).waitsFor !== null,
  },
  isForItsDay: () => true,
  neededBy: async ({ reader }, { on }) => instantOf(addLocalDays(on, 1), "00:00", reader.zone),
  async stillWanted({ db, events, workspaceId, now, reader }, { itemId, ownerId, personId, on }) {
    const item = await findRequest({ db, workspaceId }, itemId, "running");
    if (!item || item.owner_id !== ownerId || (answerDayOf(item) ?? on) > on) return false;
    const { zone } = await getPerson(db, workspaceId, ownerId);
    const waits = waitsFor(item, localDateOf(now, reader.zone));
    if (on < localDateOf(now, zone) || (waits !== "decider" && waits !== "question")) return false;
    // Whoever has a digest that morning reads it there.
    return !(await hasDigestOn({ events }, db, item, { personId, on }));
  },
  async message(send, subject) {
    const [first, ...buttons] = await reminderOf(send, subject);
    return { text: lineOf(first), blocks: [section(first), ...buttons] };
  },
  line: async (send, subject) => (await reminderKind.message(send, subject)).blocks,
  async why(send, subject) {
    const { program } = await requestNow(send, subject);
    return [textsFor(requestTexts, send.reader).why.reminder(program.title)];
  },
  since: {},
};

async function reminderOf(
  send: SendContext,
  { itemId, ownerId, personId, on }: ReminderSubject,
): Promise<[string, ...KnownBlock[]]> {
  const { db, workspaceId, now } = send;
  const reader = readerToday(send);
  const request = await requestNow(send, { itemId });
  const { reminder: texts, buttons, home, head } = textsFor(requestTexts, reader);
  const day = (date: string) => shortDate(reader, date);
  const title = lineOf(withoutFullStop(request.title));
  const isTheirs = request.deciders.includes(personId);
  const state = stateLine(reader, request, { readerId: personId, as: "decider" });
  const item = await findRequest({ db, workspaceId }, itemId);

  // Another has it, or their question or its reply gave it another last day.
  const isOther = !item || item.owner_id !== ownerId || (answerDayOf(item) ?? on) > on;
  if (isOther || request.waitsFor === null || (isTheirs && state !== null)) {
    const by = request.waitsFor === "decider" ? dayLine(reader, request, { by: head.answerBy }) : [];
    return [[[`*${title}*`, ...by].join(" · "), lineOf(state ?? "")].filter(Boolean).join("\n")];
  }

  const next = await nextOwner(db, item, await escalationFacts(db, item, now), now);
  const { isWorkingDay } = await daysOfPerson(db, workspaceId, ownerId, now);
  const up = escalationDay(on, isWorkingDay);
  const name = next ? lineOf((await getPerson(db, workspaceId, next.personId)).name) : null;
  const decider = lineOf(request.decider.name);

  const facts = [
    isTheirs ? texts.lastDay(title) : texts.lastDayOf(decider, title),
    ...(request.isPastNeeded ? [home.overdue(day(request.neededBy ?? on))] : []),
    ...(request.requester.id === personId ? [] : [lineOf(askedBy(reader, request))]),
  ];
  const known = facts.join(" · ");
  // A question ends by itself.
  const first = /[.?!…]\*$/.test(known) ? known : withFullStop(known);
  const goes = name && (up === addLocalDays(on, 1) ? texts.tomorrow(name) : texts.on(day(up), name));

  const press = actions(
    `request:${itemId}`,
    button(requestIds.decide, buttons.answer, { value: itemId }),
    button(requestIds.question, buttons.question, { value: itemId }),
  );
  const open = actions(
    `request:${itemId}`,
    button(itemIds.open, textsFor(registerTexts, reader).button.open, { value: itemId }),
  );
  return [goes ? `${first} ${goes}` : first, isTheirs ? press : open];
}

/** For the outbox. */
export const requestKinds: readonly RegisteredKind[] = [
  registered(requestKind),
  registered(noteKind),
  registered(reminderKind),
  registered(blockerKind),
];
