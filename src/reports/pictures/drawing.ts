/**
 * What all pictures are drawn with: a light card that stands on light and dark screens alike, 1200 units wide, no text
 * smaller than `SMALL`: 11 pixels on a phone that shows it 360 wide. Colour never stands alone: each status has a shape.
 */
import type { Status } from "../compile/report.ts";

export const WIDTH = 1200;
export const PAD = 48;
export const TEXT = 40;
export const SMALL = 37;
const TITLE = 50;

export const INK = { strong: "#101828", soft: "#475467", line: "#D0D5DD", track: "#E6EAF0", card: "#FBFCFE" } as const;
/** Amber is light, for those who do not see hues; `EDGE` is what it needs to stand out from the card. */
export const FILL = { green: "#0B7A63", amber: "#F4B63F", red: "#A81E2D" } satisfies Record<Status, string>;
const ON_FILL = { green: "#FFFFFF", amber: "#3D2800", red: "#FFFFFF" } satisfies Record<Status, string>;
export const EDGE = "#8A5200";
export const BLUE = "#1F5FA8";

export interface Head {
  title: string;
  subtitle: string;
  /** The same facts in words. */
  label: string;
}

/** The whole picture: what it is about, in two lines where it is long, and the drawing, which begins at `TOP`. */
export function card({ title, subtitle, label }: Head, bottom: number, drawing: string[]): string {
  const room = WIDTH - 2 * PAD;
  const titles = lines(title, TITLE, room, true);
  const subtitles = lines(subtitle, SMALL, room);
  const down = (titles.length - 1) * 60;
  const further = down + (subtitles.length - 1) * 50;
  const height = bottom + further + PAD;
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (WIDTH * height)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.round(WIDTH * scale)}" height="${Math.round(height * scale)}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeXml(label)}">`,
    box(2, 2, WIDTH - 4, height - 4, INK.card, { radius: 36, stroke: INK.line, strokeWidth: 3 }),
    ...titles.map((words, place) => text(PAD, 94 + place * 60, words, { size: TITLE, bold: true })),
    ...subtitles.map((words, place) => text(PAD, 150 + down + place * 50, words, { size: SMALL, fill: INK.soft })),
    `<g transform="translate(0 ${further})">`,
    ...drawing,
    "</g>",
    "</svg>",
  ].join("\n");
}

/** A picture of more takes too long to render: it has fewer for each unit. */
const MOST_PIXELS = 2_200_000;

/** Where the drawing begins. */
export const TOP = 196;

export function text(
  x: number,
  y: number,
  words: string,
  {
    size = TEXT,
    bold = false,
    fill = INK.strong,
    anchor = "start",
  }: { size?: number; bold?: boolean; fill?: string; anchor?: "start" | "middle" | "end" } = {},
): string {
  return `<text x="${x}" y="${y}" font-family="Inter" font-size="${size}" font-weight="${bold ? 600 : 400}" fill="${fill}" text-anchor="${anchor}">${escapeXml(words)}</text>`;
}

