/** One program's whole report in its reader's words: what the thread, the opened program and the files show alike. */

import { endedInWords } from "../../goals/measures-in-words.ts";
import { mayShowRate } from "../../people/who-can-answer.ts";
import {
  capitalised,
  dayInWords,
  type Reader,
  shortDate,
  textsFor,
  withoutFullStop,
} from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { measureIn } from "../compile/measures.ts";
import {
  authorsOf,
  COUNTED,
  isRemoved,
  type Line,
  type LineKind,
  type Report,
  type Status,
  writerOf,
} from "../compile/report.ts";
import {
  ageInWords,
  isolated,
  otherStatusInWords,
  shapeOf,
  signature,
  statusRunInWords,
  wasDueInWords,
  wordTexts,
} from "../compile/status-and-dates-in-words.ts";
import { nowOf, requestInWords } from "../digest/matter-words.ts";
import { type Matter, mattersOf } from "../digest/matters.ts";
import { needInWords } from "../digest/needs.ts";
import { type Need, type ReportedProgram, type ScreenInput, SECTIONS } from "../digest/screen.ts";
import { sectionHeading } from "../digest/section-headings.ts";
import { screenTexts } from "../digest/texts.ts";
import { digestTexts } from "../digest/texts-digest.ts";
import { partTexts } from "./texts-part.ts";

export interface OutlineItem {
  /** The whole matter; in *About it* what it says is named. */
  label: string | null;
  text: string;
  /** Its age, its author where several wrote, its owner, its code. */
  facts: readonly string[];
  /** The item that it is about, if it is about one. */
  itemId?: string | undefined;
}

export interface ProgramOutline {
  title: string;
  /** “Off track since 28 Oct · was At risk”; “No status yet”. */
  status: { colour: Status | null; shape: string; text: string };
  /** Held back, corrected. */
  notices: readonly string[];
  /** Bottom line, reason, what is being done. */
  about: readonly OutlineItem[];
  /** “Last 6 months ●▲▲■” */
  strip: { label: string; shapes: string } | null;
  sections: readonly { heading: string; items: readonly OutlineItem[] }[];
  /** What is open, counted; who wrote it. */
  foot: readonly string[];
}

/** Where no colour can be shown. */
export const STRIP_SHAPES: Record<Status, string> = { green: "●", amber: "▲", red: "■" };

/** “○▲▲■”, the present period last. */
export function stripOf(strip: Report["strip"]): string {
  return strip.map((status) => (status === null ? "○" : STRIP_SHAPES[status])).join("");
}

/** Before its first status there is nothing to compare with. */
export function sinceFirst(strip: Report["strip"]): Report["strip"] {
  const first = strip.findIndex((each) => each !== null);
  return first < 0 ? [] : strip.slice(first);
}

export function outlineOf(program: ReportedProgram, input: ScreenInput): ProgramOutline {
  const { report, isHeld, correctedOn, closedOn } = program;
  const reader = { ...input.reader, today: input.reader.today ?? localDateOf(input.asOf, input.zone) };
  const texts = textsFor(partTexts, reader);
  const strip = sinceFirst(report.strip);
  return {
    title: isolated(program.title),
    status: statusOf(reader, report, input.names),
    notices: [
      ...(closedOn === undefined ? [] : [texts.closed(dayInWords(reader, closedOn))]),
      ...(correctedOn === undefined ? [] : [texts.corrected(dayInWords(reader, correctedOn))]),
      ...(isHeld ? [texts.held] : []),
    ],
    about: isHeld ? [] : aboutOf(reader, report, input),
    strip: strip.length < 2 ? null : { label: texts.strip(report.rhythm, strip.length), shapes: stripOf(strip) },
    sections: sectionsOf(program, { ...input, reader, needs: [], isWhole: true }, input.needs),
    foot: footOf(reader, program, input),
  };
}

/** The items of which its sections have a line. */
export function itemsInPart(program: ReportedProgram, input: ScreenInput): ReadonlySet<string> {
  const items = outlineOf(program, input).sections.flatMap((section) => section.items);
  return new Set(items.flatMap(({ itemId }) => itemId ?? []));
}

