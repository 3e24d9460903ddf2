/** `/drumbeat meetings`: those to come and those that were, and one of them with its agenda or its record. */
import type { KnownBlock, ModalView } from "@slack/types";
import { type Person, readerAt } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  header,
  option,
  plainSection,
  section,
  select,
} from "../slack/blocks.ts";
import { modal } from "../slack/modal.ts";
import { meetingIds } from "./action-ids.ts";
import { agendaActs, headOf, topicBlocks } from "./agenda-message.ts";
import type { MeetingBrief, MeetingFacts } from "./meeting-facts.ts";
import { bodyInWords, type DatedReader, whenInWords } from "./meetings-in-words.ts";
import { meetingsReading, type ReadMeetings } from "./meetings-reading.ts";
import { recordActs, recordBlocks } from "./record-message.ts";
import { screenTexts } from "./texts-screens.ts";

/** `wanted`: the id of a meeting, program or portfolio; anything else: all. */
export async function meetingsViewFor(services: Services, actor: Person, wanted: string | null): Promise<ModalView> {
  const meetings = await meetingsReading.read({ ...services, actor }, { programId: null, meetingId: null });
  const reader = readerNow(services, actor);
  const known = [...meetings.coming, ...meetings.past];
  if (known.some(({ id }) => id === wanted)) return meetingViewFor(services, actor, wanted ?? "");
  const isPlace = meetings.bodies.some(({ programId }) => programId === wanted);
  if (!isPlace) return listView(reader, meetings);
  const ofPlace = await meetingsReading.read({ ...services, actor }, { programId: wanted, meetingId: null });
  return listView(reader, ofPlace);
}

/** Throws MEETING_GONE. */
export async function meetingViewFor(services: Services, actor: Person, meetingId: string): Promise<ModalView> {
  const { opened } = await meetingsReading.read({ ...services, actor }, { programId: null, meetingId });
  return opened ? meetingView(readerNow(services, actor), opened) : meetingsViewFor(services, actor, null);
}

export function readerNow({ clock }: Pick<Services, "clock">, actor: Person): DatedReader {
  const now = clock.now();
  return { ...readerAt(actor, now), today: localDateOf(now, actor.zone) };
}

/** Pure. */
export function listView(reader: DatedReader, { coming, past, bodies }: ReadMeetings): ModalView {
  const texts = textsFor(screenTexts, reader).screen;
  const dates = bodies.map((body) =>
    option(
      `${body.kind}:${body.programId}`,
      `${bodyInWords(reader, body)} · ${body.hasDates ? texts.change : texts.set}`,
    ),
  );
  return modal({
    title: texts.title,
    close: texts.close,
    blocks: [
      ...(coming.length === 0 ? [section(bodies.length > 0 ? texts.none : texts.noneYours)] : []),
      ...coming.map((meeting) => lineOf(reader, meeting)),
      ...(dates.length === 0
        ? []
        : [actions("meetings.dates", select(meetingIds.dates, dates, { placeholder: texts.dates }))]),
      ...(past.length === 0 ? [] : [header(texts.past), ...past.map((meeting) => lineOf(reader, meeting))]),
    ],
  });
}

function lineOf(reader: Reader, meeting: MeetingBrief): KnownBlock {
  const texts = textsFor(screenTexts, reader).screen;
  const words = [bodyInWords(reader, meeting), whenInWords(reader, meeting), texts.states[meeting.state]];
  return plainSection(words.filter(Boolean).join(" · "), button(meetingIds.open, texts.open, { value: meeting.id }));
}

/** Pure. Until it is closed its agenda, then its record. */
export function meetingView(reader: DatedReader, facts: MeetingFacts): ModalView {
  const texts = textsFor(screenTexts, reader).screen;
  const isClosed = facts.state === "closed";
  const acts = isClosed ? recordActs(reader, facts) : agendaActs(reader, facts);
  return modal({
    title: texts.one,
    close: texts.close,
    blocks: [
      section(headOf(reader, facts)),
      ...(isClosed ? recordBlocks(reader, facts) : [...peopleBlock(reader, facts), ...topicBlocks(reader, facts)]),
      ...(acts.length === 0 || facts.state === "cancelled" ? [] : [actions(`meeting:${facts.id}`, ...acts)]),
    ],
  });
}

/** Who chairs and who prepares; who sits stands with the roles of the program. */
function peopleBlock(reader: Reader, { chair, preparers, quorum, part }: MeetingFacts): KnownBlock[] {
  if (part === "guest") return [];
  const texts = textsFor(screenTexts, reader).screen;
  const words = [
    ...(chair === null ? [texts.noChair] : [texts.chair(chair)]),
    ...preparers.filter((name) => name !== chair).map(texts.secretary),
    ...(quorum === null ? [] : [texts.quorum(quorum)]),
  ];
  return [context(escapeMrkdwn(words.join(" · ")))];
}
