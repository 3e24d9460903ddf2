/** The date of a meeting as a file, in the thread of the message that tells of it. */
import { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/message-kind.ts";
import { enqueue } from "../delivery/outbox.ts";
import { getPerson } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { partIn } from "./access.ts";
import { calendarOf } from "./calendar.ts";
import { factsOf } from "./meeting-facts.ts";
import { findMeeting, type Meeting } from "./meetings.ts";
import { bodyInWords, topicTitle } from "./meetings-in-words.ts";
import { dayOfMeeting } from "./rules.ts";
import { meetingTexts } from "./texts.ts";

const subjectSchema = z.strictObject({
  meetingId: z.string(),
  programId: z.string(),
  personId: z.string(),
  sequence: z.int().min(0),
});
type Subject = z.infer<typeof subjectSchema>;

/** The least that is kept free. */
const LEAST_MINUTES = 30;

export const calendarKind: MessageKind<Subject> = {
  kind: "meeting-file",
  subject: subjectSchema,
  about: ({ meetingId, programId }) => ({ meeting: meetingId, program: programId }),
  priority: 26,
  contact: "notice",
  lane: "morning",
  // A later one has another sequence, and comes with its own message.
  stillWanted: async (send, subject) => {
    const { meeting } = await shownIn(send, subject);
    return meeting?.sequence === subject.sequence;
  },
  async message(send) {
    const { inThread } = textsFor(meetingTexts, send.reader).calendar;
    return { text: inThread, blocks: [] };
  },
  async files(send, subject) {
    const { meeting, opened } = await shownIn(send, subject);
    if (!meeting || !opened) return [];
    const reader = { ...send.reader, today: localDateOf(send.now, send.reader.zone) };
    const facts = await factsOf(send, reader, opened);
    const minutes = facts.topics.reduce((all, topic) => all + topic.minutes, 0);
    const content = calendarOf({
      id: meeting.id,
      startsAt: meeting.starts_at,
      minutes: Math.max(LEAST_MINUTES, minutes),
      title: bodyInWords(reader, facts),
      place: meeting.place,
      topics: facts.topics.map((topic, index) => `${index + 1}. ${topicTitle(reader, topic)}`),
      isCancelled: meeting.state === "cancelled",
      sequence: meeting.sequence,
      at: send.now,
    });
    const name = `${textsFor(meetingTexts, reader).calendar.file}-${dayOfMeeting(meeting)}.ics`;
    return [{ name, title: bodyInWords(reader, facts), content }];
  },
  isOver: async () => true,
};

async function shownIn({ db, workspaceId, now }: SendContext, { meetingId, personId }: Subject) {
  const meeting = await findMeeting(db, workspaceId, meetingId);
  const person = await getPerson(db, workspaceId, personId);
  const opened = meeting ? await partIn(db, person, meeting, { now: () => now }) : null;
  return { meeting: opened ? meeting : undefined, opened };
}

/** Once for each sequence. */
export async function sendCalendar(
  services: Services,
  tx: Tx,
  { meeting, personId, inThreadOf }: { meeting: Meeting; personId: string; inThreadOf: string },
): Promise<void> {
  const { workspace_id: workspaceId, id: meetingId, program_id: programId, sequence } = meeting;
  await enqueue(tx, services, calendarKind, {
    workspaceId,
    key: `meeting-file:${meetingId}:${sequence}:${personId}`,
    subject: { meetingId, programId, personId, sequence },
    to: { personId },
    notBefore: services.clock.now(),
    inThreadOf,
  });
}
