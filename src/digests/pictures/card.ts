/**
 * What all pictures are drawn with: a light card that stands on light and dark screens alike, 1200 units wide, no text
 * smaller than `SMALL`. Colour never stands alone: each state has a shape, and the two differ in lightness as well.
 */
import type { HealthColour } from "../../cadences/questions/health-scale.ts";

export type Colour = HealthColour | "grey";

export const WIDTH = 1200;
export const PAD = 56;
export const TEXT = 36;
export const SMALL = 30;
const TITLE = 48;

export const INK = { strong: "#101828", soft: "#475467", line: "#D0D5DD", track: "#E6EAF0", card: "#FBFCFE" } as const;
/** Apart for colour-blind readers by lightness too: green and red are dark in different hues, amber is light. */
export const FILL = { green: "#0B7A63", amber: "#F4B63F", red: "#A81E2D", grey: "#FBFCFE" } satisfies Record<
  Colour,
  string
>;
const ON_FILL = { green: "#FFFFFF", amber: "#3D2800", red: "#FFFFFF", grey: "#667085" } satisfies Record<
  Colour,
  string
>;
export const BLUE = "#1F5FA8";

/** The whole picture: what it is about, the drawing below it, `height` of the drawing included. */
export function card(
  { title, subtitle, label }: { title: string; subtitle: string; label: string },
  height: number,
  drawing: string[],
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeXml(label)}">`,
    box(2, 2, WIDTH - 4, height - 4, INK.card, { radius: 36, stroke: INK.line, strokeWidth: 3 }),
    text(PAD, 100, fitting(title, TITLE, WIDTH - 2 * PAD, true), { size: TITLE, bold: true }),
    text(PAD, 152, fitting(subtitle, SMALL, WIDTH - 2 * PAD), { size: SMALL, fill: INK.soft }),
    ...drawing,
    "</svg>",
  ].join("\n");
}

/** Where the drawing begins. */
export const TOP = 200;

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
export function shape(colour: Colour, x: number, y: number, size: number, fill: string = FILL[colour]): string {
  switch (colour) {
    case "green":
      return `<circle cx="${x}" cy="${y}" r="${size}" fill="${fill}"/>`;
    case "amber":
      return `<path d="M${x} ${round(y - size)}L${round(x + size * 1.12)} ${round(y + size * 0.88)}L${round(x - size * 1.12)} ${round(y + size * 0.88)}Z" fill="${fill}"/>`;
    case "red":
      return `<rect x="${round(x - size * 0.9)}" y="${round(y - size * 0.9)}" width="${round(size * 1.8)}" height="${round(size * 1.8)}" fill="${fill}"/>`;
    case "grey":
      return `<circle cx="${x}" cy="${y}" r="${round(size - 2)}" fill="none" stroke="${ON_FILL.grey}" stroke-width="5"/>`;
  }
}

/** A filled field with its shape. */
export function field(colour: Colour, x: number, y: number, width: number, height: number): string[] {
  const border = colour === "grey" ? { stroke: "#98A2B3" } : {};
  return [
    box(x, y, width, height, FILL[colour], border),
    shape(colour, x + width / 2, y + height / 2, 16, ON_FILL[colour]),
  ];
}

/** Nobody said, or nobody was asked. */
export function noColour(x: number, y: number): string {
  return `<circle cx="${x}" cy="${y}" r="6" fill="#98A2B3"/>`;
}

/** What the shapes mean, in a row that ends at the right margin at the latest. */
export function legend(y: number, entries: readonly { colour: Colour; label: string }[]): string[] {
  let x = PAD;
  return entries.flatMap(({ colour, label }) => {
    const at = x;
    x += 44 + Math.round(widthOf(label, SMALL)) + 52;
    return [shape(colour, at + 16, y - 11, 16), text(at + 44, y, label, { size: SMALL, fill: INK.soft })];
  });
}

/** An arrow up, across or down; words stand beside it. */
export function arrow(turn: "better" | "same" | "worse", x: number, y: number): string {
  const degrees = { better: -45, same: 0, worse: 45 }[turn];
  return `<g transform="translate(${x} ${y}) rotate(${degrees})"><path d="M-18 0H16M4 -12L17 0L4 12" fill="none" stroke="${INK.strong}" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/></g>`;
}

/** As much of the words as fits, with an ellipsis where some do not. */
export function fitting(words: string, size: number, width: number, bold = false): string {
  const clean = drawable(words);
  if (widthOf(clean, size, bold) <= width) return clean;
  const characters = [...clean];
  while (characters.length > 1 && widthOf(`${characters.join("")}…`, size, bold) > width) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

/** A name beside a row: on one line, else on two in smaller letters. `middle` is that of the row. */
export function rowName(words: string, middle: number, width: number, bold = false): string[] {
  const clean = drawable(words);
  if (widthOf(clean, TEXT, bold) <= width) return [text(PAD, middle + 13, clean, { bold })];
  const [first, rest] = splitAt(clean, width, bold);
  return [
    text(PAD, middle - 7, first, { size: SMALL, bold }),
    ...(rest === "" ? [] : [text(PAD, middle + 29, fitting(rest, SMALL, width, bold), { size: SMALL, bold })]),
  ];
}

/** The words of the first line, and the others; a word longer than the line stays alone on it, shortened. */
function splitAt(words: string, width: number, bold: boolean): [string, string] {
  const all = words.split(" ");
  let count = 1;
  while (count < all.length && widthOf(all.slice(0, count + 1).join(" "), SMALL, bold) <= width) count += 1;
  return [fitting(all.slice(0, count).join(" "), SMALL, width, bold), all.slice(count).join(" ")];
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