function statusOf(reader: OutlineReader, report: Report, names: ScreenInput["names"]): ProgramOutline["status"] {
  const { status } = report;
  const texts = textsFor(partTexts, reader);
  const shape = shapeOf(status);
  if (status === null) return { colour: null, shape, text: texts.noStatus };
  const run = statusRunInWords(reader, report);
  const hasMoved = status.before !== null && status.before !== status.status;
  return {
    colour: status.status,
    shape,
    text: [
      run,
      ...(hasMoved && status.before ? [texts.was(textsFor(wordTexts, reader).statusWithin[status.before])] : []),
      ...(status.status === "green" ? [] : otherStatusInWords(reader, report, names)),
    ].join(" · "),
  };
}

function aboutOf(
  reader: OutlineReader,
  report: Report,
  { names, zone }: Pick<ScreenInput, "names" | "zone">,
): OutlineItem[] {
  const { status, lines } = report;
  const isSigned = authorsOf(report).length > 1;
  const texts = textsFor(partTexts, reader);
  const { together } = textsFor(screenTexts, reader);
  const { reason = null, other } = status ?? {};
  const called = namer(reader, names);
  const done = actionInWords(reader, report, zone);

  return [
    ...lines
      .filter(({ kind }) => kind === "bottom-line")
      .map((line) => {
        const facts = [...asOfInWords(reader, line.asOf), ...(isSigned ? called(line.by, writerOf(line)) : [])];
        return outlineItem(isolated(line.text), facts, texts.bottomLine);
      }),
    ...(reason === null ? [] : [{ label: texts.reason, text: isolated(reason), facts: [] }]),
    ...(done === null ? [] : [{ label: texts.action, text: isolated(done), facts: [] }]),
    ...otherStatusInWords(reader, report, names).flatMap((label) => {
      const said = [other?.reason, other?.action].flatMap((text) => (text ? withoutFullStop(isolated(text)) : []));
      return said.length === 0 ? [] : [{ label: capitalised(label), text: together(said), facts: [] }];
    }),
  ];
}

/** What is being done and by when; null where nothing is said of it. */
function actionInWords(reader: OutlineReader, { status, cutOffAt }: Report, zone: string): string | null {
  const { action = null, actionBy = null } = status ?? {};
  if (action === null || actionBy === null) return action;
  const isPast = actionBy < localDateOf(cutOffAt, zone);
  return isPast
    ? `${action}, ${wasDueInWords(reader, actionBy)}`
    : textsFor(partTexts, reader).by(action, dayInWords(reader, actionBy));
}

type OutlineReader = Reader & { id?: string };

/** Of what stands from the report before. */
function asOfInWords(reader: OutlineReader, day: Line["asOf"]): string[] {
  return day === undefined ? [] : [textsFor(wordTexts, reader).asOf(dayInWords(reader, day))];
}

/** Signs words with the names of their author and writer; nothing where neither is known. */
function namer(reader: OutlineReader, names: ScreenInput["names"]) {
  return (by: string | null | undefined, writer?: string): string[] =>
    [signature(reader, names, { by, writer })].filter((name) => name !== "");
}

/** The first stands above its sections, the others below those of a first screen. */
const ELSEWHERE: readonly LineKind[] = ["bottom-line", "aim", "next"];

