/** Draws content as a PDF: tagged, with bookmarks and embedded fonts, byte for byte reproducible. */
import PDFDocument from "pdfkit";
import type { Block, Paragraph, Pdf, Span } from "./content.ts";
import { layOutLines, type PdfLine } from "./lines.ts";

const MARGIN = { left: 56, right: 56, top: 72, bottom: 64 };
const PAGE = { width: 595.28, height: 841.89 };
const WIDTH = PAGE.width - MARGIN.left - MARGIN.right;
const SIZE = { 1: 18, 2: 13, 3: 11, text: 10, small: 8 } as const;
/** Line height, relative to the size. */
const LEADING = 1.42;
/** From the top of a line to its baseline, relative to the size. */
const BASELINE = 1.05;
const INK = "#1d1c1d";
const GREY = "#57565b";
const RULE = "#c9c8cc";
const INSET = 12;
const CELL = { x: 5, y: 4 };

type Doc = InstanceType<typeof PDFDocument>;
interface Element {
  tag: string;
  inner: PDFKit.PDFStructureElement;
}

export async function drawPdf(pdf: Pdf): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: "A4",
    margins: { top: 0, bottom: 0, left: 0, right: 0 },
    pdfVersion: "1.7",
    tagged: true,
    lang: pdf.language,
    displayTitle: true,
    bufferPages: true,
    autoFirstPage: false,
    font: "",
    info: {
      Title: pdf.title,
      Creator: "Drumbeat",
      Producer: "Drumbeat",
      CreationDate: new Date(pdf.at),
      ModDate: new Date(pdf.at),
    },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => doc.on("end", resolve).on("error", reject));
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const pages = new Pages(doc);
  for (const block of pdf.blocks) pages.block(block);
  if (pages.hasUnprintable) pages.paragraph({ spans: [{ text: pdf.unprintable, quiet: true }] }, pages.root);
  pages.root.inner.end();
  frame(doc, pdf);
  doc.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

class Pages {
  readonly #doc: Doc;
  readonly root: Element;
  hasUnprintable = false;
  /** Top of the next line. */
  #y = 0;

  constructor(doc: Doc) {
    this.#doc = doc;
    this.#turn();
    this.root = { tag: "Document", inner: doc.struct("Document") };
    doc.addStructure(this.root.inner);
  }

  block(block: Block): void {
    if (block.is === "heading") this.#heading(block);
    else if (block.is === "paragraph") this.paragraph(block, this.root);
    else if (block.is === "list") this.#list(block);
    else this.#table(block);
  }

