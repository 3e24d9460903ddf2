/** The date of a meeting as a file, in the thread of the message that tells of it. */
import { z } from "zod";
import type { MessageKind } from "../delivery/message-kind.ts";
import { enqueue } from "../delivery/outbox.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { openedFor } from "./access.ts";
import { calendarOf } from "./calendar.ts";
import { factsOf } from "./meeting-facts.ts";
import type { Meeting } from "./meetings.ts";
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
    const opened = await openedFor(send, subject);
    return opened?.meeting.sequence === subject.sequence;
  },
  async message(send) {
    const { inThread } = textsFor(meetingTexts, send.reader).calendar;
    return { text: inThread, blocks: [] };
  },
  async files(send, subject) {
    const opened = await openedFor(send, subject);
    if (!opened) return [];
    const { meeting } = opened;
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
