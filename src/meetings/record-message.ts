/** The record of a meeting: to the chair to approve, then to all who sat and whoever was named; a line to each team concerned. */
import type { ActionsBlockElement, KnownBlock } from "@slack/types";
import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import type { MessageKind, SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import { getPerson } from "../people/people.ts";
import { may } from "../people/rights.ts";
import type { Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { dateAndTime, textsFor } from "../platform/texts/language.ts";
import { programOf, standingsOf } from "../programs/programs.ts";
import { seatsNow } from "../programs/seats.ts";
import { itemIds } from "../register/ids.ts";
import type { ItemChange } from "../register/items.ts";
import { actions, button, context, escapeMrkdwn, lineOf, section, sectionsOf } from "../slack/blocks.ts";
import type { Message } from "../slack/message.ts";
import { type OpenedMeeting, partIn } from "./access.ts";
import { meetingIds } from "./action-ids.ts";
import { isWritten } from "./carrying.ts";
import type { ActionFacts, MeetingFacts } from "./meeting-facts.ts";
import { meetingMessage } from "./meeting-message.ts";
import { actionsIn, findMeeting, guestsOf, type Meeting, type Topic, topicOfAction, topicsOf } from "./meetings.ts";
import {
  actionInWords,
  attendanceInWords,
  bodyInWords,
  type DatedReader,
  isRecorded,
  nextInWords,
  quotedTitles,
  recordLines,
  topicTitle,
  whenInWords,
} from "./meetings-in-words.ts";
import { sittersAt } from "./sitters.ts";
import { meetingTexts } from "./texts.ts";

/** `named`: does something after it and did not sit in it. `team`: works in a program of which something was decided. */
const AS = ["chair", "member", "guest", "named", "team"] as const;
type As = (typeof AS)[number];

const subjectSchema = z.strictObject({
  meetingId: z.string(),
  /** Of which topics a team reads. */
  programId: z.string(),
  personId: z.string(),
  as: z.enum(AS),
  edition: z.int().min(1),
});
type Subject = z.infer<typeof subjectSchema>;

export const recordKind: MessageKind<Subject> = {
  kind: "meeting-record",
  subject: subjectSchema,
  about: ({ meetingId, programId }) => ({ meeting: meetingId, program: programId }),
  priority: 24,
  contact: "notice",
  lane: ({ as }) => (as === "team" ? "morning" : "now"),
  many: {
    words: countedNouns({
      en: ["record of a meeting", "records of meetings"],
      fr: ["relevé de décisions", "relevés de décisions"],
    }),
  },
  stillWanted: async (send, subject) => (await shownIn(send, subject)) !== null,
  message: recordMessage,
  why: async ({ reader }, { as }) => {
    const { whyYours, whyTeam } = textsFor(meetingTexts, reader).record;
    return [as === "team" ? whyTeam : whyYours];
  },
  since: {},
};

const keysOf = (meetingId: string) => `meeting:${meetingId}:record:`;
const keyFor = ({ id, edition }: Pick<Meeting, "id" | "edition">, personId: string) =>
  `${keysOf(id)}${edition}:${personId}`;

const chairKey = ({ id }: Pick<Meeting, "id">, chairId: string) => `${keysOf(id)}chair:${chairId}`;

export async function showRecordToChair(services: Services, tx: Tx, meeting: Meeting, chairId: string): Promise<void> {
  const key = chairKey(meeting, chairId);
  const update = await enqueueUpdate(tx, services, { workspaceId: meeting.workspace_id, key });
  if (update === "none") await send(services, tx, meeting, { personId: chairId, as: "chair", key });
}

/** A later edition is shown in the place of the first, and said in a message of its own to whoever had that. */
export async function sendRecord(services: Services, tx: Tx, meeting: Meeting): Promise<void> {
  const { workspace_id: workspaceId, id, edition, program_id: programId } = meeting;
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: keysOf(id) });
  const told = new Set<string>();
  const tell = async (personId: string, as: As, about = programId) => {
    if (told.has(personId)) return;
    told.add(personId);
    const key = keyFor(meeting, personId);
    await send(services, tx, meeting, { personId, as, key, programId: about });
  };

  const { memberIds, preparerIds, standIns, chairId } = await sittersAt(tx, meeting, services.clock.now());
  // Whoever approved it has read it.
  const hasRead = chairId !== null && edition === 1 && meeting.closed_by !== chairId;
  if (hasRead) told.add(chairId);
  for (const personId of [...memberIds, ...preparerIds, ...standIns.values()]) await tell(personId, "member");

  const topics = await topicsOf(tx, meeting);
  for (const topic of topics) for (const personId of guestsOf(topic)) await tell(personId, "guest");
  const written = topics.filter(isWritten);
  for (const { ownerId } of written.flatMap(actionsIn)) await tell(ownerId, "named");
  for (const concerned of new Set(written.map((topic) => topic.program_id))) {
    const seats = await seatsNow(tx, { workspace_id: workspaceId, id: concerned }, services.clock.now());
    for (const { role, person_id: personId } of seats) if (TEAM.includes(role)) await tell(personId, "team", concerned);
  }
}

