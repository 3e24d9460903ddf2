/** Lays out text: faces of letters, line breaks, and visual order. */
import bidiJs, { type Bidi } from "bidi-js";
import { withoutForcedDirection } from "../texts/display.ts";
import type { Span } from "./content.ts";
import { type Face, faceFor } from "./fonts.ts";

const bidi = bidiOf(bidiJs);
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The types describe an ES module, but Node imports the function itself. */
function bidiOf(imported: unknown): Bidi {
  if (typeof imported !== "function") throw new Error("bidi-js is no function");
  return imported();
}

/** A run of one face, style and direction. */
export interface Run extends Style {
  face: Face;
  /** In logical order: the font reverses right-to-left letters. */
  text: string;
  /** Offset from the left. */
  x: number;
}

export interface PdfLine {
  /** In reading order, as copied text. */
  runs: Run[];
  width: number;
  isFromRight: boolean;
}

interface Style {
  isBold: boolean;
  isQuiet: boolean;
}

/** A grapheme. */
interface Letter extends Style {
  face: Face;
  text: string;
  width: number;
  /** Index in the text. */
  at: number;
  /** Missing in all faces: shown by its number. */
  isNumber?: true;
}

interface Setting {
  size: number;
  width: number;
  /** Take the direction of the first letter that has one. */
  isTheirs: boolean;
}

/** `hasUnprintable`: some letters are shown by their number. */
export function layOutLines(spans: readonly Span[], setting: Setting): { lines: PdfLine[]; hasUnprintable: boolean } {
  const lines: PdfLine[] = [];
  let hasUnprintable = false;
  for (const paragraph of paragraphsOf(spans)) {
    const letters = paragraph.flatMap(({ text, at, ...style }) => lettersOf(text, at, style, setting.size));
    hasUnprintable ||= letters.some(({ isNumber }) => isNumber);
    const whole = paragraph.map(({ text }) => text).join("");
    const levels = bidi.getEmbeddingLevels(whole, setting.isTheirs ? "auto" : "ltr");
    const isFromRight = (levels.paragraphs[0]?.level ?? 0) % 2 === 1;
    for (const line of breakLine(letters, setting.width))
      lines.push(visualLineOf(line, levels.levels, isFromRight, setting.size));
  }
  return { lines, hasUnprintable };
}

interface Piece extends Style {
  text: string;
  at: number;
}

/** Each line of the source is a paragraph. */
function paragraphsOf(spans: readonly Span[]): Piece[][] {
  const paragraphs: Piece[][] = [[]];
  for (const { text, bold, quiet } of spans)
    for (const [index, part] of printable(text).split("\n").entries()) {
      if (index > 0) paragraphs.push([]);
      const current = paragraphs.at(-1) ?? [];
      const before = current.at(-1);
      current.push({
        text: part,
        at: before ? before.at + before.text.length : 0,
        isBold: bold === true,
        isQuiet: quiet === true,
      });
    }
  return paragraphs;
}

function printable(text: string): string {
  return withoutForcedDirection(text.normalize("NFC"))
    .replaceAll(/\r\n?|\u2028|\u2029/g, "\n")
    .replaceAll("\t", "    ")
    .replaceAll(/[^\P{Cc}\n]/gu, "\uFFFD");
}

/** What these faces cannot show: emoji variants, joiners, skin colours, marks around a name. */
const MODIFIERS =
  /\u200D|\u20E3|[\uFE00-\uFE0F]|[\u{1F3FB}-\u{1F3FF}]|[\u200B\u2060\u2068\u2069\uFEFF\u{E0020}-\u{E007F}]/gu;

