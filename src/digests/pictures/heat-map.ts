import type { Trend } from "../../health/rules.ts";
import type { Reader } from "../../platform/texts/language.ts";
import { arrow, box, type Colour, card, field, fitting, INK, legend, PAD, SMALL, shape, TEXT, TOP, text, WIDTH } from "./card.ts";
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
const MOST_ROWS = 12;
const ROW = 80;
const FIELD = { width: 88, height: 64, pitch: 98 } as const;
const TREND_WIDTH = 190;

/** Programs below each other, in the order of the digest, their colours from the oldest period to the present one. */
export function heatMap(
  texts: PictureTexts,
  reader: Pick<Reader, "locale">,
  { title, subtitle, label, columns, rows }: Head & { columns: Column[]; rows: HealthRow[] },
): string {
  const shown = rows.length > MOST_ROWS ? rows.slice(0, MOST_ROWS) : rows;
  const others = rows.slice(shown.length);
  const right = WIDTH - PAD - TREND_WIDTH;
  const left = right - columns.length * FIELD.pitch;
  const xOf = (index: number) => left + index * FIELD.pitch;
  const first = TOP + 86;
  const end = first + shown.length * ROW;
  const drawing = [
    ...columnHeads(columns, (index) => xOf(index) + FIELD.width / 2, TOP + 24),
    ...shown.flatMap((row, place) => {
      const y = first + place * ROW;
      const middle = y + FIELD.height / 2;
      return [
        text(PAD, middle + 13, fitting(row.program, TEXT, left - PAD - 28, place === -1), { size: TEXT }),
        ...row.colours.flatMap((colour, index) =>
          colour === null
            ? [`<circle cx="${xOf(index) + FIELD.width / 2}" cy="${middle}" r="5" fill="${INK.line}"/>`]
            : field(colour, xOf(index), y, FIELD.width, FIELD.height),
        ),
        ...(row.trend === null
          ? []
          : [arrow(row.trend, right + 34, middle), text(right + 66, middle + 10, texts.trend[row.trend], { size: SMALL, fill: INK.soft })]),
      ];
    }),
    // The present period stands out.
    box(xOf(columns.length - 1) - 7, first - 9, FIELD.width + 14, shown.length * ROW + 2, "none", { radius: 18, stroke: INK.strong, strokeWidth: 4 }),
    ...(others.length > 0 ? restRow(texts, reader, others, { y: end + 52, from: left }) : []),
  ];
  const foot = end + (others.length > 0 ? 90 : 16);
  const used = COLOURS.filter((colour) => rows.some(({ colours }) => colours.includes(colour)));
  return card({ title, subtitle, label }, foot + 92, [
    ...drawing,
    ...legend(foot + 48, used.map((colour) => ({ colour, label: texts.colour[colour] }))),
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
      text(middleOf(index), y, label, { size: SMALL + 2, bold: isLast, fill: isLast ? INK.strong : INK.soft, anchor: "middle" }),
      ...(isNewYear ? [text(middleOf(index), y + 36, year, { size: 26, fill: INK.soft, anchor: "middle" })] : []),
    ];
  });
}

/** How many of each colour the programs that are not shown have now. */
function restRow(
  texts: PictureTexts,
  reader: Pick<Reader, "locale">,
  others: readonly HealthRow[],
  { y, from }: { y: number; from: number },
): string[] {
  let x = from;
  return [
    text(PAD, y, texts.rest(reader, others.length), { size: SMALL + 2, fill: INK.soft }),
    ...COLOURS.flatMap((colour) => {
      const count = others.filter(({ colours }) => colours.at(-1) === colour).length;
      if (count === 0) return [];
      const at = x;
      x += 130;
      return [shape(colour, at + 18, y - 11, 16), text(at + 46, y, String(count), { size: TEXT })];
    }),
  ];
}