export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  { radius = 12, stroke, strokeWidth = 3 }: { radius?: number; stroke?: string; strokeWidth?: number } = {},
): string {
  const border = stroke === undefined ? "" : ` stroke="${stroke}" stroke-width="${strokeWidth}"`;
  return `<rect x="${x}" y="${y}" width="${round(width)}" height="${height}" rx="${radius}" fill="${fill}"${border}/>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: string = INK.line, width = 3): string {
  return `<line x1="${round(x1)}" y1="${y1}" x2="${round(x2)}" y2="${y2}" stroke="${stroke}" stroke-width="${width}"/>`;
}

/** ● ▲ ■ ○, as the digest writes them, around a middle; `size` is the radius. */
export function shape(colour: Status, x: number, y: number, size: number, fill: string = FILL[colour]): string {
  switch (colour) {
    case "green":
      return `<circle cx="${x}" cy="${y}" r="${size}" fill="${fill}"/>`;
    case "amber":
      return `<path d="M${x} ${round(y - size)}L${round(x + size * 1.12)} ${round(y + size * 0.88)}L${round(x - size * 1.12)} ${round(y + size * 0.88)}Z" fill="${fill}"${fill === FILL.amber ? ` stroke="${EDGE}" stroke-width="4" stroke-linejoin="round"` : ""}/>`;
    case "red":
      return `<rect x="${round(x - size * 0.9)}" y="${round(y - size * 0.9)}" width="${round(size * 1.8)}" height="${round(size * 1.8)}" fill="${fill}"/>`;
  }
}

/** A filled field with its shape. */
export function field(colour: Status, x: number, y: number, width: number, height: number): string[] {
  return [box(x, y, width, height, FILL[colour]), shape(colour, x + width / 2, y + height / 2, 16, ON_FILL[colour])];
}

/** Nobody said, or nobody was asked. */
export function noColour(x: number, y: number): string {
  return `<circle cx="${x}" cy="${y}" r="7" fill="#667085"/>`;
}

/** Signs with their words, one after the other, in as many rows as they need; `bottom`: of the last. */
export function legend(
  y: number,
  entries: readonly { sign: (x: number, y: number) => string | string[]; label: string }[],
): { drawing: string[]; bottom: number } {
  let x = PAD;
  let row = y;
  const drawing = entries.flatMap(({ sign, label }) => {
    const width = 48 + Math.round(widthOf(label, SMALL));
    if (x > PAD && x + width > WIDTH - PAD) {
      x = PAD;
      row += 56;
    }
    const at = x;
    x += width + 44;
    return [...[sign(at + 18, row - 13)].flat(), text(at + 48, row, label, { size: SMALL, fill: INK.soft })];
  });
  return { drawing, bottom: row + 12 };
}

/** The sign of a status in a legend. */
export function signOf(colour: Status): (x: number, y: number) => string {
  return (x, y) => shape(colour, x, y, 17);
}

/** As many of the words as fit, with an ellipsis where some do not. */
export function fitting(words: string, size: number, width: number, bold = false): string {
  const clean = drawable(words);
  if (widthOf(clean, size, bold) <= width) return clean;
  const characters = [...clean];
  while (characters.length > 1 && widthOf(`${characters.join("")}…`, size, bold) > width) characters.pop();
  return `${characters.join("").replace(/[,;:]? +[^ ]*$/, "")}…`;
}

/** A name beside a row: on one line, else on two in smaller letters. `middle` is that of the row. */
export function rowName(words: string, middle: number, width: number, bold = false): string[] {
  const clean = drawable(words);
  if (widthOf(clean, TEXT, bold) <= width) return [text(PAD, middle + 14, clean, { bold })];
  const [first = "", second] = lines(clean, SMALL, width, bold);
  if (second === undefined) return [text(PAD, middle + 13, first, { size: SMALL, bold })];
  return [first, second].map((part, place) => text(PAD, middle - 8 + place * 42, part, { size: SMALL, bold }));
}

/** On one line or two; a word longer than a line is shortened, and so is what the second has no room for. */
export function lines(words: string, size: number, width: number, bold = false): string[] {
  const clean = drawable(words);
  if (widthOf(clean, size, bold) <= width) return [clean];
  const all = clean.split(" ");
  let count = 1;
  while (count < all.length && widthOf(all.slice(0, count + 1).join(" "), size, bold) <= width) count += 1;
  const rest = all.slice(count).join(" ");
  const first = fitting(all.slice(0, count).join(" "), size, width, bold);
  return rest === "" ? [first] : [first, fitting(rest, size, width, bold)];
}

/** Widths of Inter in hundredths of its size, on the safe side: what is not listed is 58. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijlI.,:;'’!|·()[\] ]/u, 31],
  [/[frt\-–“”"/\u00a0]/u, 42],
  [/[mMWwœŒ@%—…]/u, 92],
  [/[A-ZÀ-ÖØ-Þ]/u, 73],
  [/\p{Script=Cyrillic}/u, 75],
];

export function widthOf(words: string, size: number, bold = false): number {
  let hundredths = 0;
  for (const character of words) hundredths += WIDTHS.find(([kind]) => kind.test(character))?.[1] ?? 58;
  return (hundredths / 100) * size * (bold ? 1.05 : 1);
}

/** The font has no emoji; marks that steer the direction of text are no words. */
function drawable(words: string): string {
  return words
    .toWellFormed()
    .replaceAll(/\p{Extended_Pictographic}|\p{Cc}|\p{Cf}|\p{Co}|\p{Cn}|\uFE0F|\uFFFD/gu, " ")
    .replaceAll(/ {2,}/g, " ")
    .trim();
}

/** A name in a script that the font has; else what it is called in commands, which is always Latin. */
export function nameOf({ key, title }: { key: string; title: string }): string {
  const clean = drawable(title);
  return /[\p{L}\p{N}]/u.test(clean) && !OTHER_LETTER.test(clean) ? clean : key;
}

const OTHER_LETTER = /(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{L}/u;

function escapeXml(words: string): string {
  return drawable(words)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Two decimals: the same bytes on every machine. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
