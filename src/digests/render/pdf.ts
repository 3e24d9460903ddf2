/** The digest as a PDF: all that the Markdown export says, before it the table of its programs. */
import { HEALTH_COLOURS } from "../../cadences/questions/health-scale.ts";
import { movedText } from "../../check-ins/milestones/texts.ts";
import { HEALTH_SHAPES, STATUS_CIRCLES } from "../../health/rules.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Block, Paragraph, Pdf, Span } from "../../platform/pdf/content.ts";
import { languageOf, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import type { DigestDocument } from "../document.ts";
import { editionTexts } from "../editions/texts.ts";
import type { Sources } from "../sections/fields.ts";
import type { Item, ShownQuote } from "../sections/line.ts";
import { digestTexts } from "../texts.ts";
import { sourceNotes } from "./notes.ts";
import { asItStood, type Outline, outlineOf } from "./outline.ts";
import { type ProgramRow, programRows } from "./table.ts";
import { fileTexts } from "./texts-files.ts";

/** So many programs are seen at a glance in a table only. */
const FEWEST_IN_TABLE = 4;

const STATUSES = [...HEALTH_COLOURS, "grey"] as const;

/** Of a text, the number of the note with its sources. */
type Mark = (sources: Sources) => Span;

/** `leftOut`: titles of programs that the edition told, and its reader may not read any more. */
export function digestPdf(
  document: DigestDocument,
  { sentAt, leftOut = [] }: { sentAt: Instant | null; leftOut?: readonly string[] },
): Pdf {
  const { reader, cutOffAt } = document;
  const texts = textsFor(fileTexts, reader);
  const outline = outlineOf(document);
  const notes = sourceNotes(document, { safe: (text) => text, hasIds: false });
  const mark: Mark = (sources) => ({ text: ` [${notes.numberOf(sources)}]`, quiet: true });
  const day = asItStood(document, sentAt);
  const said = [
    ...headOf(outline, day, mark),
    ...(leftOut.length === 0 ? [] : [plain(textsFor(editionTexts, reader).leftOut(reader, [...leftOut]))]),
    ...(document.programs.length < FEWEST_IN_TABLE ? [] : tableOf(document)),
    ...outline.sections.flatMap(({ heading, items }): Block[] => [
      { is: "heading", level: 2, text: heading },
      { is: "list", items: items.map((item) => itemOf(item, mark)) },
    ]),
  ];
  return {
    title: outline.title,
    language: reader.locale,
    at: cutOffAt,
    pages: texts.pages,
    unprintable: texts.unprintable,
    blocks: [
      ...said,
      { is: "heading", level: 2, text: texts.sources },
      { is: "list", isNumbered: true, items: notes.all().map((note) => [plain(note)]) },
    ],
  };
}

function headOf(outline: Outline, day: string | null, mark: Mark): Block[] {
  const { sentence, own, others, sources, othersSources } = outline.bottomLine;
  const { correction } = outline;
  return [
    { is: "heading", level: 1, text: outline.title },
    ...(day === null ? [] : [quiet(day)]),
    ...(correction ? [bold(correction.sentence), quoted(correction.reason)] : []),
    { is: "paragraph", spans: [{ text: outline.basis, quiet: true }, mark(outline.basisSources)] },
    ...(sentence === null ? [] : [bold(sentence, mark(sources))]),
    ...(own ? [quoted(own, mark(sources))] : []),
    ...(others === null ? [] : [plain(others, ...(othersSources ? [mark(othersSources)] : []))]),
    ...outline.remarks.map((remark) => plain(remark)),
    ...(outline.original === null ? [] : [quiet(outline.original)]),
    ...(outline.heldBack === null ? [] : [quiet(outline.heldBack)]),
  ];
}

function itemOf({ label, quotes, remark, sources }: Item, mark: Mark): Paragraph[] {
  const spans = label.flatMap(({ text, bold: isBold }): Span[] =>
    text === "" ? [] : [{ text: inPrint(text), ...(isBold && { bold: true }) }],
  );
  return [
    { is: "paragraph", spans: [...spans, mark(sources)] },
    ...quotes.map((quote) => quoted(quote)),
    ...(remark === null ? [] : [quiet(remark)]),
  ];
}

/** The fonts have no coloured circles. */
function inPrint(text: string): string {
  return STATUSES.reduce((said, status) => said.replaceAll(STATUS_CIRCLES[status], HEALTH_SHAPES[status]), text);
}

function quoted({ role, text, by }: ShownQuote, ...marks: Span[]): Paragraph {
  const lead: Span[] = role === null ? [] : [{ text: `${role} · `, bold: true }];
  const signature: Span[] = by === "" ? [] : [{ text: `\n— ${by}`, quiet: true }];
  const spans: Span[] = [...lead, { text }, ...signature, ...marks];
  return { is: "paragraph", isQuote: true, spans };
}

function plain(text: string, ...marks: Span[]): Paragraph {
  return { is: "paragraph", spans: [{ text }, ...marks] };
}

function quiet(text: string): Paragraph {
  return { is: "paragraph", spans: [{ text, quiet: true }] };
}

function bold(text: string, ...marks: Span[]): Paragraph {
  return { is: "paragraph", spans: [{ text, bold: true }, ...marks] };
}

function tableOf(document: DigestDocument): Block[] {
  const reader = { ...document.reader, today: localDateOf(document.cutOffAt, document.reader.zone) };
  const texts = textsFor(fileTexts, reader);
  return [
    { is: "heading", level: 2, text: texts.atAGlance },
    {
      is: "table",
      head: [texts.program, texts.status, texts.dates, texts.requests],
      widths: [0.32, 0.27, 0.27, 0.14],
      rows: programRows(document).map((row) => [
        [{ text: row.title, bold: true }],
        [{ text: statusOf(reader, row) }],
        [{ text: row.dates.map((date) => dateOf(reader, date)).join("\n") }],
        [{ text: row.asked && row.asked.requests > 0 ? texts.requestsTold(reader, row.asked) : "" }],
      ]),
    },
  ];
}

function statusOf(reader: Reader, { status, before, since, silentSince }: ProgramRow): string {
  const texts = textsFor(fileTexts, reader);
  const { colour } = digestTexts(reader);
  const named = (one: keyof typeof colour) => `${HEALTH_SHAPES[one]} ${colour[one]}`;
  return [
    ...(status === null
      ? []
      : [before === null || before === status ? named(status) : `${named(before)} → ${named(status)}`]),
    ...(since === null ? [] : [texts.since(shortDate(reader, since))]),
    ...(silentSince === null
      ? []
      : [silentSince === "never" ? texts.never : texts.silentSince(shortDate(reader, silentSince))]),
  ].join(", ");
}

function dateOf(reader: Reader, { label, first, before, now, moves }: ProgramRow["dates"][number]): string {
  const day = (date: string) => shortDate(reader, date);
  const moved =
    first !== null && moves !== null && moves > 0
      ? movedText[languageOf(reader.locale)](
          { original: first, to: now, moves, ...(before !== null && { from: before }) },
          day,
        )
      : day(now);
  return `${label} ${moved}`;
}
