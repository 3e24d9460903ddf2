/** The agenda as a message: to whoever prepares it with all that can be changed, to the chair to approve, then to all who sit. */
import type { ActionsBlockElement, KnownBlock } from "@slack/types";
import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import type { MessageKind, SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { actions, button, escapeMrkdwn, lineOf, section } from "../slack/blocks.ts";
import type { Message } from "../slack/message.ts";
import { openedFor } from "./access.ts";
import { meetingIds, notesMenu, topicMenu, topicValue } from "./action-ids.ts";
import type { MeetingFacts, TopicFacts } from "./meeting-facts.ts";
import { meetingMessage } from "./meeting-message.ts";
import { guestsOf, type Meeting, topicsOf } from "./meetings.ts";
import {
  bodyInWords,
  type DatedReader,
  lengthInWords,
  recordLines,
  topicDetails,
  topicTitle,
  whenInWords,
} from "./meetings-in-words.ts";
import { sendCalendar } from "./news-message.ts";
import { sittersAt } from "./sitters.ts";
import { meetingTexts } from "./texts.ts";

const AS = ["preparer", "chair", "member", "guest"] as const;

const subjectSchema = z.strictObject({
  meetingId: z.string(),
  programId: z.string(),
  personId: z.string(),
  as: z.enum(AS),
});
type Subject = z.infer<typeof subjectSchema>;

const keysOf = (meetingId: string) => `meeting:${meetingId}:agenda:`;

export const agendaKind: MessageKind<Subject> = {
  kind: "meeting-agenda",
  subject: subjectSchema,
  about: ({ meetingId, programId }) => ({ meeting: meetingId, program: programId }),
  priority: 25,
  contact: "notice",
  lane: "morning",
  many: { words: countedNouns({ en: ["agenda", "agendas"], fr: ["ordre du jour", "ordres du jour"] }) },
  async stillWanted(send, subject) {
    const opened = await openedFor(send, subject);
    return opened !== null && opened.meeting.state !== "cancelled" && opened.meeting.state !== "closed";
  },
  message: agendaMessage,
  why: async ({ reader }) => [textsFor(meetingTexts, reader).agenda.why],
  since: {},
};

/** To whoever prepares it: where that is the chair, they approve it in the same message. */
export async function draftReady(services: Services, tx: Tx, meeting: Meeting): Promise<void> {
  const { preparerIds, chairId } = await sittersAt(tx, meeting, services.clock.now());
  for (const personId of preparerIds)
    await send(services, tx, meeting, { personId, as: personId === chairId ? "chair" : "preparer" });
}

export async function sendToChair(services: Services, tx: Tx, meeting: Meeting): Promise<void> {
  const { chairId } = await sittersAt(tx, meeting, services.clock.now());
  if (chairId !== null) await send(services, tx, meeting, { personId: chairId, as: "chair" });
}

/** Once to each who sits, or stands in, and has no message of it; to guests what concerns them. With the date as a file. */
export async function sendToSitters(services: Services, tx: Tx, meeting: Meeting): Promise<void> {
  const { memberIds, preparerIds, standIns } = await sittersAt(tx, meeting, services.clock.now());
  const sitting = new Set([...memberIds, ...preparerIds, ...standIns.values()]);
  const guests = (await topicsOf(tx, meeting)).flatMap(guestsOf).filter((id) => !sitting.has(id));
  for (const personId of sitting) await sendOnce(services, tx, meeting, { personId, as: "member" });
  for (const personId of new Set(guests)) await sendOnce(services, tx, meeting, { personId, as: "guest" });
}

/** Whoever prepared or approved it has it already. */
async function sendOnce(
  services: Services,
  tx: Tx,
  meeting: Meeting,
  to: Pick<Subject, "personId" | "as">,
): Promise<void> {
  const others = AS.filter((as) => as !== to.as).map((as) => keyOf(meeting.id, { ...to, as }));
  for (const key of others) {
    const found = await enqueueUpdate(tx, services, { workspaceId: meeting.workspace_id, key });
    if (found === "none") continue;
    await sendCalendar(services, tx, { meeting, personId: to.personId, inThreadOf: key });
    return;
  }
  await send(services, tx, meeting, to);
  await sendCalendar(services, tx, { meeting, personId: to.personId, inThreadOf: keyOf(meeting.id, to) });
}

function keyOf(meetingId: string, { personId, as }: Pick<Subject, "personId" | "as">): string {
  return `${keysOf(meetingId)}${as}:${personId}`;
}

async function send(
  services: Services,
  tx: Tx,
  { workspace_id: workspaceId, id: meetingId, program_id: programId }: Meeting,
  to: Pick<Subject, "personId" | "as">,
): Promise<void> {
  await enqueue(tx, services, agendaKind, {
    workspaceId,
    key: keyOf(meetingId, to),
    subject: { meetingId, programId, ...to },
    to: { personId: to.personId },
    notBefore: services.clock.now(),
  });
}

/** Each message of it as it is now. */
export async function showAnew(services: Services, tx: Tx, { workspace_id: workspaceId, id }: Meeting): Promise<void> {
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: keysOf(id) });
}