/** What whoever was not there said about theirs stands in their message. */
export async function followAction(services: Services, tx: Tx, { after, event, actorId }: ItemChange): Promise<void> {
  const topicId = topicOfAction(after);
  if (topicId === null || event === "raised" || actorId === null) return;
  const { workspace_id: workspaceId } = after;
  const topic = await rows(tx, "meeting_topic", workspaceId).find({ id: topicId });
  const isTheirs = topic && actionsIn(topic).some(({ itemId, ownerId }) => itemId === after.id && ownerId === actorId);
  const meeting = isTheirs && (await findMeeting(tx, workspaceId, topic.meeting_id));
  if (!meeting) return;
  for (const key of [keyFor(meeting, actorId), chairKey(meeting, actorId)])
    await enqueueUpdate(tx, services, { workspaceId, key });
}

const TEAM = ["lead", "deputy", "team"];

async function send(
  services: Services,
  tx: Tx,
  meeting: Meeting,
  { key, ...to }: Pick<Subject, "personId" | "as"> & { key: string; programId?: string },
): Promise<void> {
  const { workspace_id: workspaceId, id: meetingId, program_id: programId, edition } = meeting;
  await enqueue(tx, services, recordKind, {
    workspaceId,
    key,
    subject: { meetingId, programId, edition, ...to },
    to: { personId: to.personId },
    notBefore: services.clock.now(),
  });
}

/** With the topics that its reader may read; null: it is not theirs any more. */
async function shownIn(
  { db, workspaceId, now }: SendContext,
  { meetingId, personId, programId, as }: Subject,
): Promise<OpenedMeeting | null> {
  const meeting = await findMeeting(db, workspaceId, meetingId);
  if (!meeting) return null;
  const person = await getPerson(db, workspaceId, personId);
  const clock = { now: () => now };
  const opened = await partIn(db, person, meeting, clock);
  if (opened !== null && as !== "team" && as !== "named") return opened;

  const all = await topicsOf(db, meeting);
  const mayRead = may(await standingsOf(db, person, programId, { clock }), "read-record");
  const known = mayRead ? await knownToTeam(db, workspaceId, all, programId) : [];
  const isOwn = (topic: Topic) => as === "named" && actionsIn(topic).some(({ ownerId }) => ownerId === personId);
  const topics = all.filter((topic) => isOwn(topic) || known.some(({ id }) => id === topic.id));
  if (topics.length === 0) return null;
  const sitters = await sittersAt(db, meeting, now);
  const program = await programOf(db, workspaceId, meeting.program_id);
  return { meeting, program, sitters, part: "guest", topics };
}

/** What was decided of their program and stands in the part of its record that all in it read. */
async function knownToTeam(db: SendContext["db"], workspaceId: string, topics: readonly Topic[], programId: string) {
  const concerned = topics.filter((topic) => topic.program_id === programId && isWritten(topic));
  const ids = concerned.flatMap(({ decision_id: id }) => id ?? []);
  const items = await rows(db, "item", workspaceId).list({ id: ids, disclosure: "program" });
  const known = new Set(items.map(({ id }) => id));
  return concerned.filter(({ decision_id: id, ...topic }) =>
    id === null ? actionsIn(topic).length > 0 : known.has(id),
  );
}

