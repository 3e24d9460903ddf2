/** What every message about a meeting begins with: whether it is its reader's still, and what they may know of it. */
import { readerToday, type SendContext } from "../delivery/message-kind.ts";
import { textsFor } from "../platform/texts/language.ts";
import { section } from "../slack/blocks.ts";
import type { Message } from "../slack/message.ts";
import type { OpenedMeeting } from "./access.ts";
import { factsOf, type MeetingFacts } from "./meeting-facts.ts";
import type { DatedReader } from "./meetings-in-words.ts";
import { meetingTexts } from "./texts.ts";

/** `opened`: as its reader may see it; null: it is not for them any more, and the message says so. */
export async function meetingMessage(
  send: SendContext,
  opened: OpenedMeeting | null,
  compose: (reader: DatedReader, facts: MeetingFacts, opened: OpenedMeeting) => Message | Promise<Message>,
): Promise<Message> {
  const reader = readerToday(send);
  const { notYours } = textsFor(meetingTexts, reader).agenda;
  if (opened === null) return { text: notYours, blocks: [section(notYours)] };
  return compose(reader, await factsOf(send, reader, opened), opened);
}