  paragraph(
    { spans, isQuote }: Pick<Paragraph, "spans" | "isQuote">,
    parent: Element,
    { x = 0, tag = isQuote ? "BlockQuote" : "P" }: { x?: number; tag?: string } = {},
  ): void {
    const inset = isQuote ? INSET : 0;
    const lines = this.#lines(spans, WIDTH - x - inset, SIZE.text, isQuote === true);
    this.#flow(lines, this.#child(parent, tag), {
      x: MARGIN.left + x + inset,
      width: WIDTH - x - inset,
      size: SIZE.text,
    });
    this.#y += SIZE.text * 0.4;
  }

  #heading({ level, text }: Extract<Block, { is: "heading" }>): void {
    const size = SIZE[level];
    const lines = this.#lines([{ text, bold: true }], WIDTH, size, false);
    if (level > 1) this.#y += size * 0.9;
    // Keeps a heading with the next lines.
    this.#need(lines.length * size * LEADING + 3 * SIZE.text * LEADING);
    if (level === 2) this.#doc.outline.addItem(text);
    this.#flow(lines, this.#child(this.root, `H${level}`), { x: MARGIN.left, width: WIDTH, size });
    this.#y += size * 0.3;
  }

  #list({ items, isNumbered }: Extract<Block, { is: "list" }>): void {
    const list = this.#child(this.root, "L");
    const inset = isNumbered ? 26 : 14;
    for (const [index, item] of items.entries()) {
      const whole = this.#child(list, "LI");
      const label = this.#lines([{ text: isNumbered ? `${index + 1}` : "•", quiet: true }], inset, SIZE.text, false);
      this.#need(2 * SIZE.text * LEADING);
      const top = this.#y;
      this.#flow(label, this.#child(whole, "Lbl"), { x: MARGIN.left, width: inset, size: SIZE.text });
      this.#y = top;
      const body = this.#child(whole, "LBody");
      for (const paragraph of item) this.paragraph(paragraph, body, { x: inset });
    }
  }

  #table({ head, widths, rows }: Extract<Block, { is: "table" }>): void {
    const table = this.#child(this.root, "Table");
    const headed = head.map((text): Span[] => [{ text, bold: true }]);
    this.#row(headed, widths, table, "TH");
    for (const [index, row] of rows.entries())
      this.#row(row, widths, table, "TD", () => (index > 0 ? this.#row(headed, widths, null, "TH") : undefined));
    this.#y += SIZE.text;
  }

  /** `again`: draws the header on a new page. `table`: null for an untagged row. */
  #row(
    cells: readonly Span[][],
    widths: readonly number[],
    table: Element | null,
    tag: "TH" | "TD",
    again?: () => void,
  ): void {
    const size = SIZE.text - 1;
    const set = cells.map((spans, column) =>
      this.#lines(spans, WIDTH * (widths[column] ?? 0) - 2 * CELL.x, size, false),
    );
    const height = Math.max(...set.map((lines) => lines.length)) * size * LEADING + 2 * CELL.y;
    // A row taller than a page continues on the next.
    if (height < PAGE.height - MARGIN.top - MARGIN.bottom && this.#need(height)) again?.();
    const row = table && this.#child(table, "TR");
    const top = this.#y;
    const page = this.#doc.bufferedPageRange().count;
    let bottom = top;
    let x = MARGIN.left;
    for (const [column, lines] of set.entries()) {
      const width = WIDTH * (widths[column] ?? 0);
      this.#y = top + CELL.y;
      const cell = row && this.#child(row, tag);
      this.#flow(lines, cell, { x: x + CELL.x, width: width - 2 * CELL.x, size });
      bottom = Math.max(bottom, this.#y + CELL.y);
      x += width;
    }
    this.#y = this.#doc.bufferedPageRange().count > page ? this.#y + CELL.y : bottom;
    this.#rule(this.#y);
  }

  #lines(spans: readonly Span[], width: number, size: number, isTheirs: boolean): PdfLine[] {
    const { lines, hasUnprintable } = layOutLines(spans, { size, width, isTheirs });
    this.hasUnprintable ||= hasUnprintable;
    return lines;
  }

  /** `element`: null for untagged content. */
  #flow(
    lines: readonly PdfLine[],
    element: Element | null,
    { x, width, size }: { x: number; width: number; size: number },
  ): void {
    const doc = this.#doc;
    const begin = () => {
      if (element) element.inner.add(doc.markStructureContent(element.tag));
      else doc.markContent("Artifact", { type: "Pagination" });
    };
    begin();
    for (const line of lines) {
      if (this.#y + size * LEADING > PAGE.height - MARGIN.bottom) {
        doc.endMarkedContent();
        this.#turn();
        begin();
      }
      drawLine(doc, line, { x: line.isFromRight ? x + width - line.width : x, y: this.#y + size * BASELINE, size });
      this.#y += size * LEADING;
    }
    doc.endMarkedContent();
    element?.inner.end();
  }

  #child(parent: Element, tag: string): Element {
    const inner = this.#doc.struct(tag);
    parent.inner.add(inner);
    return { tag, inner };
  }

  /** Starts a page if there is no room. Returns whether it did. */
  #need(height: number): boolean {
    if (this.#y + height <= PAGE.height - MARGIN.bottom) return false;
    this.#turn();
    return true;
  }

  #turn(): void {
    this.#doc.addPage();
    this.#y = MARGIN.top;
  }

  #rule(y: number): void {
    this.#doc.markContent("Artifact", { type: "Layout" });
    this.#doc
      .moveTo(MARGIN.left, y)
      .lineTo(MARGIN.left + WIDTH, y)
      .lineWidth(0.5)
      .stroke(RULE);
    this.#doc.endMarkedContent();
  }
}

function drawLine(doc: Doc, line: PdfLine, { x, y, size }: { x: number; y: number; size: number }): void {
  for (const { face, text, isQuiet, x: from } of line.runs)
    doc
      .font(face.file)
      .fontSize(size)
      .fillColor(isQuiet ? GREY : INK)
      .text(text, x + from, y, { lineBreak: false, baseline: "alphabetic", features: [] });
}

/** Footer with the page number, and from the second page on a header with the title. */
function frame(doc: Doc, { title, pages }: Pdf): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    const foot = pages.replace("{page}", String(page + 1)).replace("{pages}", String(count));
    aside(doc, foot, PAGE.height - MARGIN.bottom / 2, "Bottom");
    if (page > 0) aside(doc, title, MARGIN.top / 2, "Top");
  }
}

function aside(doc: Doc, text: string, y: number, attached: "Top" | "Bottom"): void {
  const { lines } = layOutLines([{ text, quiet: true }], { size: SIZE.small, width: WIDTH, isTheirs: false });
  const [line] = lines;
  if (!line) return;
  doc.markContent("Artifact", { type: "Pagination", attached: [attached] });
  const x = attached === "Top" ? MARGIN.left : MARGIN.left + WIDTH - line.width;
  drawLine(doc, line, { x, y, size: SIZE.small });
  doc.endMarkedContent();
}
