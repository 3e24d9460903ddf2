/** Meetings and their topics in words. Plain text: whoever shows it escapes it. */
import type { SendContext } from "../delivery/message-kind.ts";
import { dateAndTime, dayInWords, list, quarterName, type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { registerTexts } from "../register/texts.ts";
import { shorten } from "../slack/blocks.ts";
import type { ActionFacts, FollowedFacts, MeetingFacts, TopicFacts } from "./meeting-facts.ts";
import { type Meeting, meetingsOf } from "./meetings.ts";
import { meetingTexts } from "./texts.ts";

export type DatedReader = Reader & { today: LocalDate };

const LONGEST_NAME = 80;
const LONGEST_TITLE = 200;
const LONGEST_REASON = 200;
const NAMED = 8;

/** “Steering committee of Atlas”. */
export function bodyInWords(
  reader: Pick<Reader, "locale">,
  { kind, program, isPortfolio }: Pick<MeetingFacts, "kind" | "program" | "isPortfolio">,
): string {
  const texts = textsFor(meetingTexts, reader).body;
  const title = shorten(program, LONGEST_NAME);
  if (kind === "team") return texts.team(title);
  return isPortfolio ? texts.portfolio(title) : texts.committee(title);
}

/** “Tue 12 Jan, 10:00 · Room 3”, by the reader's zone. */
export function whenInWords(reader: Reader, { startsAt, place }: Pick<MeetingFacts, "startsAt" | "place">): string {
  return [dateAndTime(reader, startsAt), shorten(place, LONGEST_TITLE)].filter(Boolean).join(" · ");
}

/** “4 topics, 45 min”. */
export function lengthInWords(reader: Pick<Reader, "locale">, topics: readonly TopicFacts[]): string {
  const minutes = topics.reduce((all, topic) => all + topic.minutes, 0);
  return textsFor(meetingTexts, reader).length(topics.length, minutes);
}

export function topicTitle(reader: Pick<Reader, "locale">, topic: TopicFacts): string {
  const texts = textsFor(meetingTexts, reader).topic;
  const title = titleFromSource(reader, topic);
  const isOfOther = topic.program !== null && topic.source !== "status";
  return isOfOther ? texts.of(shorten(topic.program ?? "", LONGEST_NAME), title) : title;
}

function titleFromSource(reader: Pick<Reader, "locale">, { source, title, program, status }: TopicFacts): string {
  const texts = textsFor(meetingTexts, reader).topic;
  switch (source) {
    case "follow-up":
      return texts.followUp;
    case "quarter":
      return texts.quarter;
    case "status": {
      const word = status === null ? texts.status : texts.statusOf[status];
      return program === null ? word : texts.of(shorten(program, LONGEST_NAME), word);
    }
    default:
      return title === "" ? texts.hidden : shorten(title, LONGEST_TITLE);
  }
}

/** What is to be known of it, in a line each. */
export function topicDetails(reader: DatedReader, topic: TopicFacts): string[] {
  const texts = textsFor(meetingTexts, reader).topic;
  const { source, dueOn, firstDueOn, outcome, recommended, guests, by, reason } = topic;
  const facts: string[] = [];
  const isDecidedHere = topic.decisionCode !== null;
  if (source === "request" && outcome !== null && !isDecidedHere) {
    facts.push(outcome === "" ? texts.withdrawn : texts.decidedMeanwhile(shorten(outcome, LONGEST_REASON)));
  } else if (source === "request" && outcome === null) {
    if (dueOn !== null) facts.push(texts.neededBy(dayInWords(reader, dueOn)));
    if (recommended !== null) facts.push(texts.recommended(shorten(recommended, LONGEST_REASON)));
  }
  if (source === "milestone" && dueOn !== null && firstDueOn !== null)
    facts.push(texts.moved(dayInWords(reader, firstDueOn), dayInWords(reader, dueOn)));
  facts.push(...stateInWords(reader, topic));
  if (topic.toConfirm !== null) facts.push(toConfirmInWords(reader, topic.toConfirm));
  if (by !== null) facts.push(texts.by(by));
  const others = guests.filter((guest) => guest !== by);
  if (others.length > 0) facts.push(texts.guests(list(reader, others.slice(0, NAMED))));
  return [
    ...(reason === "" ? [] : [shorten(reason, LONGEST_REASON)]),
    ...(facts.length === 0 ? [] : [facts.join(" · ")]),
    ...topic.followed.map((item) => followedInWords(reader, item)),
  ];
}

/** “Q4 2026: Loyalty and Stores”, or that nothing is left of it. */
function toConfirmInWords(reader: DatedReader, { quarter, programs }: NonNullable<TopicFacts["toConfirm"]>): string {
  const texts = textsFor(meetingTexts, reader).topic;
  if (quarter === null) return texts.confirmed;
  const names = programs.slice(0, NAMED).map((title) => shorten(title, LONGEST_NAME));
  return texts.of(quarterName(reader, quarter), list(reader, names));
}

/** Of a measure that it is behind, and of whatever has ended meanwhile how. */
function stateInWords(reader: DatedReader, { source, ended }: TopicFacts): string[] {
  if (source !== "measure" && source !== "milestone") return [];
  if (ended !== null) return [textsFor(registerTexts, reader).state(source, ended)];
  return source === "measure" ? [textsFor(meetingTexts, reader).topic.behind] : [];
}

/** “LOY-A-4 Call the vendor · Nina Falk · done”. */
function followedInWords(reader: DatedReader, { code, title, owner, state, dueOn }: FollowedFacts): string {
  const texts = textsFor(meetingTexts, reader).topic;
  const end = state === "open" ? openInWords(reader, dueOn) : (texts.ended[state] ?? "");
  return [`${code} ${shorten(title, LONGEST_TITLE)}`, owner ?? "", end].filter(Boolean).join(" · ");
}

function openInWords(reader: DatedReader, dueOn: LocalDate | null): string {
  const texts = textsFor(meetingTexts, reader).topic;
  if (dueOn === null) return texts.open;
  const day = dayInWords(reader, dueOn);
  return dueOn < reader.today ? texts.wasDue(day) : texts.due(day);
}

/** Whether anything was typed up about it. */
export function isRecorded({ decided, option, noted, actions }: TopicFacts): boolean {
  return decided !== "" || option !== null || noted !== "" || actions.length > 0;
}

/** What was recorded of a topic, in a line each; none where nothing was. */
export function recordLines(reader: DatedReader, topic: TopicFacts): string[] {
  const texts = textsFor(meetingTexts, reader).record;
  const { decided, decidedBy, decisionCode, why, noted, actions, state } = topic;
  return [
    ...(decided === "" && actions.length > 0 && state === "on" ? [texts.undecided] : []),
    ...(decided === "" ? [] : [texts.decided([decided, decidedBy, decisionCode].filter(Boolean).join(" · "))]),
    ...(why === "" ? [] : [texts.why(why)]),
    ...actions.map(({ what, owner, dueOn, code }) =>
      texts.action([what, owner, dayInWords(reader, dueOn), code].filter(Boolean).join(" · ")),
    ),
    ...(noted === "" ? [] : [texts.noted(noted)]),
    ...(state === "carried" ? [texts.next] : []),
  ];
}

/** “ATL-ACT-3 Call the vendor · Nina Falk · by 12 Dec”, as it stands now. */
export function actionInWords(reader: DatedReader, { what, owner, dueOn, code, item }: ActionFacts): string {
  const due = item?.dueOn ?? dueOn;
  const title = [code ?? "", shorten(what, LONGEST_TITLE)].filter(Boolean).join(" ");
  return [title, item?.owner ?? owner, textsFor(meetingTexts, reader).topic.due(dayInWords(reader, due))].join(" · ");
}

/** Of which whoever was not there has said nothing yet. */
export function waitingActions(reader: DatedReader, { topics }: MeetingFacts): string[] {
  const all = topics.flatMap(({ actions }) => actions);
  return all.filter(({ asked }) => asked === "waiting").map((action) => actionInWords(reader, action));
}

/** “Present: Ines Moreau, Ravi Shah · Excused: Sam Okafor”, with who stands in. */
export function attendanceInWords(reader: Pick<Reader, "locale">, { present, members, chair }: MeetingFacts): string[] {
  const texts = textsFor(meetingTexts, reader).record;
  if (present === null) return [];
  const away = members.filter(({ name }) => !present.includes(name));
  const names = present.map((name) => (name === chair ? texts.isChair(name) : name));
  const represented = away.filter(({ standIn }) => standIn !== null && present.includes(standIn));
  const excused = away.filter((member) => !represented.includes(member));
  return [
    texts.present(names.length === 0 ? "–" : list(reader, names)),
    ...(excused.length === 0
      ? []
      : [
          texts.excused(
            list(
              reader,
              excused.map(({ name }) => name),
            ),
          ),
        ]),
    ...represented.map(({ name, standIn }) => texts.represented(name, standIn ?? "")),
  ];
}

/** “Next: Tue 9 Feb, 10:00”; null: none is planned. */
export async function nextInWords(
  { db, workspaceId }: Pick<SendContext, "db" | "workspaceId">,
  reader: DatedReader,
  meeting: Meeting,
): Promise<string | null> {
  const all = await meetingsOf(db, workspaceId, { programIds: [meeting.program_id], kind: meeting.kind });
  const next = all.find(({ state, starts_at: at }) => state !== "cancelled" && at > meeting.starts_at);
  if (!next) return null;
  const words = whenInWords(reader, { startsAt: next.starts_at, place: next.place });
  return textsFor(meetingTexts, reader).record.nextMeeting(words);
}

/** “Budget” and “Pilot”. */
export function quotedTitles(reader: Pick<Reader, "locale">, topics: readonly TopicFacts[]): string {
  const { quoted } = textsFor(meetingTexts, reader).topic;
  return list(
    reader,
    topics.map((topic) => quoted(topicTitle(reader, topic))),
  );
}
