import type { Trend } from "../../health/rules.ts";
import type { Reader } from "../../platform/texts/language.ts";
import {
  arrow,
  box,
  type Colour,
  card,
  field,
  INK,
  legend,
  noColour,
  PAD,
  rowName,
  SMALL,
  shape,
  TEXT,
  TOP,
  text,
  WIDTH,
  widthOf,
} from "./card.ts";
import type { Column } from "./periods.ts";
import type { PictureTexts } from "./texts.ts";

export interface HealthRow {
  program: string;
  /** As many as there are columns; null: nobody was asked. */
  colours: (Colour | null)[];
  trend: Trend | null;
}

export const COLOURS = ["green", "amber", "red", "grey"] as const;
/** More rows would be too small on a phone; the others are counted. */
const MOST_ROWS = 10;
const ROW = 80;
const FIELD = { width: 84, height: 64, pitch: 93 } as const;
/** The present period stands apart. */
const GAP = 14;
const TREND_WIDTH = 84;

/** Programs below each other, in the order of the digest, their colours from the oldest period to the present one. */
export function heatMap(
  texts: PictureTexts,
  reader: Pick<Reader, "locale">,
  { title, subtitle, label, columns, rows }: Head & { columns: Column[]; rows: HealthRow[] },
): string {
  const shown = rows.length > MOST_ROWS ? rows.slice(0, MOST_ROWS) : rows;
  const others = rows.slice(shown.length);
  const right = WIDTH - PAD - TREND_WIDTH;
  const left = right - columns.length * FIELD.pitch - GAP;
  const xOf = (index: number) => left + index * FIELD.pitch + (index === columns.length - 1 ? GAP : 0);
  const first = TOP + 86;
  const end = first + shown.length * ROW;
  const drawing = [
    ...columnHeads(columns, (index) => xOf(index) + FIELD.width / 2, TOP + 24),
    ...shown.flatMap((row, place) => {
      const y = first + place * ROW;
      const middle = y + FIELD.height / 2;
      return [
        ...rowName(row.program, middle, left - PAD - 28),
        ...row.colours.flatMap((colour, index) =>
          colour === null
            ? [noColour(xOf(index) + FIELD.width / 2, middle)]
            : field(colour, xOf(index), y, FIELD.width, FIELD.height),
        ),
        ...(row.trend === null ? [] : [arrow(row.trend, right + 46, middle)]),
      ];
    }),
    box(xOf(columns.length - 1) - 7, first - 9, FIELD.width + 14, shown.length * ROW + 2, "none", {
      radius: 18,
      stroke: INK.strong,
      strokeWidth: 4,
    }),
    ...(others.length > 0 ? restRow(texts, reader, others, end + 52) : []),
  ];
  const foot = end + (others.length > 0 ? 90 : 16);
  const used = COLOURS.filter((colour) => rows.some(({ colours }) => colours.includes(colour)));
  const hasGaps = rows.some(({ colours }) => colours.includes(null));
  return card({ title, subtitle, label }, foot + 148, [
    ...drawing,
    ...legend(
      foot + 48,
      used.map((colour) => ({ colour, label: texts.colour[colour] })),
    ),
    ...trendLegend(texts, foot + 104, hasGaps),
  ]);
}

export interface Head {
  title: string;
  subtitle: string;
  /** The same facts in words. */
  label: string;
}

/** The year stands under the first column and wherever it changes. */
export function columnHeads(columns: readonly Column[], middleOf: (index: number) => number, y: number): string[] {
  return columns.flatMap(({ label, year }, index) => {
    const isLast = index === columns.length - 1;
    const isNewYear = year !== null && year !== columns[index - 1]?.year;
    return [
      text(middleOf(index), y, label, {
        size: SMALL + 2,
        bold: isLast,
        fill: isLast ? INK.strong : INK.soft,
        anchor: "middle",
      }),
      ...(isNewYear ? [text(middleOf(index), y + 36, year, { size: 26, fill: INK.soft, anchor: "middle" })] : []),
    ];
  });
}

function trendLegend(texts: PictureTexts, y: number, hasGaps: boolean): string[] {
  let x = PAD;
  const entry = (sign: (x: number) => string, label: string) => {
    const at = x;
    x += 56 + Math.round(widthOf(label, SMALL)) + 52;
    return [sign(at + 20), text(at + 56, y, label, { size: SMALL, fill: INK.soft })];
  };
  return [
    ...(["better", "same", "worse"] as const).flatMap((trend) =>
      entry((at) => arrow(trend, at, y - 10), texts.trend[trend]),
    ),
    ...(hasGaps ? entry((at) => noColour(at, y - 10), texts.noColour) : []),
  ];
}

/** How many of each colour the programs that are not shown have now. */
function restRow(
  texts: PictureTexts,
  reader: Pick<Reader, "locale">,
  others: readonly HealthRow[],
  y: number,
): string[] {
  const said = texts.rest(reader, others.length);
  let x = PAD + Math.round(widthOf(said, SMALL + 2)) + 40;
  return [
    text(PAD, y, said, { size: SMALL + 2, fill: INK.soft }),
    ...COLOURS.flatMap((colour) => {
      const count = others.filter(({ colours }) => colours.at(-1) === colour).length;
      if (count === 0) return [];
      const at = x;
      x += 130;
      return [shape(colour, at + 18, y - 11, 16), text(at + 46, y, String(count), { size: TEXT })];
    }),
  ];
}
