/** Of a digest as a PDF what is gathered from all its reports: programs, decisions asked for and taken, open risks. */
import type { Block, Span } from "../../platform/pdf/content.ts";
import { dayInWords, textsFor, withoutFullStop } from "../../platform/texts/language.ts";
import { answerIn } from "../../register/requests/request.ts";
import type { Line, Score } from "../compile/report.ts";
import {
  clauseOf,
  fieldText,
  isolated,
  moveInWords,
  shortLine,
  statusWord,
} from "../compile/status-and-dates-in-words.ts";
import { factAgainstGreen } from "../digest/against-green-in-words.ts";
import { nowOf } from "../digest/matter-words.ts";
import { isReported } from "../digest/matters.ts";
import { needInWords, needsReader } from "../digest/needs.ts";
import type { Need, ReportedProgram, ScreenInput } from "../digest/screen.ts";
import { screenTexts } from "../digest/texts.ts";
import { partTexts } from "../portfolio/texts-part.ts";
import { type DatedMilestone, milestonesAhead, milestonesBeyond } from "./milestones-ahead.ts";
import { bullets, heading, inPrint, numbered, paragraph, quiet, readLongAfter, shapeOf } from "./pdf-blocks.ts";
import { pdfTexts } from "./texts-pdf.ts";

/** Where nothing is known, or nothing was given. */
const NONE = "–";
/** Of a title; it is whole in the report. */
const TITLE_WORDS = 12;

/** Every program in a row. */
export function programsTable(input: ScreenInput, leads: ReadonlyMap<string, readonly string[]>): Block[] {
  const { reader, programs } = input;
  const { program, status, why, owner, forecast, next } = textsFor(pdfTexts, reader).table;
  return [
    { is: "page" },
    { is: "heading", level: 2, text: textsFor(partTexts, reader).programs },
    {
      is: "table",
      head: [program, status, why, owner, forecast, next],
      widths: [0.15, 0.185, 0.225, 0.13, 0.165, 0.145],
      rows: programs.map((each) => [
        [{ text: shortLine(each.title, TITLE_WORDS), bold: true }],
        statusCell(each, input),
        [{ text: whyOf(each, input) }],
        [{ text: (leads.get(each.id) ?? []).map(isolated).join(", ") || NONE }],
        forecastCell(each, input),
        nextCell(each, input),
      ]),
    },
  ];
}

/** ● On track → ■ Off track, each on its line. */
function statusCell({ report: { status }, closedOn }: ReportedProgram, { reader }: ScreenInput): Span[] {
  const texts = textsFor(pdfTexts, reader);
  if (closedOn !== undefined) return [{ text: texts.closed(dayInWords(reader, closedOn)) }];
  if (status === null) return [{ text: `${shapeOf(null)} ${textsFor(partTexts, reader).noStatus}` }];

  const { status: now, before, noWordSince } = status;
  const worded = (colour: typeof now) => `${shapeOf(colour)}\u00a0${statusWord(reader, colour)}`;
  const run = before === null ? texts.firstStatus : texts.unchanged;
  const hasMoved = before !== null && before !== now;
  return [
    ...(hasMoved ? [{ text: `${worded(before)}\n→ ` }] : []),
    { text: worded(now), bold: true },
    ...(hasMoved ? [] : [{ text: `, ${run}`, quiet: true as const }]),
    ...(noWordSince === undefined
      ? []
      : [{ text: `, ${texts.silentSince(dayInWords(reader, noWordSince))}`, quiet: true as const }]),
  ];
}

/** Its reason, else its bottom line; of a program on track the first fact against that. */
function whyOf({ report, isHeld, closedOn }: ReportedProgram, input: ScreenInput): string {
  const [against] = report.lines.filter(({ kind }) => kind === "against-green");
  if (closedOn !== undefined) return NONE;
  if (against !== undefined && report.status?.status === "green")
    return textsFor(pdfTexts, input.reader).against(inPrint(factAgainstGreen(against, { ...input, report }, clauseOf)));
  if (isHeld) return textsFor(screenTexts, input.reader).reportToFollow;
  const [bottomLine] = report.lines.filter(({ kind }) => kind === "bottom-line");
  const words = report.status?.reason || bottomLine?.text || "";
  return words === "" ? NONE : fieldText(words);
}

function nameOf(id: string | null | undefined, { names }: ScreenInput): string {
  const name = names.get(id ?? "") ?? "";
  return name === "" ? NONE : isolated(name);
}

/** In a list below the report. */
export function laterMilestones(program: ReportedProgram, { reader }: ScreenInput): Block[] {
  const later = milestonesBeyond(program);
  if (later.length === 0) return [];

  const itemOf = (milestone: DatedMilestone) => [
    paragraph({ text: `${datesOf(milestone, reader)}, ${fieldText(milestone.title)}` }, ...codeSpans(milestone)),
  ];
  return [heading(textsFor(pdfTexts, reader).laterMilestones), bullets(later.map(itemOf))];
}

