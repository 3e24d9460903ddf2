/** Draws content as a PDF: tagged, with bookmarks and embedded fonts, byte for byte reproducible. */
import PDFDocument from "pdfkit";
import type { Block, Paragraph, Pdf, Span } from "./content.ts";
import { isRightToLeft, layOutLines, type PdfLine } from "./lines.ts";
import { type PdfPicture, pictureFromSvg } from "./picture.ts";

const MARGIN = { left: 52, right: 52, top: 50, bottom: 46 };
/** A4, upright. */
const PAGE = { width: 595.28, height: 841.89 };
/** Of what stands between the margins. */
const WIDTH = PAGE.width - MARGIN.left - MARGIN.right;
/** Where a page ends. */
const BOTTOM = PAGE.height - MARGIN.bottom;
const PAGE_OPTIONS = { size: "A4", margins: { top: 0, bottom: 0, left: 0, right: 0 } };
const SIZE = { 1: 18, 2: 13, 3: 10.5, text: 9.5, small: 8 } as const;
/** Line height, relative to the size. */
const LEADING = 1.38;
/** From the top of a line to its baseline, relative to the size. */
const BASELINE = 1.05;
const INK = "#1d1c1d";
const GREY = "#57565b";
const RULE = "#c9c8cc";
const INSET = 12;
const CELL = { x: 5, y: 4 };
const CELL_SIZE = 8.5;
/** Between pictures beside each other. */
const GAP = 12;
/** Letters of a picture are no larger than those of the text then. */
const WIDEST_PICTURE = 320;

type Doc = InstanceType<typeof PDFDocument>;
interface Element {
  tag: string;
  inner: PDFKit.PDFStructureElement;
}