function sectionsOf(program: ReportedProgram, input: ScreenInput, needs: readonly Need[]): ProgramOutline["sections"] {
  const { reader } = input;
  const { report, isHeld } = program;
  const texts = textsFor(partTexts, reader);
  const screen = textsFor(screenTexts, reader);
  const facts = factsWriter(program, { ...input, needs });

  // What its status says in its own words stands above.
  const asked = new Set(report.lines.flatMap(({ kind, itemId }) => (kind.startsWith("request") ? (itemId ?? []) : [])));
  // A request stands once, with its date; that nobody wrote, the status may say already.
  const isCovered = ({ kind, itemId = "" }: Line) =>
    (kind === "upcoming" && asked.has(itemId)) ||
    (kind === "no-update" && report.status?.noWordSince !== undefined && !isHeld);
  const matters = mattersOf(program, input).filter(
    ({ kind, isOfProgram, lines: [line] }) =>
      !isOfProgram && !ELSEWHERE.includes(kind) && !(line && (isStatusAlone(line, report) || isCovered(line))),
  );

  const further = [
    { heading: texts.capacity, kind: "capacity" },
    { heading: texts.lesson, kind: "lesson" },
    { heading: texts.next[report.rhythm], kind: "next" },
    { heading: texts.open, kind: "open" },
  ] as const satisfies { heading: string; kind: LineKind }[];

  const itemOf = ({ text, age, lines }: Matter): OutlineItem => {
    const shown = lines[0] && isAsked(lines[0]) ? requestInWords(lines[0], input, isolated) : text(isolated);
    return { ...outlineItem(shown, facts(lines, age)), itemId: lines[0]?.itemId };
  };
  const furtherItems = (kind: LineKind) =>
    report.lines.filter((line) => line.kind === kind).map((line) => furtherItem(line, program, input, facts));

  // One that they may decide too stands where their own does.
  const isForThem = ({ kind, itemId }: Line) =>
    kind === "request" && needs.some((need) => need.itemId === itemId && !need.isOver);
  const sectionIn = ({ section, lines }: Matter) => {
    if (lines.some((line) => isSettled(line, input))) return "decided";
    return lines.some(isForThem) ? "upcoming" : section;
  };

  return [
    ...SECTIONS.flatMap((section) => {
      const isSaid = ({ text, age }: Matter) => text(isolated) !== "" || age !== "";
      const own = matters.filter((matter) => !isClosed(matter) && sectionIn(matter) === section && isSaid(matter));
      return [...Map.groupBy(own, ({ lines: [line] }) => line?.asOf)].map(([asOf, all]) => ({
        heading: [
          section === "silent" ? screen.noUpdateAlone : sectionHeading(reader, section, report.period),
          ...asOfInWords(reader, asOf),
        ].join(", "),
        items: all.map(itemOf),
      }));
    }),
    ...(isHeld ? [] : further).map(({ heading, kind }) => ({ heading, items: furtherItems(kind) })),
    {
      heading: texts.ended,
      items: [...matters.filter(isClosed).map(itemOf), ...(isHeld ? [] : furtherItems("ended"))],
    },
    { heading: sectionHeading(reader, "aims", report.period), items: isHeld ? [] : furtherItems("aim") },
  ].filter(({ items }) => items.length > 0);
}

/** A closed risk or blocker is no achievement. */
function isClosed({ lines: [line] }: Matter): boolean {
  return line !== undefined && isRemoved(line);
}

/** It waits for a decision; of one that waits for a reply its text says so. */
function isAsked({ kind, awaitsReply }: Line): boolean {
  return kind.startsWith("request") && !awaitsReply;
}

/** Decided or withdrawn since. */
function isSettled(line: Line, input: ScreenInput): boolean {
  const now = nowOf(line, input);
  return now !== undefined && now.became !== "with";
}

const OF_STATUS: readonly LineKind[] = [
  "newly-off-track",
  "still-off-track",
  "newly-at-risk",
  "still-at-risk",
  "recovering",
  "recovered",
];

function isStatusAlone(line: Line, { status }: Report): boolean {
  return OF_STATUS.includes(line.kind) && (line.text === "" || line.text === status?.reason);
}

type FactsWriter = (lines: readonly Line[], age: string) => string[];

function furtherItem(line: Line, program: ReportedProgram, input: ScreenInput, facts: FactsWriter): OutlineItem {
  const { reader, asOf, zone, workingDaysLate } = input;
  const { ending } = textsFor(partTexts, reader);
  // What was open as a program closed was withdrawn or dropped by nobody.
  const isOver = program.closedOn !== undefined && (line.ending === "withdrawn" || line.ending === "dropped");
  const ended = line.ending === undefined || isOver ? "" : ending[line.ending];
  const age = line.kind === "open" ? ageInWords(reader, line, localDateOf(asOf, zone), workingDaysLate) : ended;
  const measure = measureIn(program.report, line);
  const text = measure ? endedInWords(reader, measure, isolated(line.text)) : isolated(line.text);
  return { ...outlineItem(text, facts([line], age)), itemId: line.itemId };
}