/** The date of the last open milestone, with its first one; of a program without, when it is to end. */
function forecastCell({ report, endsOn, closedOn }: ReportedProgram, { reader }: ScreenInput): Span[] {
  const ahead = milestonesAhead(report);
  const last = ahead.at(-1);
  if (closedOn !== undefined) return [{ text: NONE }];
  if (last === undefined) {
    if (endsOn === undefined) return [{ text: NONE }];
    const { endOfProgram } = textsFor(pdfTexts, reader);
    return [{ text: dayInWords(readLongAfter(reader), endsOn) }, { text: `, ${endOfProgram}`, quiet: true }];
  }
  const which = ahead.length > 1 ? [{ text: `, ${shortLine(last.title, TITLE_WORDS)}`, quiet: true as const }] : [];
  return [{ text: datesOf(last, reader) }, ...which];
}

/** 1 Dec 2026 (2nd move; first date 3 Nov 2026) */
function datesOf({ due, firstDue, moves }: DatedMilestone, reader: ScreenInput["reader"]): string {
  const was = moves > 0 && firstDue !== null ? { firstDue, moves } : undefined;
  return moveInWords(readLongAfter(reader), { due, ...(was && { was }) });
}

function nextCell({ report, closedOn }: ReportedProgram, { reader }: ScreenInput): Span[] {
  const [next] = milestonesAhead(report);
  if (next === undefined || closedOn !== undefined) return [{ text: NONE }];
  return [
    { text: `${dayInWords(readLongAfter(reader), next.due)}, ` },
    { text: shortLine(next.title, TITLE_WORDS), quiet: true },
  ];
}

/** What waits for the reader of the digest, with all that is known of it, then the requests of others. */
export function decisionsAskedFor(input: ScreenInput): Block[] {
  const { reader } = input;
  const texts = textsFor(pdfTexts, reader).asked;
  const open = input.needs.filter(needsReader);
  const own = open.filter(({ blockedSince }) => blockedSince === undefined);
  const blockers = open.filter(({ blockedSince }) => blockedSince !== undefined);
  const others = requestsOfOthers(input);
  if (open.length + others.length === 0) return [];

  return [
    { is: "heading", level: 2, text: texts.heading },
    ...listed(own, texts.of, input),
    ...listed(blockers, texts.blockers, input),
    ...(others.length === 0 ? [] : [heading(texts.further), othersTable(others, input)]),
  ];
}

/** `headingFor`: by the name of whoever has them. */
function listed(needs: readonly Need[], headingFor: (name: string) => string, input: ScreenInput): Block[] {
  if (needs.length === 0) return [];
  const items = needs.map((need) => askedItem(need, input));
  return [heading(headingFor(isolated(input.reader.name))), numbered(items)];
}

function askedItem(need: Need, { reader }: ScreenInput) {
  const texts = textsFor(pdfTexts, reader).asked;
  const { title, due } = needInWords(reader, need);
  const parts = [
    [texts.options, textsFor(screenTexts, reader).together(need.options)],
    [texts.recommended, need.recommended ?? ""],
    [texts.costOfWaiting, need.costOfWaiting ?? ""],
  ] as const;
  const { colon } = textsFor(screenTexts, reader);
  return [
    paragraph({ text: title, bold: true }),
    ...(due === "" ? [] : [paragraph({ text: due })]),
    ...parts
      .filter(([, text]) => text !== "")
      .map(([label, text]) => paragraph({ text: `${label}${colon}`, quiet: true }, { text: isolated(text) })),
  ];
}

interface ProgramLine {
  program: ReportedProgram;
  line: Line;
}

function linesOf(input: ScreenInput, isWanted: (line: Line) => boolean): ProgramLine[] {
  return input.programs.flatMap((program) =>
    program.report.lines.flatMap((line) =>
      line.asOf === undefined && isReported(line, program) && isWanted(line) ? [{ program, line }] : [],
    ),
  );
}

function isRequest({ kind }: Line): boolean {
  return kind === "request" || kind === "request-overdue";
}

function requestsOfOthers(input: ScreenInput): ProgramLine[] {
  const own = new Set(input.needs.map(({ itemId }) => itemId));
  const isAsked = (line: Line) => {
    const now = nowOf(line, input);
    return isRequest(line) && !own.has(line.itemId ?? "") && (now === undefined || now.became === "with");
  };
  return linesOf(input, isAsked);
}

