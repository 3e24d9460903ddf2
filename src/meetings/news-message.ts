/** That a body meets at new dates, that a meeting moved or was cancelled: once to everybody whom it concerns. And its date as a file. */
import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import { type MessageKind, readerToday, type SendContext } from "../delivery/message-kind.ts";
import { enqueue } from "../delivery/outbox.ts";
import { getPerson } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { dateAndTime, textsFor } from "../platform/texts/language.ts";
import { actions, escapeMrkdwn, lineOf, sectionsOf } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import type { Message } from "../slack/message.ts";
import { type OpenedMeeting, openedFor } from "./access.ts";
import { calendarFile } from "./calendar-file.ts";
import { factsOf } from "./meeting-facts.ts";
import { meetingMessage } from "./meeting-message.ts";
import { actionsIn, guestsOf, type Meeting, meetingsOf, topicsOf, workingDaysIn } from "./meetings.ts";
import { bodyInWords, type DatedReader, waitingActions, whenInWords } from "./meetings-in-words.ts";
import { unansweredAt } from "./rules.ts";
import { sittersAt } from "./sitters.ts";
import { meetingTexts } from "./texts.ts";

const WHAT = ["dates", "moved", "cancelled"] as const;

const concerned = { meetingId: z.string(), programId: z.string(), personId: z.string() };

const newsSchema = z.strictObject({
  ...concerned,
  byId: z.string(),
  what: z.enum(WHAT),
  /** When it was before. */
  before: z.string().nullable(),
});
type News = z.infer<typeof newsSchema>;

/** The date as a file, in the thread of the message that tells of it. */
const dateSchema = z.strictObject({ ...concerned, sequence: z.int().min(0) });

/** What nobody has answered of the record: to whoever prepares it. */
const unansweredSchema = z.strictObject({ ...concerned, unansweredOf: z.int().min(1) });

const subjectSchema = z.union([newsSchema, dateSchema, unansweredSchema]);
type Subject = z.infer<typeof subjectSchema>;

const DATES_NAMED = 4;

export const newsKind: MessageKind<Subject> = {
  kind: "meeting-news",
  subject: subjectSchema,
  about: (subject) => ({
    meeting: subject.meetingId,
    program: subject.programId,
    person: "byId" in subject ? subject.byId : null,
  }),
  priority: 24,
  contact: "notice",
  lane: (subject) => ("what" in subject && subject.what !== "dates" ? "now" : "morning"),
  many: { words: countedNouns({ en: ["meeting", "meetings"], fr: ["réunion", "réunions"] }) },
  async stillWanted(send, subject) {
    const opened = await openedFor(send, subject);
    if (opened === null) return false;
    if ("unansweredOf" in subject)
      return opened.meeting.edition === subject.unansweredOf && (await unansweredIn(send, opened)).length > 0;
    // A later date comes as a file of its own.
    return !("sequence" in subject) || opened.meeting.sequence === subject.sequence;
  },
  async message(send, subject) {
    if ("what" in subject) return newsMessage(send, subject);
    if ("unansweredOf" in subject) return unansweredMessage(send, subject);
    return { text: textsFor(meetingTexts, send.reader).calendar.inThread, blocks: [] };
  },
  async files(send, subject) {
    const opened = "sequence" in subject ? await openedFor(send, subject) : null;
    return opened === null ? [] : [await calendarFile(send, opened)];
  },
  why: async ({ reader }) => [textsFor(meetingTexts, reader).agenda.why],
  isOver: async (_, subject) => "sequence" in subject,
};

/** To the screen of all meetings. */
function openButton(reader: DatedReader, meetingId: string) {
  return commandButton(textsFor(meetingTexts, reader).acts.open, `meetings ${meetingId}`);
}

async function newsMessage(send: SendContext, subject: News): Promise<Message> {
  return meetingMessage(send, await openedFor(send, subject), async (reader, facts, { meeting }) => {
    const texts = textsFor(meetingTexts, reader).news;
    const { name } = await getPerson(send.db, send.workspaceId, subject.byId);
    const body = escapeMrkdwn(bodyInWords(reader, facts));
    const by = escapeMrkdwn(name);
    const when = escapeMrkdwn(whenInWords(reader, facts));
    const before = subject.before === null ? "" : dateAndTime(reader, subject.before);
    const lines = {
      dates: [texts.dates(body, by), ...(await datesToCome(send, meeting))],
      moved: [texts.moved(body, by), texts.fromTo(before, when), texts.stays],
      cancelled: [texts.cancelled(body, by, before), texts.kept],
    }[subject.what];
    return newsOf(reader, facts.id, lines);
  });
}

