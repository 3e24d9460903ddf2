/** The pack of a meeting and its record as a PDF: the agenda, a page a topic, the roadmap. A guest gets their topic alone. */
import { fiscalYearsIn } from "../cadences/recurrence/fiscal-years.ts";
import type { Compose } from "../people/files-asked-for.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Block, Paragraph } from "../platform/pdf/content.ts";
import { decimal } from "../platform/texts/decimals.ts";
import { languageOf, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { yieldToEventLoop } from "../platform/yield-to-event-loop.ts";
import { itemsOfPrograms } from "../register/item-rights.ts";
import { isRequest, type RequestItem } from "../register/requests/request.ts";
import { inputFor, reportedTo } from "../reports/compile/reports-for-reader.ts";
import type { ScreenInput } from "../reports/digest/screen.ts";
import { programPart, programPictures } from "../reports/files/digest-pdf.ts";
import { bullets, heading, paragraph, quiet, readLongAfter } from "../reports/files/pdf-blocks.ts";
import { type OpenedMeeting, openMeeting } from "./access.ts";
import { factsOf, type MeetingFacts, programsIn, type TopicFacts } from "./meeting-facts.ts";
import type { Topic } from "./meetings.ts";
import {
  attendanceInWords,
  bodyInWords,
  type DatedReader,
  lengthInWords,
  nextInWords,
  quotedTitles,
  recordLines,
  topicDetails,
  topicTitle,
  whenInWords,
} from "./meetings-in-words.ts";
import { programsOfBody } from "./proposed-topics.ts";
import { roadmapPicture } from "./roadmap-picture.ts";
import { dayOfMeeting } from "./rules.ts";
import { meetingTexts } from "./texts.ts";
import { screenTexts } from "./texts-screens.ts";

/** Throws MEETING_GONE. */
export const composePack: Compose = async (ctx, given, meetingId) => {
  const { db, clock } = ctx;
  const now = clock.now();
  const opened = await openMeeting(ctx, meetingId);
  const { workspace_id: workspaceId } = opened.meeting;
  const reader = readLongAfter({ ...given, today: localDateOf(now, given.zone) });
  const facts = await factsOf({ db, now }, reader, opened);
  const isRecord = facts.state === "closed";
  const body = bodyInWords(reader, facts);
  const texts = textsFor(screenTexts, reader).file;
  const title = isRecord ? textsFor(meetingTexts, reader).record.title(body) : texts.pack(body);
  const requests = isRecord ? new Map<string, RequestItem>() : await requestsOf(db, opened);
  const parts = isRecord ? new Map<string, Block[]>() : await programParts(ctx, opened);
  const next =
    isRecord && facts.part !== "guest" ? await nextInWords({ db, workspaceId }, reader, opened.meeting) : null;
  const roadmap = isRecord || facts.part === "guest" ? null : await roadmapOf(db, reader, opened, now);
  const blocks: Block[] = [
    { is: "heading", level: 1, text: title },
    quiet(whenInWords(reader, facts)),
    ...(isRecord ? recordPages(reader, facts) : agendaPages(reader, facts, { requests, parts })),
    ...(next === null ? [] : [quiet(next)]),
    ...(roadmap === null
      ? []
      : [
          { is: "page" as const },
          { is: "heading" as const, level: 2 as const, text: texts.roadmap },
          { is: "pictures" as const, pictures: [roadmap] },
        ]),
  ];
  const day = dayOfMeeting(opened.meeting);
  return {
    title,
    subtitle: texts.subtitle,
    document: {
      name: `${isRecord ? texts.recordName : texts.packName}-${opened.program.short_key.toLowerCase()}-${day}.pdf`,
      content: {
        title,
        language: languageOf(reader.locale),
        at: opened.meeting.starts_at,
        pages: texts.pages,
        unprintable: texts.unprintable,
        blocks,
      },
    },
  };
};

/** What is to be known of topics, by topic. */
interface Known {
  requests: ReadonlyMap<string, RequestItem>;
  /** Of their program, as those above read it. */
  parts: ReadonlyMap<string, Block[]>;
}

/** The agenda on the first page, then a page for each topic. */
function agendaPages(reader: DatedReader, facts: MeetingFacts, known: Known): Block[] {
  const texts = textsFor(meetingTexts, reader);
  const lines = facts.topics.map((topic) => [
    paragraph(
      { text: topicTitle(reader, topic), bold: true },
      { text: ` · ${texts.minutes(topic.minutes)}`, quiet: true },
    ),
    ...topicDetails(reader, topic).slice(0, 1).map(quiet),
  ]);
  const people =
    facts.part === "guest" || facts.chair === null
      ? []
      : [quiet(textsFor(screenTexts, reader).screen.chair(facts.chair))];
  return [
    ...people,
    quiet(lengthInWords(reader, facts.topics)),
    ...(lines.length === 0
      ? [quiet(texts.agenda.empty)]
      : [{ is: "list" as const, isNumbered: true as const, items: lines }]),
    ...facts.topics.flatMap((topic, index) => topicPage(reader, topic, index + 1, known)),
  ];
}

function topicPage(reader: DatedReader, topic: TopicFacts, number: number, { requests, parts }: Known): Block[] {
  const request = requests.get(topic.id);
  const part = parts.get(topic.id) ?? [];
  // The report says why, and more.
  const details = topic.source === "status" && part.length > 0 ? [] : topicDetails(reader, topic);
  return [
    { is: "page" },
    { is: "heading", level: 2, text: `${number}. ${topicTitle(reader, topic)}` },
    ...details.map((line) => paragraph({ text: line })),
    ...part,
    ...(request ? requestBlocks(reader, request) : []),
  ];
}

/** What is to be known to decide it, as it was raised. */
function requestBlocks(reader: DatedReader, { description, title, details }: RequestItem): Block[] {
  const texts = textsFor(screenTexts, reader).file;
  const { options = [], why, costOfWaiting, amount, currency = "", days } = details;
  const items = options.map(({ label, effect }): Paragraph[] => [
    paragraph({ text: label, bold: true }, ...(effect ? [{ text: ` · ${effect}` }] : [])),
  ]);
  const asked = [
    ...(amount === undefined ? [] : [`${decimal(reader, amount)} ${currency}`.trim()]),
    ...(days === undefined ? [] : [texts.days(days)]),
  ];
  return [
    ...(description === "" || description === title ? [] : [paragraph({ text: description })]),
    ...(items.length === 0 ? [] : [heading(texts.options), bullets(items)]),
    ...(why === undefined ? [] : [heading(texts.why), paragraph({ text: why })]),
    ...(costOfWaiting === undefined ? [] : [heading(texts.costOfWaiting), paragraph({ text: costOfWaiting })]),
    ...(asked.length === 0 ? [] : [quiet(asked.join(" · "))]),
  ];
}

function recordPages(reader: DatedReader, facts: MeetingFacts): Block[] {
  const texts = textsFor(meetingTexts, reader).record;
  const attendance = facts.part === "guest" ? [] : attendanceInWords(reader, facts);
  const carried: TopicFacts[] = [];
  const blocks: Block[] = attendance.map((line) => quiet(line));
  for (const topic of facts.topics) {
    const lines = recordLines(reader, topic);
    const isOnlyCarried = topic.state === "carried" && lines.length === 1;
    if (isOnlyCarried) carried.push(topic);
    else if (lines.length > 0)
      blocks.push(heading(topicTitle(reader, topic)), ...lines.map((line) => paragraph({ text: line })));
  }
  if (carried.length > 0) blocks.push(paragraph({ text: texts.carried(quotedTitles(reader, carried)) }));
  return blocks.length === attendance.length ? [...blocks, paragraph({ text: texts.nothing })] : blocks;
}

/** How the program stands that a topic is about, its dates where one moved, its measures where one is behind. */
async function programParts(
  { db, clock, events, actor }: Parameters<Compose>[0],
  { meeting, topics }: OpenedMeeting,
): Promise<Map<string, Block[]>> {
  if (meeting.kind !== "committee") return new Map();
  const about = topics.filter(({ source }) => source === "status" || source === "milestone" || source === "measure");
  const programs = await programsIn(db, meeting.workspace_id, about);
  const read = [...programs.values()].map((program) => ({ program, standings: ["steering" as const] }));
  const reported = await reportedTo({ db, clock, events }, actor, { programs: read, day: null });
  const parts = new Map<string, Block[]>();
  for (const topic of about) {
    const program = reported.find(({ id }) => id === topic.program_id);
    if (program) parts.set(topic.id, partOf(topic, await inputFor({ db, clock }, actor, program, "steering")));
    await yieldToEventLoop();
  }
  return parts;
}

function partOf({ source }: Topic, input: ScreenInput): Block[] {
  if (source === "status") return programPart(input);
  return programPictures(input, [source === "milestone" ? "roadmap" : "measures"]);
}

/** By topic; those that who sits may read. */
async function requestsOf(db: Db | Tx, { meeting, topics }: OpenedMeeting): Promise<Map<string, RequestItem>> {
  const ids = topics.flatMap(({ item_id: id }) => id ?? []);
  const programIds = topics.map((topic) => topic.program_id);
  const items =
    ids.length === 0 ? [] : await itemsOfPrograms(db, meeting.workspace_id, programIds, { ids, types: ["request"] });
  const byId = new Map(
    items
      .filter(isRequest)
      .filter(({ disclosure }) => disclosure === "program" || (meeting.kind === "committee" && disclosure === "above"))
      .map((item) => [item.id, item]),
  );
  return new Map(
    topics.flatMap(({ id, item_id: itemId }): [string, RequestItem][] => {
      const item = byId.get(itemId ?? "");
      return item ? [[id, item]] : [];
    }),
  );
}

async function roadmapOf(db: Db | Tx, reader: DatedReader, { meeting, program }: OpenedMeeting, now: string) {
  const programs = await programsOfBody(db, program, now);
  const ids = programs.map(({ id }) => id);
  const wanted = { types: ["milestone" as const], states: ["open" as const, "reached" as const] };
  const found = await itemsOfPrograms(db, meeting.workspace_id, ids, wanted);
  const known = found.filter(
    ({ disclosure }) => disclosure === "program" || (meeting.kind === "committee" && disclosure === "above"),
  );
  const years = await fiscalYearsIn(db, meeting.workspace_id);
  return roadmapPicture(reader, {
    programs,
    milestones: known.flatMap((item) => {
      if (item.due_on === null) return [];
      const hasMoved = item.original_due_on !== item.due_on;
      return [
        {
          programId: item.program_id,
          title: item.title,
          on: item.due_on,
          isReached: item.state === "reached",
          hasMoved,
        },
      ];
    }),
    today: localDateOf(meeting.starts_at, meeting.zone),
    yearStartMonth: years.startOf(ids),
  });
}
