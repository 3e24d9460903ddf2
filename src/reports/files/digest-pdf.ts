/**
 * A digest as a PDF: its first screen with its pictures, a table of its programs, what is to be decided, what was decided, open
 * risks, then each report whole. It is sent on to others: nobody is “you” in it.
 */
import type { Block, Paragraph, Pdf, Span } from "../../platform/pdf/content.ts";
import { capitalised, textsFor } from "../../platform/texts/language.ts";
import { runYielding } from "../../platform/yield-to-event-loop.ts";
import { isolated, periodInWords, shortLine, wordTexts } from "../compile/status-and-dates-in-words.ts";
import { outcomeOfNeed } from "../digest/matter-words.ts";
import { needInWords, needsBeside } from "../digest/needs.ts";
import { partsOfLine } from "../digest/parts-of-line.ts";
import type { Need, Screen, ScreenInput, ScreenLine } from "../digest/screen.ts";
import { screenTexts } from "../digest/texts.ts";
import { picturesOf } from "../pictures/of-message.ts";
import type { Picture } from "../pictures/picture.ts";
import { type OutlineItem, outlineOf, type ProgramOutline, STRIP_SHAPES } from "../portfolio/program-outline.ts";
import { worstFirst } from "../portfolio/program-row.ts";
import { partTexts } from "../portfolio/texts-part.ts";
import { decisionsAskedFor, decisionsTaken, laterMilestones, openRisks, programsTable } from "./digest-pdf-tables.ts";
import { inNamesOfAll } from "./in-names-of-all.ts";
import {
  bullets,
  heading,
  inPrint,
  NO_WORD,
  numbered,
  paragraph,
  quiet,
  readLongAfter,
  shapeOf,
} from "./pdf-blocks.ts";
import { pdfTexts } from "./texts-pdf.ts";

const PICTURED_BELOW: readonly Picture["name"][] = ["roadmap", "measures"];

/** What stands in no report. */
export interface Setting {
  /** What the workspace is called; empty: nothing. */
  organisation: string;
  /** The names of who leads each program, by its id. */
  leads: ReadonlyMap<string, readonly string[]>;
}