function newsOf(reader: DatedReader, meetingId: string, lines: readonly string[]): Message {
  const open = actions(`meeting-news:${meetingId}`, openButton(reader, meetingId));
  return { text: lineOf(lines[0] ?? ""), blocks: [...sectionsOf(lines), open] };
}

async function unansweredIn(send: SendContext, opened: OpenedMeeting): Promise<string[]> {
  const reader = readerToday(send);
  return waitingActions(reader, await factsOf(send, reader, opened));
}

async function unansweredMessage(send: SendContext, subject: Subject): Promise<Message> {
  return meetingMessage(send, await openedFor(send, subject), (reader, facts) => {
    const head = textsFor(meetingTexts, reader).news.unanswered(escapeMrkdwn(bodyInWords(reader, facts)));
    const lines = waitingActions(reader, facts).map((line) => `• ${escapeMrkdwn(line)}`);
    return newsOf(reader, facts.id, [head, ...lines]);
  });
}

async function datesToCome({ db, workspaceId, now, reader }: SendContext, meeting: Meeting): Promise<string[]> {
  const wanted = { programIds: [meeting.program_id], kind: meeting.kind };
  const all = await meetingsOf(db, workspaceId, wanted);
  const coming = all.filter(({ state, starts_at: at }) => state !== "cancelled" && at >= now).slice(0, DATES_NAMED);
  return coming.map(({ starts_at: at, place }) => `• ${escapeMrkdwn(whenInWords(reader, { startsAt: at, place }))}`);
}

/** To all but whoever did it. A moved or cancelled one comes with its date as a file. */
export async function tellAll(
  services: Services,
  tx: Tx,
  meeting: Meeting,
  { what, before, byId }: Pick<News, "what" | "before" | "byId">,
): Promise<void> {
  const { workspace_id: workspaceId, id: meetingId, program_id: programId } = meeting;
  const { memberIds, preparerIds, standIns } = await sittersAt(tx, meeting, services.clock.now());
  const guests = meeting.sent_at === null ? [] : (await topicsOf(tx, meeting)).flatMap(guestsOf);
  const isForAll = what !== "dates";
  for (const personId of new Set([
    ...memberIds,
    ...preparerIds,
    ...(isForAll ? [...standIns.values(), ...guests] : []),
  ])) {
    const key = `meeting-news:${what}:${meetingId}:${isForAll ? meeting.sequence : services.ids.next()}:${personId}`;
    if (personId !== byId) {
      const subject: News = { meetingId, programId, personId, byId, what, before };
      await enqueue(tx, services, newsKind, {
        workspaceId,
        key,
        subject,
        to: { personId },
        notBefore: services.clock.now(),
      });
      if (isForAll) await sendCalendar(services, tx, { meeting, personId, inThreadOf: key });
    }
  }
}

/** Once for each sequence. */
export async function sendCalendar(
  services: Services,
  tx: Tx,
  { meeting, personId, inThreadOf }: { meeting: Meeting; personId: string; inThreadOf: string },
): Promise<void> {
  const { workspace_id: workspaceId, id: meetingId, program_id: programId, sequence } = meeting;
  await enqueue(tx, services, newsKind, {
    workspaceId,
    key: `meeting-file:${meetingId}:${sequence}:${personId}`,
    subject: { meetingId, programId, personId, sequence },
    to: { personId },
    notBefore: services.clock.now(),
    inThreadOf,
  });
}

/** To whoever prepares it, two working days after each edition of the record. */
export async function scheduleUnanswered(services: Services, tx: Tx, meeting: Meeting): Promise<void> {
  const { workspace_id: workspaceId, id: meetingId, program_id: programId, edition, recorded_at: recordedAt } = meeting;
  const isAsked = (await topicsOf(tx, meeting)).some((topic) => actionsIn(topic).length > 0);
  if (recordedAt === null || !isAsked) return;
  const { preparerIds } = await sittersAt(tx, meeting, services.clock.now());
  const notBefore = unansweredAt(meeting, recordedAt, await workingDaysIn(tx, workspaceId));
  for (const personId of preparerIds)
    await enqueue(tx, services, newsKind, {
      workspaceId,
      key: `meeting-news:unanswered:${meetingId}:${edition}:${personId}`,
      subject: { meetingId, programId, personId, unansweredOf: edition },
      to: { personId },
      notBefore,
    });
}