async function agendaMessage(send: SendContext, subject: Subject): Promise<Message> {
  return meetingMessage(send, await openedFor(send, subject), (reader, facts) => {
    const head = headOf(reader, facts);
    const isOver = facts.state === "closed" || facts.state === "cancelled";
    const { cancelled } = textsFor(meetingTexts, reader).agenda;
    return {
      text: lineOf(head),
      blocks: [
        section(head),
        ...topicBlocks(reader, facts),
        ...(facts.state === "cancelled" ? [section(cancelled)] : []),
        ...(isOver ? [] : [actions(`meeting:${facts.id}`, ...agendaActs(reader, facts))]),
      ],
    };
  });
}

/** Body, time and place, and how far its agenda is. */
export function headOf(reader: DatedReader, facts: MeetingFacts): string {
  const lines = [
    `*${escapeMrkdwn(bodyInWords(reader, facts))}*`,
    escapeMrkdwn([whenInWords(reader, facts), lengthInWords(reader, facts.topics)].join(" · ")),
    escapeMrkdwn(stateInWords(reader, facts)),
  ];
  return lines.filter(Boolean).join("\n");
}

/** What it waits for. */
function stateInWords(reader: DatedReader, facts: MeetingFacts): string {
  const texts = textsFor(meetingTexts, reader).agenda;
  const { state, part, chair, isApproved, isWithChair, isDrafted } = facts;
  if (state === "sitting") return texts.sitting;
  if (state !== "planned") return "";
  if (!isDrafted) return texts.planned;
  if (isApproved) return texts.approved;
  if (part === "chair") return texts.chairApproves;
  return isWithChair ? texts.withChair(chair ?? "") : texts.preparerGives(chair ?? "");
}

/** One each, with what can be done with it by whoever prepares it. */
export function topicBlocks(reader: DatedReader, facts: MeetingFacts): KnownBlock[] {
  const texts = textsFor(meetingTexts, reader);
  if (facts.topics.length === 0) return [section(texts.agenda.empty)];
  const isPrepared = facts.part === "preparer" || facts.part === "chair";
  return facts.topics.map((topic, index) => {
    const lines = [
      `${index + 1}. *${escapeMrkdwn(topicTitle(reader, topic))}* · ${texts.minutes(topic.minutes)}`,
      ...topicDetails(reader, topic).map(escapeMrkdwn),
      ...recordLines(reader, topic).map((line) => `› ${escapeMrkdwn(line)}`),
    ];
    return section(lines.join("\n"), isPrepared ? menuOf(reader, facts, topic) : undefined);
  });
}

/** Before it begins what may be changed, then what is written. */
function menuOf(reader: DatedReader, { id: meetingId, state }: MeetingFacts, { id: topicId }: TopicFacts) {
  const { changes, notes } = textsFor(meetingTexts, reader);
  const about = topicValue.encode({ meetingId, topicId });
  if (state === "sitting") return notesMenu.overflow(about, notes);
  return state === "planned" || state === "agenda-sent" ? topicMenu.overflow(about, changes) : undefined;
}

/** The first is what is to be done next. */
export function agendaActs(
  reader: DatedReader,
  { id, part, state, isApproved, isWithChair }: MeetingFacts,
): ActionsBlockElement[] {
  const texts = textsFor(meetingTexts, reader).acts;
  const value = { value: id };
  const isAhead = state === "planned" || state === "agenda-sent";
  const isPrepared = part === "preparer" || part === "chair";
  const acts: ActionsBlockElement[] = [];
  if (part === "chair" && state === "planned" && !isApproved)
    acts.push(button(meetingIds.approve, texts.approve, { ...value, primary: true }));
  if (part === "preparer" && state === "planned" && !isWithChair)
    acts.push(button(meetingIds.toChair, texts.toChair, { ...value, primary: true }));
  if (isPrepared && (state === "agenda-sent" || state === "sitting"))
    acts.push(button(meetingIds.record, texts.record, { ...value, primary: true }));
  if (isPrepared && state === "sitting") acts.push(button(meetingIds.close, texts.close, value));
  if (isAhead && part !== "guest" && part !== "reader") acts.push(button(meetingIds.add, texts.add, value));
  if (state === "agenda-sent" || state === "sitting") acts.push(button(meetingIds.pack, texts.pack, value));
  if (isPrepared && isAhead) acts.push(button(meetingIds.change, texts.change, value));
  return acts;
}
