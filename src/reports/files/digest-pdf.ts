/** A digest as a PDF: its first screen, the table of its programs, then each report whole. */
import type { Block, Paragraph, Pdf, Span } from "../../platform/pdf/content.ts";
import { capitalised, type Reader, textsFor } from "../../platform/texts/language.ts";
import type { Status } from "../compile/report.ts";
import { STATUS_SHAPES } from "../compile/status-and-dates-in-words.ts";
import { needInWords } from "../digest/needs.ts";
import { partsOfLine } from "../digest/parts-of-line.ts";
import type { Screen, ScreenInput, ScreenLine } from "../digest/screen.ts";
import { type OutlineItem, outlineOf, type ProgramOutline, STRIP_SHAPES } from "../portfolio/program-outline.ts";
import { partTexts } from "../portfolio/texts-part.ts";

/** So many programs are seen at a glance in a table only. */
const FEWEST_IN_TABLE = 4;

export function digestPdf(screen: Screen, input: ScreenInput): Pdf {
  const { reader, programs, asOf } = input;
  const texts = textsFor(partTexts, reader);
  // When what was corrected stands at the top.
  const outlines = programs.map(({ correctedOn, ...program }) => outlineOf(program, input));
  return {
    title: screen.title,
    language: reader.locale,
    at: asOf,
    pages: texts.pages,
    unprintable: texts.unprintable,
    blocks: [
      ...screenBlocks(screen, input),
      { is: "heading", level: 2, text: texts.programs },
      ...(outlines.length < FEWEST_IN_TABLE ? [] : [tableOf(outlines, texts)]),
      ...outlines.flatMap(programBlocks),
    ],
  };
}

function screenBlocks(screen: Screen, { reader }: ScreenInput): Block[] {
  const { title, basis, headline, needsHeading, needs, moreNeeds, sections, counts, leftOut } = screen;
  const needItems = needs.map((need): Paragraph[] => {
    const { title: question, due, facts } = needInWords(reader, need);
    const head = paragraph({ text: question, bold: true }, ...(due === "" ? [] : [{ text: ` · ${due}` }]));
    return [head, ...(facts === "" ? [] : [quiet(facts)])];
  });
  return [
    { is: "heading", level: 1, text: title },
    quiet(basis),
    ...(headline === null ? [] : [paragraph({ text: inPrint(headline), bold: true })]),
    ...(needItems.length === 0 ? [] : [heading(needsHeading), bullets(needItems, true)]),
    ...(moreNeeds === null ? [] : [quiet(moreNeeds)]),
    ...sections.flatMap((section) => [
      heading(section.heading),
      bullets(section.lines.map((line) => screenLine(reader, line))),
    ]),
    ...[counts, leftOut].flatMap((text) => (text === null ? [] : [quiet(text)])),
  ];
}

function screenLine(reader: Reader, line: ScreenLine): Paragraph[] {
  const { name, text } = partsOfLine(reader, line, undefined);
  const shape = line.status === null ? "" : `${STRIP_SHAPES[line.status]} `;
  const spans: Span[] = [{ text: shape }, { text: name, bold: true }, { text: inPrint(text) }];
  return [paragraph(...spans.filter((span) => span.text !== ""))];
}

function tableOf(outlines: readonly ProgramOutline[], texts: (typeof partTexts)["en"]): Block {
  return {
    is: "table",
    head: [texts.program, texts.status],
    widths: [0.55, 0.45],
    rows: outlines.map(({ title, status, strip }) => [
      [{ text: title, bold: true }],
      [
        { text: [shapeOf(status.colour), capitalised(status.text)].join(" ") },
        { text: strip ? `  ${strip.shapes}` : "", quiet: true },
      ],
    ]),
  };
}

function programBlocks({ title, status, strip, notices, about, sections, foot }: ProgramOutline): Block[] {
  return [
    { is: "heading", level: 2, text: title },
    paragraph(
      { text: `${shapeOf(status.colour)} ${capitalised(status.text)}`, bold: true },
      ...(strip === null ? [] : [{ text: ` · ${strip.label} ${strip.shapes}`, quiet: true as const }]),
    ),
    ...notices.map(quiet),
    ...about.flatMap(itemParagraph),
    ...sections.flatMap((section) => [
      { is: "heading", level: 3, text: section.heading } as const,
      bullets(section.items.map(itemParagraph)),
    ]),
    ...foot.map(quiet),
  ];
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

function shapeOf(colour: Status | null): string {
  return colour === null ? "○" : STRIP_SHAPES[colour];
}

/** The fonts have no coloured circles. */
function inPrint(text: string): string {
  return (["green", "amber", "red"] as const).reduce(
    (printed, status) => printed.replaceAll(STATUS_SHAPES[status], STRIP_SHAPES[status]),
    text,
  );
}

function heading(text: string): Block {
  return { is: "heading", level: 3, text };
}

function bullets(items: Paragraph[][], isNumbered = false): Block {
  return { is: "list", items, ...(isNumbered && { isNumbered: true as const }) };
}

function paragraph(...spans: Span[]): Paragraph {
  return { is: "paragraph", spans };
}

function quiet(text: string): Paragraph {
  return paragraph({ text, quiet: true });
}
