/** What moved since the period before: each program from its status then to that of now, the worst first. */
import { capitalised, number, textsFor } from "../../platform/texts/language.ts";
import type { Status } from "../compile/report.ts";
import { statusWord } from "../compile/status-and-dates-in-words.ts";
import {
  card,
  type Head,
  INK,
  legend,
  line,
  nameOf,
  PAD,
  rowName,
  SMALL,
  shape,
  signOf,
  TOP,
  text,
  WIDTH,
} from "./drawing.ts";
import { type Column, columnsUpTo, type Picture, type Pictured, pictureOf, wholeSentences } from "./picture.ts";
import { countedByStatus, countInWords } from "./six-periods.ts";
import { MOVES, type Move, pictureTexts } from "./texts.ts";

/** More would be too long for a phone; the others are counted. */
const MOST_MOVERS = 8;
const PITCH = 136;
const THEN = 642;
const NOW = 987;
const NAMES = 425;

interface Mover {
  program: string;
  from: Status;
  to: Status;
  move: Move;
}

/** Null where no program has another status than in the report before: a first status is no move, and not in it. Of one program words say it. */
export function movedStatuses(pictured: Pictured): Picture | null {
  const { reader, rhythm, period } = pictured;
  const texts = textsFor(pictureTexts, reader);
  const { movers, same, silent } = moversAmong(pictured);
  const [then, now] = columnsUpTo(reader, rhythm, period.label, 2);
  if (pictured.programs.length < 2 || movers.length === 0 || !then || !now) return null;
  const counts = MOVES.flatMap((move) => {
    const count = movers.filter((mover) => mover.move === move).length;
    return count === 0 ? [] : [texts.move[move](number(reader, count))];
  });
  const others = movers.slice(MOST_MOVERS).map(({ to }) => to);
  const counted = (statuses: readonly Status[]) =>
    countedByStatus(statuses)
      .map((counted) => countInWords(reader, counted))
      .join(", ");
  const word = (status: Status) => statusWord(reader, status);
  const title = texts.moved(reader, movers.length, movers.length + same.length + silent.length);
  const label = wholeSentences(`${title}.`, [
    texts.named(capitalised(`${then.head} → ${now.head}`), counts.join(", ")),
    ...movers.slice(0, MOST_MOVERS).map(({ program, from, to }) => texts.named(program, `${word(from)} → ${word(to)}`)),
    ...(others.length === 0 ? [] : [texts.named(texts.othersMoved(reader, others.length), counted(others))]),
    ...(same.length === 0 ? [] : [texts.named(texts.unchanged, counted(same))]),
    ...(silent.length === 0 ? [] : [texts.named(texts.noWord, counted(silent))]),
  ]);
  const head = { title, subtitle: counts.join(" · "), label };
  return pictureOf("moved-statuses", head, () => drawing(pictured, head, { movers, same, silent, then, now }));
}

function moversAmong({ programs }: Pictured): { movers: Mover[]; same: Status[]; silent: Status[] } {
  const pairs = programs.flatMap((program) => {
    const { before: from, status: to, noWordSince } = program.report.status ?? {};
    return from && to ? [{ program: nameOf(program), from, to, isSilent: noWordSince !== undefined }] : [];
  });
  return {
    movers: pairs
      .filter(({ from, to }) => from !== to)
      .map((pair): Mover => ({ ...pair, move: BADNESS[pair.to] > BADNESS[pair.from] ? "worse" : "better" }))
      .toSorted((first, second) => weightOf(second) - weightOf(first)),
    same: pairs.flatMap(({ from, to, isSilent }) => (from === to && !isSilent ? [to] : [])),
    silent: pairs.flatMap(({ from, to, isSilent }) => (from === to && isSilent ? [to] : [])),
  };
}

const BADNESS: Record<Status, number> = { green: 0, amber: 1, red: 2 };

/** What is bad now and was not before weighs most; of two that end alike, the one that came further. */
function weightOf({ from, to, move }: Mover): number {
  return (move === "worse" ? 100 : 0) + BADNESS[to] * 10 + Math.abs(BADNESS[to] - BADNESS[from]);
}

function drawing(
  { reader }: Pictured,
  head: Head,
  { movers, same, silent, then, now }: ReturnType<typeof moversAmong> & { then: Column; now: Column },
): string {
  const texts = textsFor(pictureTexts, reader);
  const first = TOP + 32;
  const named = movers.slice(0, MOST_MOVERS);
  const others = movers.slice(MOST_MOVERS).map(({ to }) => to);
  const parts = [
    text(THEN, TOP + 12, then.head, { size: SMALL, fill: INK.soft, anchor: "middle" }),
    text(NOW, TOP + 12, now.head, { size: SMALL, bold: true, anchor: "middle" }),
    ...named.flatMap((mover, place) =>
      moverRow(mover, first + place * PITCH, {
        from: statusWord(reader, mover.from),
        to: statusWord(reader, mover.to),
      }),
    ),
  ];
  let bottom = first + named.length * PITCH;
  const tallies = [
    { heading: texts.othersMoved(reader, others.length), statuses: others },
    { heading: texts.unchanged, statuses: same },
    { heading: texts.noWord, statuses: silent },
  ];
  for (const { heading, statuses } of tallies) {
    if (statuses.length === 0) continue;
    const signs = countedByStatus(statuses).map((counted) => ({
      sign: signOf(counted.status),
      label: countInWords(reader, counted),
    }));
    const counts = legend(bottom + 106, signs);
    parts.push(text(PAD, bottom + 52, heading, { size: SMALL, bold: true }), ...counts.drawing);
    bottom = counts.bottom;
  }
  return card(head, bottom, parts);
}

function moverRow({ program, from, to }: Mover, y: number, words: { from: string; to: string }): string[] {
  const middle = y + 46;
  return [
    line(PAD, y, WIDTH - PAD, y),
    ...rowName(program, y + PITCH / 2, NAMES, true),
    shape(from, THEN, middle, 26),
    text(THEN, y + 110, words.from, { size: SMALL, fill: INK.soft, anchor: "middle" }),
    line(THEN + 48, middle, NOW - 52, middle, INK.strong, 6),
    `<path d="M${NOW - 68} ${middle - 16}L${NOW - 50} ${middle}L${NOW - 68} ${middle + 16}" fill="none" stroke="${INK.strong}" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/>`,
    shape(to, NOW, middle, 30),
    text(NOW, y + 110, words.to, { size: SMALL, bold: true, anchor: "middle" }),
  ];
}