/** No sentence ends before its facts. */
function outlineItem(text: string, facts: readonly string[], label: string | null = null): OutlineItem {
  return { label, text: facts.length === 0 ? text : withoutFullStop(text), facts };
}

/** Where several wrote, each line names its author; an item its owner; what the reader decides has its options and its cost. */
function factsWriter({ report }: ReportedProgram, input: ScreenInput): FactsWriter {
  const { reader, names, needs } = input;
  const { neededBy } = textsFor(digestTexts, reader).need;
  const texts = textsFor(partTexts, reader);
  const isSeveral = authorsOf(report).length > 1;
  const called = namer(reader, names);
  const ageOn = (line: Line) => ageInWords(reader, line, localDateOf(input.asOf, input.zone), input.workingDaysLate);
  const datesOf = (line: Line, age: string, isForThem: boolean) => {
    if (!isForThem) return [age];
    if (line.kind !== "request") return [ageOn(line)];
    return line.due === undefined ? [] : [neededBy(shortDate(reader, line.due))];
  };

  return (lines, age) => {
    const [line] = lines;
    if (!line) return [];

    // Of a blocker of theirs its text says so.
    const isOwn = line.owner !== undefined && line.owner === reader.id;
    const isOpen = isAsked(line) && !nowOf(line, input);
    const own = isOpen ? needs.filter(({ itemId }) => itemId === line.itemId) : [];
    const isTheirsToo = own.some(({ isOver }) => !isOver);
    const isForThem = isTheirsToo || (isOpen && isOwn);
    const hasOwner = isOpen || line.kind === "open" || (line.kind === "blocked" && !isOwn);

    return [
      ...datesOf(line, age, isForThem),
      whyMoved(line),
      ...own.map((need) => needInWords(reader, need).facts),
      ...(hasOwner ? called(line.owner).map((name) => texts.owner(isOwn ? null : name, isTheirsToo)) : []),
      ...(isSeveral && !line.itemId && !line.teamStatus ? called(line.by, writerOf(line)) : []),
      line.isLate ? texts.late : "",
      lines.flatMap(({ code }) => code ?? []).join(", "),
    ].filter((fact) => fact !== "");
  };
}

/** Of a date that moved its reason, as written. */
function whyMoved({ kind, was }: Line): string {
  const hasMoved = kind === "milestone-moved" || kind === "against-green";
  return hasMoved && was?.reason ? withoutFullStop(isolated(was.reason)) : "";
}

function footOf(reader: OutlineReader, { report }: ReportedProgram, input: ScreenInput): string[] {
  const { names } = input;
  const texts = textsFor(partTexts, reader);
  // What stands above as decided or withdrawn since is open no more.
  const over = report.lines.filter((line) => isSettled(line, input)).length;
  const open = COUNTED.flatMap((type) => {
    const count = (report.open[type] ?? 0) - (type === "request" ? over : 0);
    return count <= 0 ? [] : [texts.counted(reader, type, count)];
  });
  // What stands from before was written for a report before.
  const written = report.answered === 0 ? [] : authorsOf(report);
  const isTheirs = written.every(({ by, writer }) => (writer ?? by) === reader.id);
  const authors = isTheirs ? [] : written.flatMap(({ by, writer }) => namer(reader, names)(by, writer));
  return [
    [
      // A week is for its team, which may not read of all that is open.
      ...(open.length === 0 || report.rhythm === "weekly" ? [] : [texts.openItems(open.join(", "))]),
      ...(report.withoutWord === 0 ? [] : [texts.withoutWord(reader, report.withoutWord)]),
    ].join(" · "),
    report.waits ? texts.waits(report.waits) : "",
    [
      ...(authors.length === 0 ? [] : [texts.wordsOf(reader, authors)]),
      ...(mayShowRate(report.asked) ? [texts.answered(report.answered, report.asked)] : []),
    ].join(" · "),
  ].filter((line) => line !== "");
}