function othersTable(found: readonly ProgramLine[], input: ScreenInput): Block {
  const { reader } = input;
  const { table, asked } = textsFor(pdfTexts, reader);
  const { awaitsReply } = textsFor(screenTexts, reader);
  return {
    is: "table",
    head: [table.program, asked.heading, asked.decider, asked.when],
    widths: [0.22, 0.42, 0.19, 0.17],
    rows: found.map(({ program, line }) => {
      const text = withoutFullStop(fieldText(line.text));
      return [
        [{ text: isolated(program.title), bold: true }],
        [{ text: line.awaitsReply ? awaitsReply(nameOf(line.owner, input), text) : text }, ...codeSpans(line)],
        [{ text: deciderOf(line, input) }],
        [{ text: line.due === undefined ? NONE : dayInWords(readLongAfter(reader), line.due) }],
      ];
    }),
  };
}

/** Of one that waits for a reply only who owes that is known. */
function deciderOf(line: Line, input: ScreenInput): string {
  const now = nowOf(line, input);
  if (now !== undefined) return isolated(now.name ?? input.reader.name);
  return line.awaitsReply ? NONE : nameOf(line.owner, input);
}

function codeSpans({ code }: Pick<Line, "code">): Span[] {
  return code === undefined ? [] : [{ text: ` · ${code}`, quiet: true }];
}

/** What was decided in the period, and of what was open since, by whom and on which day. */
export function decisionsTaken(input: ScreenInput): Block[] {
  const { reader } = input;
  const texts = textsFor(pdfTexts, reader).decided;
  const found = linesOf(
    input,
    (line) => line.kind === "decided" || (isRequest(line) && nowOf(line, input)?.became === "decided"),
  );
  if (found.length === 0) return [{ is: "heading", level: 2, text: texts.heading }, quiet(texts.none)];
  return [
    { is: "heading", level: 2, text: texts.heading },
    {
      is: "table",
      head: texts.columns,
      widths: [0.2, 0.41, 0.2, 0.19],
      rows: found.map(({ program, line }) => {
        const { who, on, outcome } = decisionIn(line, input);
        const words = withoutFullStop(fieldText(line.text));
        const decided = outcome === undefined ? "" : fieldText(answerIn(reader, outcome));
        return [
          [{ text: isolated(program.title), bold: true }],
          [
            { text: decided === "" ? words : textsFor(screenTexts, reader).outcome(words, decided) },
            ...codeSpans(line),
          ],
          [{ text: who }],
          [{ text: on === undefined ? NONE : dayInWords(readLongAfter(reader), on) }],
        ];
      }),
    },
  ];
}

/** Of words of an answer only who wrote them is known. */
function decisionIn(
  line: Line,
  input: ScreenInput,
): { who: string; on: string | undefined; outcome?: string | undefined } {
  const now = nowOf(line, input);
  if (now !== undefined)
    return { who: isolated(now.name ?? input.reader.name), on: now.on ?? undefined, outcome: now.outcome };
  const { on, outcome } = line;
  if (line.itemId !== undefined) return { who: nameOf(line.owner, input), on, outcome };
  const author = nameOf(line.by, input);
  const who = author === NONE ? NONE : textsFor(pdfTexts, input.reader).decided.reportedBy(author);
  return { who, on, outcome };
}

/** What is scored highest first, then what is not. */
export function openRisks(input: ScreenInput): Block[] {
  const texts = textsFor(pdfTexts, input.reader).risks;
  const isRisk = ({ kind, type }: Line) => type === "risk" && (kind === "open" || kind === "blocked");
  const found = linesOf(input, isRisk).toSorted((one, other) => sizeOf(other.line.score) - sizeOf(one.line.score));
  if (found.length === 0) return [];

  const isScored = found.some(({ line }) => line.score !== undefined || line.was?.score !== undefined);
  const scores = ({ score, was }: Line): Span[][] => [
    [{ text: scoreInWords(was?.score) }],
    [{ text: scoreInWords(score), bold: true }],
  ];
  return [
    { is: "heading", level: 2, text: texts.heading },
    quiet(isScored ? texts.scale : texts.noScores),
    {
      is: "table",
      head: isScored ? texts.columns : texts.columns.slice(0, -2),
      widths: isScored ? [0.22, 0.35, 0.17, 0.13, 0.13] : [0.25, 0.53, 0.22],
      rows: found.map(({ program, line }) => [
        [{ text: isolated(program.title), bold: true }],
        [{ text: withoutFullStop(fieldText(line.text)) }, ...codeSpans(line)],
        [{ text: nameOf(line.owner ?? line.by, input) }],
        ...(isScored ? scores(line) : []),
      ]),
    },
  ];
}

function sizeOf(score: Score | undefined): number {
  return score === undefined ? 0 : score.probability * score.impact;
}

/** 4 × 3 = 12 */
function scoreInWords(score: Score | undefined): string {
  if (score === undefined) return NONE;
  return `${score.probability}\u00a0×\u00a0${score.impact}\u00a0=\u00a0${sizeOf(score)}`;
}
