/** That a body meets at new dates, that a meeting moved or was cancelled: once to everybody whom it concerns. */
import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import { type MessageKind, readerToday, type SendContext } from "../delivery/message-kind.ts";
import { enqueue } from "../delivery/outbox.ts";
import { getPerson } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { dateAndTime, textsFor } from "../platform/texts/language.ts";
import { actions, escapeMrkdwn, lineOf, section } from "../slack/blocks.ts";
import type { Message } from "../slack/message.ts";
import { openedFor } from "./access.ts";
import { openButton } from "./agenda-message.ts";
import { sendCalendar } from "./calendar-message.ts";
import { factsOf } from "./meeting-facts.ts";
import { guestsOf, type Meeting, meetingsOf, topicsOf } from "./meetings.ts";
import { bodyInWords, whenInWords } from "./meetings-in-words.ts";
import { sittersAt } from "./sitters.ts";
import { meetingTexts } from "./texts.ts";

const WHAT = ["dates", "moved", "cancelled"] as const;

const subjectSchema = z.strictObject({
  meetingId: z.string(),
  programId: z.string(),
  personId: z.string(),
  byId: z.string(),
  what: z.enum(WHAT),
  /** When it was before. */
  before: z.string().nullable(),
});
type Subject = z.infer<typeof subjectSchema>;

const DATES_NAMED = 4;

export const newsKind: MessageKind<Subject> = {
  kind: "meeting-news",
  subject: subjectSchema,
  about: ({ meetingId, programId, byId }) => ({ meeting: meetingId, program: programId, person: byId }),
  priority: 24,
  contact: "notice",
  lane: ({ what }) => (what === "dates" ? "morning" : "now"),
  many: { words: countedNouns({ en: ["meeting", "meetings"], fr: ["réunion", "réunions"] }) },
  stillWanted: async (send, subject) => (await openedFor(send, subject)) !== null,
  message: newsMessage,
  why: async ({ reader }) => [textsFor(meetingTexts, reader).agenda.why],
};

async function newsMessage(send: SendContext, subject: Subject): Promise<Message> {
  const reader = readerToday(send);
  const all = textsFor(meetingTexts, reader);
  const opened = await openedFor(send, subject);
  if (opened === null) return { text: all.agenda.notYours, blocks: [section(all.agenda.notYours)] };
  const facts = await factsOf(send, reader, opened);
  const { name } = await getPerson(send.db, send.workspaceId, subject.byId);
  const body = escapeMrkdwn(bodyInWords(reader, facts));
  const by = escapeMrkdwn(name);
  const when = escapeMrkdwn(whenInWords(reader, facts));
  const before = subject.before === null ? "" : dateAndTime(reader, subject.before);
  const lines = {
    dates: [all.news.dates(body, by), ...(await datesToCome(send, opened.meeting))],
    moved: [all.news.moved(body, by), all.news.fromTo(before, when), all.news.stays],
    cancelled: [all.news.cancelled(body, by, before), all.news.kept],
  }[subject.what];
  return {
    text: lineOf(lines[0] ?? ""),
    blocks: [section(lines.join("\n")), actions(`meeting-news:${facts.id}`, openButton(reader, facts.id))],
  };
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
  { what, before, byId }: Pick<Subject, "what" | "before" | "byId">,
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
      const subject: Subject = { meetingId, programId, personId, byId, what, before };
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
