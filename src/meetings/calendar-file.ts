/** The date of a meeting as a file, as it is now. */
import { readerToday, type SendContext, type SharedFile } from "../delivery/message-kind.ts";
import { textsFor } from "../platform/texts/language.ts";
import type { OpenedMeeting } from "./access.ts";
import { calendarOf } from "./calendar.ts";
import { factsOf } from "./meeting-facts.ts";
import { bodyInWords, topicTitle } from "./meetings-in-words.ts";
import { dayOfMeeting } from "./rules.ts";
import { meetingTexts } from "./texts.ts";

/** The least that is kept free. */
const LEAST_MINUTES = 30;

/** With the topics that its reader may read. */
export async function calendarFile(send: SendContext, opened: OpenedMeeting): Promise<SharedFile> {
  const { meeting } = opened;
  const reader = readerToday(send);
  const facts = await factsOf(send, reader, opened);
  const minutes = facts.topics.reduce((all, topic) => all + topic.minutes, 0);
  const title = bodyInWords(reader, facts);
  const content = calendarOf({
    id: meeting.id,
    startsAt: meeting.starts_at,
    minutes: Math.max(LEAST_MINUTES, minutes),
    title,
    place: meeting.place,
    topics: facts.topics.map((topic, index) => `${index + 1}. ${topicTitle(reader, topic)}`),
    isCancelled: meeting.state === "cancelled",
    sequence: meeting.sequence,
    at: send.now,
  });
  const name = `${textsFor(meetingTexts, reader).calendar.file}-${dayOfMeeting(meeting)}.ics`;
  return { name, title, content };
}