/** `screen`, `input`: in everybody's names. */
export function digestPdf(screen: Screen, input: ScreenInput, setting: Setting): Pdf {
  const steps = pdfSteps(screen, input, setting);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same, letting others run between its programs. */
export function digestPdfInPieces(screen: Screen, input: ScreenInput, setting: Setting): Promise<Pdf> {
  return runYielding(pdfSteps(screen, input, setting));
}

function* pdfSteps(screen: Screen, given: ScreenInput, { organisation, leads }: Setting): Generator<void, Pdf> {
  const input = { ...given, programs: given.programs.toSorted(worstFirst(given.reader.locale)) };
  const { reader, programs, asOf } = input;
  const texts = textsFor(partTexts, reader);
  const title = digestTitle(input, organisation);
  // Dates are shown below those of the table, and measures below them.
  const { above = [], below = [] } = Object.groupBy(picturesOf(input), ({ name }) =>
    PICTURED_BELOW.includes(name) ? "below" : "above",
  );
  yield;
  const blocks: Block[] = [{ is: "heading", level: 1, text: title }, ...screenBlocks(screen, input, above)];
  yield;
  blocks.push(...programsTable(input, leads), ...pictureBlocks(below));
  yield;
  blocks.push({ is: "page" }, ...decisionsAskedFor(input));
  yield;
  blocks.push(...decisionsTaken(input));
  yield;
  blocks.push(...openRisks(input));

  // What is to be decided stands apart, whoever it waits for.
  const whole = { ...input, needs: [] };
  // When what was corrected stands at the top.
  for (const { correctedOn: _, ...program } of programs) {
    yield;
    blocks.push(...programBlocks(outlineOf(program, whole), laterMilestones(program, input)));
  }
  return {
    title,
    language: reader.locale,
    at: asOf,
    pages: texts.pages,
    unprintable: texts.unprintable,
    blocks,
  };
}

/** October 2026 · Northwind · 4 programs */
export function digestTitle({ reader, rhythm, period, programs }: ScreenInput, organisation: string): string {
  const name = capitalised(periodInWords(readLongAfter(reader), rhythm, period));
  const [only] = programs;
  const subject =
    programs.length === 1 && only
      ? isolated(shortLine(only.title, 20))
      : textsFor(screenTexts, reader).programs(programs.length);
  return [name, isolated(organisation), subject].filter((part) => part !== "").join(" · ");
}

/** Its pictures stand above what is said in lines. */
function screenBlocks(screen: Screen, input: ScreenInput, pictures: readonly Picture[]): Block[] {
  const { basis, headline, sections, counts, leftOut } = screen;
  return [
    quiet(basis),
    quiet(textsFor(pdfTexts, input.reader).addressed(isolated(input.reader.name))),
    { is: "heading", level: 2, text: textsFor(pdfTexts, input.reader).inBrief },
    ...(headline === null ? [] : [paragraph({ text: inPrint(headline), bold: true })]),
    ...pictureBlocks(pictures),
    quiet(legendOf(input)),
    ...quietly(counts),
    ...needBlocks(screen, input),
    ...sections.flatMap((section) => [heading(headingOf(section, input)), screenLines(section.lines, input)]),
    ...quietly(leftOut),
  ];
}

function quietly(text: string | null): Block[] {
  return text === null ? [] : [quiet(text)];
}

/** A date that the headline or another line tells is not among those that come. */
function headingOf(
  { name, heading: usual, lines }: Screen["sections"][number],
  { reader, programs }: ScreenInput,
): string {
  if (name !== "upcoming") return usual;
  const shown = new Set(lines.flatMap((line) => line.lines.map(({ itemId }) => itemId)));
  const isAbove = programs.some(({ report }) =>
    report.lines.some(({ kind, itemId }) => kind === "upcoming" && !shown.has(itemId)),
  );
  return isAbove ? textsFor(pdfTexts, reader).alsoUpcoming : usual;
}

function pictureBlocks(pictures: readonly Picture[]): Block[] {
  if (pictures.length === 0) return [];
  return [{ is: "pictures", pictures: pictures.map(({ altText, svg }) => ({ altText, svg: svg() })) }];
}

/** What waits for its reader: the first with all that is known of them, the others by their question and day. */
function needBlocks({ needs, needsHeading }: Screen, input: ScreenInput): Block[] {
  const { reader } = input;
  const texts = textsFor(pdfTexts, reader);
  const name = isolated(reader.name);
  if (needs.length === 0) return needsHeading === "" ? [] : [heading(texts.nothingWaits(name))];

  const { named, more, open } = needsBeside(input.needs, needs);
  return [
    heading(open === 0 ? texts.waitsNoMore(name) : texts.waits(name, open)),
    numbered([...needs.map((need) => needItem(need, input)), ...named.map((need) => needItem(need, input, true))]),
    ...(more > 0 ? [quiet(capitalised(textsFor(screenTexts, reader).more("", more).trim()))] : []),
  ];
}

function needItem(need: Need, input: ScreenInput, isShort = false): Paragraph[] {
  const { title, due, facts } = needInWords(input.reader, need);
  const day = need.isOver ? outcomeOfNeed(need, input) : due;
  const head = paragraph({ text: title, bold: true }, ...(day === "" ? [] : [{ text: ` · ${day}` }]));
  return isShort || facts === "" ? [head] : [head, quiet(facts)];
}

/** Each behind the status of its program. */
function screenLines(lines: readonly ScreenLine[], { reader, programs }: ScreenInput): Block {
  const statuses = new Map(programs.map(({ id, report }) => [id, report.status?.status ?? null]));
  const markOf = ({ status, program, programId }: ScreenLine) => {
    const shown = status ?? (program === "" ? null : (statuses.get(programId) ?? null));
    return shown === null ? "•" : STRIP_SHAPES[shown];
  };
  const itemOf = (line: ScreenLine) => {
    const { name, text } = partsOfLine(reader, line, undefined);
    const spans: Span[] = [{ text: name, bold: true }, { text: inPrint(text) }];
    return [paragraph(...spans.filter((span) => span.text !== ""))];
  };
  return { is: "list", marks: lines.map(markOf), items: lines.map(itemOf) };
}

/** ● on track · ▲ at risk · ■ off track · ○ no word */
function legendOf({ reader }: ScreenInput): string {
  const { statusWithin } = textsFor(wordTexts, reader);
  const signs = (["green", "amber", "red"] as const).map((status) => `${STRIP_SHAPES[status]} ${statusWithin[status]}`);
  return [...signs, `${NO_WORD} ${textsFor(pdfTexts, reader).noWord}`].join(" · ");
}

function programBlocks(outline: ProgramOutline, later: readonly Block[]): Block[] {
  return [{ is: "heading", level: 2, text: outline.title }, ...programBody(outline, later)];
}

/** Without its title. */
function programBody(outline: ProgramOutline, later: readonly Block[]): Block[] {
  const { status, strip, notices, about, sections, foot } = outline;
  return [
    paragraph(
      { text: `${shapeOf(status.colour)} ${capitalised(status.text)}`, bold: true },
      ...(strip === null ? [] : [{ text: ` · ${strip.label} ${strip.shapes}`, quiet: true as const }]),
    ),
    ...notices.map(quiet),
    ...about.flatMap(itemParagraph),
    ...sections.flatMap((section) => [heading(section.heading), bullets(section.items.map(itemParagraph))]),
    ...later,
    ...(foot.length === 0 ? [] : [quiet(foot.join(" · "))]),
  ];
}

/** The only program of this input on a page of its own, below a title: its report, and its pictures. */
export function programPart(given: ScreenInput): Block[] {
  const input = { ...inNamesOfAll(given), needs: [] };
  const [program] = input.programs;
  if (!program) return [];
  const body = programBody(outlineOf(program, input), laterMilestones(program, input));
  return [...body, ...programPictures(input, PICTURED_BELOW)];
}

/** Of these pictures those of which there is something to show. */
export function programPictures(input: ScreenInput, names: readonly Picture["name"][]): Block[] {
  return pictureBlocks(picturesOf(input).filter(({ name }) => names.includes(name)));
}

function itemParagraph({ label, text, facts }: OutlineItem): Paragraph[] {
  return [
    paragraph(
      ...(label === null ? [] : [{ text: `${label} · `, bold: true as const }]),
      { text: inPrint(text) },
      ...(facts.length === 0
        ? []
        : [{ text: `${text === "" ? "" : " · "}${facts.join(" · ")}`, quiet: true as const }]),
    ),
  ];
}