async function recordMessage(send: SendContext, subject: Subject): Promise<Message> {
  return meetingMessage(send, await shownIn(send, subject), async (reader, facts, { meeting }) => {
    const sits = subject.as === "chair" || subject.as === "member";
    const next = sits ? await nextInWords(send, reader, meeting) : null;
    const goesAt = facts.part === "chair" && facts.recordedAt === null ? meeting.due_at : null;
    const { goes } = textsFor(meetingTexts, reader).record;
    const acts = recordActs(reader, facts);
    const head = recordHead(reader, facts, subject.edition);
    return {
      text: lineOf(head),
      blocks: [
        section(head),
        ...recordBlocks(reader, facts),
        ...ownActions(facts, subject.personId).flatMap((action) => askBlocks(reader, action)),
        ...(next === null ? [] : [context(escapeMrkdwn(next))]),
        ...(goesAt === null ? [] : [context(goes(dateAndTime(reader, goesAt)))]),
        ...(acts.length === 0 ? [] : [actions(`meeting-record:${facts.id}`, ...acts)]),
      ],
    };
  });
}

function recordHead(reader: DatedReader, facts: MeetingFacts, edition: number): string {
  const texts = textsFor(meetingTexts, reader).record;
  const title = edition === 1 ? texts.title(bodyInWords(reader, facts)) : texts.corrected(bodyInWords(reader, facts));
  return [`*${escapeMrkdwn(title)}*`, escapeMrkdwn(whenInWords(reader, facts))].join("\n");
}

/** Who was there, then topic by topic what came of it; those that nothing came of are one line. */
export function recordBlocks(reader: DatedReader, facts: MeetingFacts): KnownBlock[] {
  const texts = textsFor(meetingTexts, reader).record;
  const written = facts.topics.filter(isRecorded);
  const carried = facts.topics.filter((topic) => topic.state === "carried" && !isRecorded(topic));
  const attendance = facts.part === "guest" ? [] : attendanceInWords(reader, facts);
  return [
    ...(attendance.length === 0 ? [] : sectionsOf(attendance.map(escapeMrkdwn))),
    ...written.flatMap((topic) =>
      sectionsOf([`*${escapeMrkdwn(topicTitle(reader, topic))}*`, ...recordLines(reader, topic).map(escapeMrkdwn)]),
    ),
    ...(written.length === 0 ? [section(texts.nothing)] : []),
    ...(carried.length === 0 ? [] : sectionsOf([escapeMrkdwn(texts.carried(quotedTitles(reader, carried)))])),
  ];
}

const ASKED_AT_MOST = 5;

/** What its reader is asked about, as they were not there. */
function ownActions({ topics }: MeetingFacts, personId: string): ActionFacts[] {
  const own = topics.flatMap(({ actions: all }) => all).filter(({ ownerId }) => ownerId === personId);
  return own.filter(({ asked }) => asked !== null).slice(0, ASKED_AT_MOST);
}

function askBlocks(reader: DatedReader, action: ActionFacts): KnownBlock[] {
  const { record: texts, acts } = textsFor(meetingTexts, reader);
  const { item, asked } = action;
  if (item === null || asked === null) return [];
  const inWords = actionInWords(reader, action);
  if (asked === "answered") return [context(escapeMrkdwn(texts.answered(inWords)))];
  const value = { value: item.id };
  return [
    section(escapeMrkdwn(texts.asks(inWords))),
    actions(
      `meeting-action:${item.id}`,
      button(itemIds.still, acts.fine, { ...value, primary: true }),
      button(itemIds.move, acts.otherDate, value),
      button(itemIds.delegate, acts.notMe, value),
    ),
  ];
}

/** On a closed one. The chair's first is to send it, where it has not gone. */
export function recordActs(reader: DatedReader, { id, part, recordedAt }: MeetingFacts): ActionsBlockElement[] {
  const texts = textsFor(meetingTexts, reader).acts;
  const value = { value: id };
  const isPrepared = part === "chair" || part === "preparer";
  const acts: ActionsBlockElement[] = [];
  if (part === "chair" && recordedAt === null)
    acts.push(button(meetingIds.send, texts.send, { ...value, primary: true }));
  if (isPrepared) acts.push(button(meetingIds.record, recordedAt === null ? texts.changeRecord : texts.correct, value));
  if (part !== "guest")
    acts.push(button(meetingIds.pack, texts.pdf, value), button(meetingIds.copy, texts.copy, value));
  return acts;
}

/** To be copied elsewhere, in the order of the agenda. */
export function recordAsText(reader: DatedReader, facts: MeetingFacts): string[] {
  return [
    bodyInWords(reader, facts),
    whenInWords(reader, facts),
    ...attendanceInWords(reader, facts),
    ...facts.topics.flatMap((topic, index) => [
      "",
      `${index + 1}. ${topicTitle(reader, topic)}`,
      ...recordLines(reader, topic).map((line) => `   ${line}`),
    ]),
  ];
}