export async function drawPdf(pdf: Pdf): Promise<Uint8Array> {
  const doc = new PDFDocument({
    ...PAGE_OPTIONS,
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
    else if (block.is === "table") this.#table(block);
    else if (block.is === "pictures") this.#pictures(block);
    else this.#turn();
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
    this.#y += SIZE.text * 0.3;
  }

  #heading({ level, text }: Extract<Block, { is: "heading" }>): void {
    const size = SIZE[level];
    const lines = this.#lines([{ text, bold: true }], WIDTH, size, false);
    if (this.#y > MARGIN.top) this.#y += size * 0.7;
    // Keeps a heading with the lines after it, that of a part with more of them.
    const kept = level === 2 ? 8 : 3;
    this.#need(lines.length * size * LEADING + kept * SIZE.text * LEADING);
    if (level === 2) this.#doc.outline.addItem(text);
    this.#flow(lines, this.#child(this.root, `H${level}`), { x: MARGIN.left, width: WIDTH, size });
    this.#y += size * 0.3;
  }

  #list({ items, isNumbered, marks }: Extract<Block, { is: "list" }>): void {
    const list = this.#child(this.root, "L");
    const inset = isNumbered ? 26 : 14;
    for (const [index, item] of items.entries()) {
      const whole = this.#child(list, "LI");
      const own = marks?.[index];
      const mark: Span = own ? { text: own } : { text: isNumbered ? `${index + 1}` : "•", quiet: true };
      const label = this.#lines([mark], inset, SIZE.text, false);
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
    const [first = []] = rows;
    // A head never stands without a row at the end of a page.
    this.#need(heightOf(this.#cells(headed, widths)) + heightOf(this.#cells(first, widths)));
    this.#row(headed, widths, table, "TH");
    for (const [index, row] of rows.entries())
      this.#row(row, widths, table, "TD", () => (index > 0 ? this.#row(headed, widths, null, "TH") : undefined));
    this.#y += SIZE.text;
  }

  #cells(cells: readonly Span[][], widths: readonly number[]): PdfLine[][] {
    return cells.map((spans, column) =>
      this.#lines(spans, WIDTH * (widths[column] ?? 0) - 2 * CELL.x, CELL_SIZE, false),
    );
  }

  /** `again`: draws the header on a new page. `table`: null for an untagged row. */
  #row(
    cells: readonly Span[][],
    widths: readonly number[],
    table: Element | null,
    tag: "TH" | "TD",
    again?: () => void,
  ): void {
    const set = this.#cells(cells, widths);
    const height = heightOf(set);
    // A row taller than a page continues on the next.
    if (height < BOTTOM - MARGIN.top && this.#need(height)) again?.();
    const row = table && this.#child(table, "TR");
    const top = this.#y;
    const page = this.#doc.bufferedPageRange().count;
    let bottom = top;
    let x = MARGIN.left;
    for (const [column, lines] of set.entries()) {
      const width = WIDTH * (widths[column] ?? 0);
      this.#y = top + CELL.y;
      const cell = row && this.#child(row, tag);
      this.#flow(lines, cell, { x: x + CELL.x, width: width - 2 * CELL.x, size: CELL_SIZE });
      bottom = Math.max(bottom, this.#y + CELL.y);
      x += width;
    }
    this.#y = this.#doc.bufferedPageRange().count > page ? this.#y + CELL.y : bottom;
    this.#rule(this.#y);
  }

  /** Each as wide as the others; lower where a page is not high enough. */
  #pictures({ pictures }: Extract<Block, { is: "pictures" }>): void {
    const all = pictures.map(({ svg, altText }) => ({ altText, drawn: pictureFromSvg(svg) }));
    const drawn = all.flatMap(({ altText, drawn: picture }) => (picture ? [{ altText, picture }] : []));
    const width = Math.min((WIDTH - GAP * (drawn.length - 1)) / drawn.length, WIDEST_PICTURE);
    const sized = drawn.map((each) => ({ ...each, ...fitting(each.picture, width, BOTTOM - MARGIN.top) }));
    const height = Math.max(0, ...sized.map((each) => each.height));
    this.#y += SIZE.text * 0.5;
    this.#need(height);
    for (const [place, each] of sized.entries()) {
      const figure = this.#child(this.root, "Figure", { alt: each.altText });
      figure.inner.add(this.#doc.markStructureContent(figure.tag));
      const x = MARGIN.left + place * (width + GAP);
      this.#doc.image(each.picture.png, x, this.#y, { width: each.width, height: each.height });
      this.#doc.endMarkedContent();
      figure.inner.end();
    }
    if (sized.length > 0) this.#y += height + SIZE.text;
    for (const { altText, drawn: picture } of all)
      if (!picture) this.paragraph({ spans: [{ text: altText, quiet: true }] }, this.root);
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
      if (this.#y + size * LEADING > BOTTOM) {
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

  #child(parent: Element, tag: string, options: { alt?: string } = {}): Element {
    const inner = this.#doc.struct(tag, options);
    parent.inner.add(inner);
    return { tag, inner };
  }

  /** Starts a page if there is no room. Returns whether it did. */
  #need(height: number): boolean {
    if (this.#y + height <= BOTTOM) return false;
    this.#turn();
    return true;
  }

  #turn(): void {
    this.#doc.addPage(PAGE_OPTIONS);
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

function heightOf(cells: readonly PdfLine[][]): number {
  return Math.max(0, ...cells.map((lines) => lines.length)) * CELL_SIZE * LEADING + 2 * CELL.y;
}

function fitting({ width, height }: PdfPicture, mostWidth: number, mostHeight: number) {
  const scale = Math.min(mostWidth / width, mostHeight / height);
  return { width: width * scale, height: height * scale };
}

function drawLine(doc: Doc, line: PdfLine, { x, y, size }: { x: number; y: number; size: number }): void {
  for (const { face, text, isQuiet, x: from } of line.runs)
    doc
      .font(face.file)
      .fontSize(size)
      .fillColor(isQuiet ? GREY : INK)
      .text(text, x + from, y, {
        lineBreak: false,
        baseline: "alphabetic",
        // Without features pdfkit sets word by word, from the left, and keeps each word: that takes a third of the time.
        ...(isRightToLeft(text) && { features: [] }),
      });
}

/** Footer with the page number, and from the second page on a header with the title. */
function frame(doc: Doc, { title, pages }: Pdf): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    const foot = pages.replace("{page}", String(page + 1)).replace("{pages}", String(count));
    aside(doc, foot, "Bottom");
    if (page > 0) aside(doc, title, "Top");
  }
}

function aside(doc: Doc, text: string, attached: "Top" | "Bottom"): void {
  const { width: pageWidth, height } = doc.page;
  const width = pageWidth - MARGIN.left - MARGIN.right;
  const { lines } = layOutLines([{ text, quiet: true }], { size: SIZE.small, width, isTheirs: false });
  const [line] = lines;
  if (!line) return;
  doc.markContent("Artifact", { type: "Pagination", attached: [attached] });
  const x = attached === "Top" ? MARGIN.left : MARGIN.left + width - line.width;
  const y = attached === "Top" ? MARGIN.top / 2 : height - MARGIN.bottom / 2;
  drawLine(doc, line, { x, y, size: SIZE.small });
  doc.endMarkedContent();
}
