import { periodsInThisColour } from "../../health/rules.ts";
import type { Reader } from "../../platform/texts/language.ts";
import {
  type Colour,
  card,
  field,
  fitting,
  type Head,
  INK,
  legend,
  noColour,
  PAD,
  rowName,
  SMALL,
  signOf,
  TEXT,
  TOP,
  text,
  WIDTH,
} from "../../reports/pictures/card.ts";
import type { Column } from "../../reports/pictures/columns.ts";
import type { PictureTexts } from "./texts.ts";

export interface HealthRow {
  program: string;
  /** As many as there are columns; null: nobody was asked. */
  colours: (Colour | null)[];
}

/** In the order of what a reader has to know first. */
export const WORST_FIRST = ["red", "amber", "grey", "green"] as const;
/** More rows would be too long on a phone; the others are counted. */
export const MOST_ROWS = 12;
const ROW = 92;
const ROW_WITH_NOTE = 116;
const FIELD = { width: 84, height: 68, pitch: 100 } as const;
const HEADING = 76;

/** Those that have the worst status now, of these those that have had it longest; others alike stay in their order. */
export function worstFirst(rows: readonly HealthRow[]): HealthRow[] {
  const place = ({ colours }: HealthRow) => {
    const now = colours.at(-1) ?? null;
    return now === null ? WORST_FIRST.length : WORST_FIRST.indexOf(now);
  };
  const spell = ({ colours }: HealthRow) => periodsInThisColour(colours);
  return rows.toSorted((one, other) => place(one) - place(other) || spell(other) - spell(one));
}

/**
 * Programs below each other, their colours from the oldest period to the present one. `notes`: words below the name of each.
 * `groups`: under whose heading each stands.
 */
export function heatMap(
  texts: PictureTexts,
  reader: Pick<Reader, "locale">,
  {
    columns,
    rows,
    notes,
    groups,
    ...head
  }: Head & {
    columns: readonly Column[];
    rows: readonly HealthRow[];
    notes?: readonly string[];
    groups?: ReadonlyMap<string, string> | undefined;
  },
): string {
  const shown = rows.slice(0, MOST_ROWS);
  const others = rows.slice(MOST_ROWS);
  const left = WIDTH - PAD - columns.length * FIELD.pitch + FIELD.pitch - FIELD.width;
  const names = left - PAD - 24;
  const drawing = columnHeads(columns, (index) => left + index * FIELD.pitch + FIELD.width / 2, TOP + 24);
  let y = TOP + 86;
  for (const [group, its] of Map.groupBy(shown, ({ program }) => groups?.get(program) ?? null)) {
    if (group !== null) {
      drawing.push(text(PAD, y + 46, fitting(group, TEXT, WIDTH - 2 * PAD, true), { bold: true }));
      y += HEADING;
    }
    for (const row of its) {
      drawing.push(...healthRow(row, { left, y, names, note: notes?.[rows.indexOf(row)] }));
      y += notes ? ROW_WITH_NOTE : ROW;
    }
  }
  const colours = new Set(shown.flatMap((row) => row.colours));
  const signs = legend(y + 52, [
    ...WORST_FIRST.filter((colour) => colours.has(colour)).map((colour) => ({
      sign: signOf(colour),
      label: texts.colour[colour],
    })),
    ...(colours.has(null) ? [{ sign: noColour, label: texts.noColour }] : []),
  ]);
  drawing.push(...signs.drawing);
  if (others.length === 0) return card(head, signs.bottom, drawing);
  const counts = countedByColour(others.map((row) => row.colours.at(-1) ?? null));
  const rest = legend(
    signs.bottom + 118,
    counts.map(({ colour, count }) => ({ sign: signOf(colour), label: texts.counted(reader, colour, count) })),
  );
  const words = text(PAD, signs.bottom + 62, texts.rest(reader, others.length), { size: SMALL, bold: true });
  return card(head, rest.bottom, [...drawing, words, ...rest.drawing]);
}

function healthRow(
  { program, colours }: HealthRow,
  { left, y, names, note }: { left: number; y: number; names: number; note: string | undefined },
): string[] {
  const middle = y + FIELD.height / 2;
  return [
    ...(note === undefined
      ? rowName(program, middle, names)
      : [
          text(PAD, middle - 6, fitting(program, TEXT, names, true), { bold: true }),
          text(PAD, middle + 38, fitting(note, SMALL, names), { size: SMALL, fill: INK.soft }),
        ]),
    ...colours.flatMap((colour, index) => {
      const x = left + index * FIELD.pitch;
      return colour === null ? [noColour(x + FIELD.width / 2, middle)] : field(colour, x, y, FIELD.width, FIELD.height);
    }),
  ];
}

/** How many have each colour, the worst first. */
export function countedByColour(colours: readonly (Colour | null)[]): { colour: Colour; count: number }[] {
  return WORST_FIRST.flatMap((colour) => {
    const count = colours.filter((one) => one === colour).length;
    return count === 0 ? [] : [{ colour, count }];
  });
}

/** The year stands under the first column and wherever it changes. */
export function columnHeads(columns: readonly Column[], middleOf: (index: number) => number, y: number): string[] {
  return columns.flatMap(({ label, year }, index) => {
    const isLast = index === columns.length - 1;
    const isNewYear = year !== null && year !== columns[index - 1]?.year;
    const ink = isLast ? { bold: true } : { fill: INK.soft };
    return [
      text(middleOf(index), y, label, { size: SMALL, anchor: "middle", ...ink }),
      ...(isNewYear ? [text(middleOf(index), y + 42, year, { size: SMALL, fill: INK.soft, anchor: "middle" })] : []),
    ];
  });
}
