import {
  box,
  type Colour,
  card,
  EDGE,
  FILL,
  type Head,
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
} from "../../reports/pictures/card.ts";
import type { Column } from "../../reports/pictures/columns.ts";
import { columnHeads, type HealthRow, WORST_FIRST } from "./heat-map.ts";
import type { PictureTexts } from "./texts.ts";

const LANE = 120;
const LANES = ["green", "amber", "red", "grey"] as const;

/** One program: a lane for each colour, the best on top, and the way from one to the next. */
export function healthOverTime(
  texts: PictureTexts,
  { columns, row, ...head }: Head & { columns: readonly Column[]; row: HealthRow },
): string {
  const lanes = LANES.filter((colour) => colour !== "grey" || row.colours.includes("grey"));
  const left = PAD + 52 + Math.max(...lanes.map((colour) => widthOf(texts.colour[colour], TEXT))) + 24;
  const right = WIDTH - PAD;
  const step = (right - left - 100) / Math.max(columns.length - 1, 1);
  const xOf = (index: number) => Math.round(left + 50 + index * step);
  const yOf = (colour: Colour) => TOP + 60 + LANES.indexOf(colour) * LANE;
  const bottom = TOP + 60 + (lanes.length - 1) * LANE;
  return card(head, bottom + 150, [
    ...lanes.flatMap((colour) => [
      shape(colour, PAD + 18, yOf(colour), 18),
      text(PAD + 52, yOf(colour) + 14, texts.colour[colour]),
      line(left, yOf(colour), right, yOf(colour)),
    ]),
    // Silence breaks the way.
    ...row.colours.flatMap((colour, index) => {
      const before = row.colours[index - 1] ?? null;
      if (colour === null || colour === "grey" || before === null || before === "grey") return [];
      return [line(xOf(index - 1), yOf(before), xOf(index), yOf(colour), INK.strong, 7)];
    }),
    ...row.colours.flatMap((colour, index) =>
      colour === null
        ? []
        : [
            `<circle cx="${xOf(index)}" cy="${yOf(colour)}" r="37" fill="${INK.card}"/>`,
            shape(colour, xOf(index), yOf(colour), 30),
          ],
    ),
    ...columnHeads(columns, xOf, bottom + 100),
  ]);
}

/** A program in the colour that most have is so many units high. */
const TALLEST = 150;
/** Beside the bars of a colour: its number, and air. */
const ROOM = 76;

/** A portfolio: for each colour how many programs had it, period by period. */
export function coloursOverTime(
  texts: PictureTexts,
  { columns, rows, ...head }: Head & { columns: readonly Column[]; rows: readonly HealthRow[] },
): string {
  const counted = coloursCounted(rows, columns.length);
  const left = PAD + 52 + Math.max(...counted.map(({ colour }) => widthOf(texts.colour[colour], TEXT))) + 24;
  const pitch = (WIDTH - PAD - left) / columns.length;
  const most = Math.max(1, ...counted.flatMap(({ counts }) => counts));
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(Math.round((count / most) * TALLEST), 8));
  const bands = counted.map(({ counts }) => Math.max(...counts.map(heightOf)) + ROOM);
  const baseOf = (place: number) => TOP + bands.slice(0, place + 1).reduce((sum, band) => sum + band, 0) - 16;
  const bottom = baseOf(counted.length - 1) + 16;
  const middleOf = (index: number) => Math.round(left + (index + 0.5) * pitch);
  return card(head, bottom + 90, [
    ...counted.flatMap(({ colour, counts }, place) => {
      const base = baseOf(place);
      return [
        shape(colour, PAD + 18, base - 24, 18),
        text(PAD + 52, base - 10, texts.colour[colour]),
        line(left, base, WIDTH - PAD, base, INK.line, 3),
        ...counts.flatMap((count, index) => {
          const height = heightOf(count);
          const width = Math.min(pitch - 20, 110);
          const border = { grey: { stroke: INK.soft }, amber: { stroke: EDGE }, green: {}, red: {} }[colour];
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
              size: SMALL,
              bold: index === columns.length - 1,
              fill: count === 0 ? INK.soft : INK.strong,
              anchor: "middle",
            }),
          ];
        }),
      ];
    }),
    ...columnHeads(columns, middleOf, bottom + 40),
  ]);
}

/** A colour that no program ever had is left out. */
export function coloursCounted(rows: readonly HealthRow[], columns: number): { colour: Colour; counts: number[] }[] {
  return WORST_FIRST.flatMap((colour) => {
    const counts = Array.from(
      { length: columns },
      (_, index) => rows.filter(({ colours }) => colours[index] === colour).length,
    );
    return counts.some((count) => count > 0) ? [{ colour, counts }] : [];
  });
}
