import {
  arrow,
  box,
  type Colour,
  card,
  FILL,
  fitting,
  INK,
  line,
  PAD,
  SMALL,
  shape,
  TEXT,
  TOP,
  text,
  WIDTH,
  widthOf,
} from "./card.ts";
import { COLOURS, columnHeads, type Head, type HealthRow } from "./heat-map.ts";
import type { Column } from "./periods.ts";
import type { PictureTexts } from "./texts.ts";

const LANE = 120;

/** One program: a lane for each colour, the best on top, and the way from one to the next. */
export function healthOverTime(
  texts: PictureTexts,
  { title, subtitle, label, columns, row }: Head & { columns: Column[]; row: HealthRow },
): string {
  const lanes = COLOURS.filter((colour) => colour !== "grey" || row.colours.includes("grey"));
  const labels = lanes.map((colour) => texts.colour[colour]);
  const left = PAD + 56 + Math.max(...labels.map((words) => widthOf(words, TEXT))) + 40;
  const right = WIDTH - PAD - (row.trend === null ? 20 : 60 + widthOf(texts.trend[row.trend], SMALL));
  const step = (right - left - 60) / Math.max(columns.length - 1, 1);
  const xOf = (index: number) => Math.round(left + 30 + index * step);
  const yOf = (colour: Colour) => TOP + 70 + lanes.indexOf(colour) * LANE;
  const bottom = TOP + 70 + (lanes.length - 1) * LANE;
  const points = row.colours.flatMap((colour, index) => (colour === null ? [] : [{ colour, index }]));
  const last = points.at(-1);
  return card({ title, subtitle, label }, bottom + 200, [
    ...lanes.flatMap((colour, place) => [
      shape(colour, PAD + 18, yOf(colour), 18),
      text(PAD + 56, yOf(colour) + 13, labels[place] ?? "", { size: TEXT }),
      line(left, yOf(colour), right, yOf(colour), INK.line, 3),
    ]),
    // A period without a colour breaks the way.
    ...points.flatMap(({ colour, index }, place) => {
      const before = points[place - 1];
      if (!before || before.index !== index - 1) return [];
      return [line(xOf(before.index), yOf(before.colour), xOf(index), yOf(colour), INK.strong, 7)];
    }),
    ...points.flatMap(({ colour, index }) => [
      `<circle cx="${xOf(index)}" cy="${yOf(colour)}" r="37" fill="${INK.card}"/>`,
      shape(colour, xOf(index), yOf(colour), 30, colour === "grey" ? undefined : FILL[colour]),
    ]),
    ...(row.trend !== null && last
      ? [
          arrow(row.trend, xOf(last.index) + 72, yOf(last.colour)),
          text(xOf(last.index) + 100, yOf(last.colour) + 10, texts.trend[row.trend], { size: SMALL, fill: INK.soft }),
        ]
      : []),
    ...columnHeads(columns, xOf, bottom + 108),
  ]);
}

/** A program in the colour that most have is so many units high. */
const TALLEST = 150;
/** Beside the bars of a colour: its number, and air. */
const ROOM = 76;

/** A portfolio: for each colour how many programs had it, period by period. */
export function coloursOverTime(
  texts: PictureTexts,
  { title, subtitle, label, columns, rows }: Head & { columns: Column[]; rows: readonly HealthRow[] },
): string {
  const counted = coloursCounted(rows, columns.length);
  const left = PAD + 56 + Math.max(...counted.map(({ colour }) => widthOf(texts.colour[colour], TEXT))) + 50;
  const pitch = (WIDTH - PAD - left) / columns.length;
  const most = Math.max(1, ...counted.flatMap(({ counts }) => counts));
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(Math.round((count / most) * TALLEST), 8));
  const bands = counted.map(({ counts }) => Math.max(...counts.map(heightOf)) + ROOM);
  const baseOf = (place: number) => TOP + bands.slice(0, place + 1).reduce((sum, band) => sum + band, 0) - 16;
  const bottom = baseOf(counted.length - 1) + 16;
  const middleOf = (index: number) => Math.round(left + (index + 0.5) * pitch);
  return card({ title, subtitle, label }, bottom + 130, [
    ...counted.flatMap(({ colour, counts }, place) => {
      const base = baseOf(place);
      return [
        shape(colour, PAD + 18, base - 24, 18),
        text(PAD + 56, base - 11, fitting(texts.colour[colour], TEXT, left - PAD - 80), { size: TEXT }),
        line(left, base, WIDTH - PAD, base, INK.line, 3),
        ...counts.flatMap((count, index) => {
          const height = heightOf(count);
          const width = Math.min(pitch - 24, 110);
          const border = colour === "grey" ? { stroke: "#98A2B3" } : {};
          return [
            ...(count === 0
              ? []
              : [
                  box(middleOf(index) - Math.round(width / 2), base - height, width, height, FILL[colour], {
                    radius: 4,
                    ...border,
                  }),
                ]),
            text(middleOf(index), base - height - 12, String(count), {
              size: SMALL + 2,
              bold: index === columns.length - 1,
              fill: count === 0 ? "#667085" : INK.strong,
              anchor: "middle",
            }),
          ];
        }),
      ];
    }),
    ...columnHeads(columns, middleOf, bottom + 40),
  ]);
}

/** Red first; a colour that no program ever had is left out. */
export function coloursCounted(rows: readonly HealthRow[], columns: number): { colour: Colour; counts: number[] }[] {
  return (["red", "amber", "green", "grey"] as const).flatMap((colour) => {
    const counts = Array.from(
      { length: columns },
      (_, index) => rows.filter(({ colours }) => colours[index] === colour).length,
    );
    return counts.some((count) => count > 0) ? [{ colour, counts }] : [];
  });
}