function lettersOf(text: string, start: number, style: Style, size: number): Letter[] {
  return [...graphemes.segment(text)].flatMap(({ segment, index }) => {
    const at = start + index;
    const shown = segment.replaceAll(MODIFIERS, "");
    if (shown === "") return [];
    const face = faceFor(shown, style.isBold);
    if (face) return [letterOf(face, shown, at, style, size)];
    // No face has all signs of this letter.
    return [...shown].flatMap((sign): Letter[] => {
      const own = faceFor(sign, style.isBold);
      if (own) return [letterOf(own, sign, at, style, size)];
      // Ligatures, full-width letters, squared units.
      const plain = sign.normalize("NFKC");
      if (plain !== sign) return lettersOf(plain, 0, style, size).map((letter) => ({ ...letter, at }));
      const number = `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;
      const inter = faceFor(number, style.isBold);
      if (!inter) throw new Error("There is no face for plain letters");
      return [{ ...letterOf(inter, number, at, style, size), isNumber: true }];
    });
  });
}

const widths = new Map<string, number>();

function letterOf(face: Face, text: string, at: number, style: Style, size: number): Letter {
  return { ...style, face, text, at, width: widthOf(face, text) * size };
}

/** Width at font size 1. */
function widthOf(face: Face, text: string): number {
  const key = `${face.file} ${text}`;
  const width = widths.get(key) ?? face.font.layout(text).advanceWidth / face.font.unitsPerEm;
  if (widths.size > MOST_WIDTHS) widths.clear();
  widths.set(key, width);
  return width;
}

const MOST_WIDTHS = 20_000;

/** As it is drawn: what goes from the left word by word, each with the blank behind it. */
function widthOfRun(face: Face, text: string): number {
  if (isRightToLeft(text)) return widthOf(face, text);
  return text.split(/(?<=[ \t])/).reduce((sum, word) => sum + widthOf(face, word), 0);
}

const MAY_BREAK_AFTER =
  /[ \u1680\u2000-\u2006\u2008-\u200A\u205F\u3000\-\u2010\u2013\u2014/,;|\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;

/** No line ends at a space before these. */
const BOUND_BEFORE = /^[;:?!»%€$£]/u;

/** `next`: the letter behind the line. Codes, dates and amounts stay whole: LOY-R-12, 2026-10-31, 38 000 €. */
function mayBreakAfter(line: readonly Letter[], index: number, next: Letter): boolean {
  const text = line[index]?.text ?? "";
  if (!MAY_BREAK_AFTER.test(text)) return false;

  const before = line[index - 1]?.text ?? "";
  const after = (line[index + 1] ?? next).text;
  if (text === " ") return !BOUND_BEFORE.test(after) && before !== "«" && !(/\d/.test(before) && /\d/.test(after));
  return text !== "-" || !(/[\p{Lu}\d]/u.test(before) && /[\p{Lu}\d]/u.test(after));
}

/** Breaks at the last opportunity; anywhere in a word longer than a line. */
function breakLine(letters: readonly Letter[], width: number): Letter[][] {
  const lines: Letter[][] = [];
  let line: Letter[] = [];
  let used = 0;
  for (const letter of letters) {
    const isBlank = letter.text.trim() === "";
    if (used + letter.width > width && !isBlank && line.length > 0) {
      const place = line.findLastIndex((_, index) => mayBreakAfter(line, index, letter));
      const next = place < 0 ? [] : line.splice(place + 1);
      lines.push(line);
      line = next;
      used = line.reduce((sum, each) => sum + each.width, 0);
    }
    line.push(letter);
    used += letter.width;
  }
  return [...lines, line];
}

function visualLineOf(letters: readonly Letter[], levels: Uint8Array, isFromRight: boolean, size: number): PdfLine {
  const end = letters.findLastIndex(({ text }) => text.trim() !== "") + 1;
  const runs: (Style & { face: Face; text: string; level: number })[] = [];
  for (const { at, face, text, isBold, isQuiet } of letters.slice(0, end)) {
    const level = levels[at] ?? 0;
    const before = runs.at(-1);
    if (before?.level === level && before.face === face && before.isBold === isBold && before.isQuiet === isQuiet)
      before.text += text;
    else runs.push({ face, text, isBold, isQuiet, level });
  }
  let width = 0;
  const places = new Map<object, number>();
  const made = runs.map(({ level, ...run }) => {
    return { ...run, text: level % 2 === 1 ? fromRight(run.text) : run.text, level };
  });
  for (const run of inVisualOrder(made)) {
    places.set(run, width);
    width += widthOfRun(run.face, run.text) * size;
  }
  return { runs: made.map((run) => ({ ...run, x: places.get(run) ?? 0 })), width, isFromRight };
}

/** Rule L2 of Unicode's bidirectional algorithm, over runs. */
function inVisualOrder<Each extends { level: number }>(runs: readonly Each[]): Each[] {
  const placed = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level >= 1; level -= 1)
    for (let start = 0; start < placed.length; start += 1) {
      if ((placed[start]?.level ?? 0) < level) continue;
      let stop = start;
      while ((placed[stop]?.level ?? 0) >= level) stop += 1;
      placed.splice(start, stop - start, ...placed.slice(start, stop).reverse());
      start = stop;
    }
  return placed;
}

const OF_RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Whether the font reverses its letters. */
export function isRightToLeft(text: string): boolean {
  return OF_RIGHT_TO_LEFT.test(text);
}

function fromRight(text: string): string {
  if (isRightToLeft(text)) return text;
  return [...text]
    .map((sign) => bidi.getMirroredCharacter(sign) ?? sign)
    .reverse()
    .join("");
}
