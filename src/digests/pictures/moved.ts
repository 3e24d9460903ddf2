/** What moved since the period before: each program from its status then to that of now, the worst first. */
import { trendOf } from "../../health/rules.ts";
import type { Reader } from "../../platform/texts/language.ts";
import {
  type Colour,
  card,
  type Head,
  INK,
  legend,
  line,
  noColour,
  PAD,
  rowName,
  SMALL,
  shape,
  signOf,
  TOP,
  text,
  WIDTH,
} from "../../reports/pictures/card.ts";
import type { Column } from "../../reports/pictures/columns.ts";
import { countedByColour, type HealthRow } from "./heat-map.ts";
import type { Move, PictureTexts } from "./texts.ts";

/** More would be too long for a phone; the others are counted. */
const MOST_MOVERS = 8;
const PITCH = 136;
const THEN = 642;
const NOW = 987;
const NAMES = 425;

export interface Mover {
  program: string;
  from: Colour | null;
  to: Colour;
  move: Move;
}

export interface Moves {
  named: Mover[];
  /** Those for which there is no room. */
  others: Mover[];
  /** Statuses of those that had the same at the end of both periods. */
  same: Colour[];
}

/** Programs of which no status is asked now are left out: what became of them, no status says. */
export function movesOf(rows: readonly HealthRow[]): Moves {
  const pairs = rows.flatMap(({ program, colours }) => {
    const to = colours.at(-1) ?? null;
    return to === null ? [] : [{ program, from: colours.at(-2) ?? null, to }];
  });
  const movers = pairs
    .filter(({ from, to }) => from !== to)
    .map((pair) => ({ ...pair, move: moveOf(pair) }))
    .toSorted((one, other) => weightOf(other) - weightOf(one));
  return {
    named: movers.slice(0, MOST_MOVERS),
    others: movers.slice(MOST_MOVERS),
    same: pairs.filter(({ from, to }) => from === to).map(({ to }) => to),
  };
}

function moveOf({ from, to }: Pick<Mover, "from" | "to">): Move {
  if (to === "grey") return "silent";
  const trend = trendOf(from === "grey" ? null : from, to);
  return trend === "worse" || trend === "better" ? trend : "new";
}

/** What is bad now and was not before weighs most, then that nothing is known any more, then what is better. */
function weightOf({ from, to, move }: Mover): number {
  const badness = { red: 3, amber: 2, grey: 1, green: 0 };
  const isBad = move === "worse" || (move === "new" && to !== "green");
  const kind = isBad ? 3 : move === "silent" ? 2 : move === "better" ? 1 : 0;
  // Of two that end alike, the one that came further.
  return kind * 100 + badness[to] * 10 + (from === null || from === "grey" ? 0 : Math.abs(badness[to] - badness[from]));
}

export function moved(
  texts: PictureTexts,
  reader: Pick<Reader, "locale">,
  {
    moves: { named, others, same },
    then,
    now,
    sameInBoth,
    ...head
  }: Head & { moves: Moves; then: Column; now: Column; sameInBoth: string },
): string {
  const first = TOP + 32;
  const drawing = [
    text(THEN, TOP + 12, then.head, { size: SMALL, fill: INK.soft, anchor: "middle" }),
    text(NOW, TOP + 12, now.head, { size: SMALL, bold: true, anchor: "middle" }),
    ...named.flatMap((mover, place) => moverRow(texts, mover, first + place * PITCH)),
  ];
  let bottom = first + named.length * PITCH;
  const tallies = [
    { heading: texts.othersMoved(reader, others.length), colours: others.map(({ to }) => to) },
    { heading: sameInBoth, colours: same },
  ];
  for (const { heading, colours } of tallies) {
    if (colours.length === 0) continue;
    const counts = countedByColour(colours).map(({ colour, count }) => ({
      sign: signOf(colour),
      label: texts.counted(reader, colour, count),
    }));
    const said = legend(bottom + 106, counts);
    drawing.push(text(PAD, bottom + 52, heading, { size: SMALL, bold: true }), ...said.drawing);
    bottom = said.bottom;
  }
  return card(head, bottom, drawing);
}

/** No line leads to silence or from it: nobody said what was there. */
function moverRow(texts: PictureTexts, { program, from, to }: Mover, y: number): string[] {
  const middle = y + 46;
  const isKnown = from !== null && from !== "grey" && to !== "grey";
  return [
    line(PAD, y, WIDTH - PAD, y),
    ...rowName(program, y + PITCH / 2, NAMES, true),
    from === null ? noColour(THEN, middle) : shape(from, THEN, middle, 26),
    text(THEN, y + 110, from === null ? texts.noColour : texts.colour[from], {
      size: SMALL,
      fill: INK.soft,
      anchor: "middle",
    }),
    ...(isKnown
      ? [
          line(THEN + 48, middle, NOW - 52, middle, INK.strong, 6),
          `<path d="M${NOW - 68} ${middle - 16}L${NOW - 50} ${middle}L${NOW - 68} ${middle + 16}" fill="none" stroke="${INK.strong}" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/>`,
        ]
      : []),
    shape(to, NOW, middle, 30),
    text(NOW, y + 110, texts.colour[to], { size: SMALL, bold: true, anchor: "middle" }),
  ];
}
