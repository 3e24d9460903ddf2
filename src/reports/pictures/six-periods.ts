/** Programs below each other, their statuses from the oldest period to the present one. */
import { number, type Reader, textsFor } from "../../platform/texts/language.ts";
import type { Status } from "../compile/report.ts";
import { statusWord, wordTexts } from "../compile/status-and-dates-in-words.ts";
import {
  card,
  field,
  type Head,
  INK,
  legend,
  nameOf,
  noColour,
  PAD,
  rowName,
  SMALL,
  signOf,
  TOP,
  text,
  WIDTH,
} from "./drawing.ts";
import {
  type Column,
  columnsUpTo,
  MOST_ROWS,
  type Picture,
  type Pictured,
  pictureOf,
  wholeSentences,
} from "./picture.ts";
import { pictureTexts } from "./texts.ts";

/** In the order of what a reader has to know first. */
const WORST_FIRST = ["red", "amber", "green"] as const satisfies readonly Status[];
const ROW = 92;
const FIELD = { width: 84, height: 68, pitch: 100 } as const;

interface Row {
  program: string;
  /** As many as there are columns; null: none was given by then. */
  statuses: readonly (Status | null)[];
}

interface StatusCount {
  status: Status;
  count: number;
}

/** Null where fewer than two programs have a status, or no earlier period has one. */
export function sixPeriods(pictured: Pictured): Picture | null {
  const { reader, rhythm, period, programs } = pictured;
  const texts = textsFor(pictureTexts, reader);
  const rows = rowsOf(pictured);
  const columns = columnsUpTo(reader, rhythm, period.label, rows[0]?.statuses.length ?? 0);
  if (rows.filter(({ statuses }) => statuses.at(-1)).length < 2 || columns.length < 2) return null;
  const word = (status: Status | null) => (status === null ? texts.noWord : statusWord(reader, status));
  const title = texts.periods(texts.over(rhythm, columns.length));
  const label = wholeSentences(`${title}.`, [
    texts.oldestFirst(columns.map(({ spoken }) => spoken)),
    ...rows.map(({ program, statuses }) => texts.named(program, statuses.map(word).join(", "))),
  ]);
  const subtitle = `${texts.programs(reader, programs.length)} · ${texts.worstFirst}`;
  const head = { title, subtitle, label };
  return pictureOf("six-periods", head, () => drawing(pictured, head, columns, rows));
}

/** How many have each status, the worst first. */
export function countedByStatus(statuses: readonly (Status | null)[]): StatusCount[] {
  return WORST_FIRST.flatMap((status) => {
    const count = statuses.filter((other) => other === status).length;
    return count === 0 ? [] : [{ status, count }];
  });
}

/** 2 off track */
export function countInWords(reader: Pick<Reader, "locale">, { status, count }: StatusCount): string {
  return `${number(reader, count)} ${textsFor(wordTexts, reader).statusWithin[status]}`;
}

/** The worst now first, of these those that have been so longest; without the first periods in which nobody had a status. */
function rowsOf({ programs }: Pictured): Row[] {
  const longest = Math.max(0, ...programs.map(({ report }) => report.strip.length));
  const padded = programs.map((program): Row => {
    const { strip } = program.report;
    return { program: nameOf(program), statuses: [...Array<null>(longest - strip.length).fill(null), ...strip] };
  });
  const first = Math.min(...padded.map(({ statuses }) => statuses.findIndex(Boolean)).filter((place) => place >= 0));
  const place = ({ statuses }: Row) => {
    const now = statuses.at(-1) ?? null;
    return now === null ? WORST_FIRST.length : WORST_FIRST.indexOf(now);
  };
  const run = ({ statuses }: Row) => statuses.length - statuses.findLastIndex((status) => status !== statuses.at(-1));
  return padded
    .map(({ program, statuses }) => ({ program, statuses: statuses.slice(first) }))
    .toSorted((row, other) => place(row) - place(other) || run(other) - run(row));
}

function drawing({ reader }: Pictured, head: Head, columns: readonly Column[], rows: readonly Row[]): string {
  const texts = textsFor(pictureTexts, reader);
  const shown = rows.slice(0, MOST_ROWS);
  const others = rows.slice(MOST_ROWS);
  const left = WIDTH - PAD - columns.length * FIELD.pitch + FIELD.pitch - FIELD.width;
  const first = TOP + 86;
  const parts = [
    ...columnHeads(columns, (index) => left + index * FIELD.pitch + FIELD.width / 2, TOP + 24),
    ...shown.flatMap(({ program, statuses }, place) => {
      const y = first + place * ROW;
      const middle = y + FIELD.height / 2;
      return [
        ...rowName(program, middle, left - PAD - 24),
        ...statuses.flatMap((status, index) => {
          const x = left + index * FIELD.pitch;
          return status === null
            ? [noColour(x + FIELD.width / 2, middle)]
            : field(status, x, y, FIELD.width, FIELD.height);
        }),
      ];
    }),
  ];
  const seen = new Set(shown.flatMap(({ statuses }) => statuses));
  const signs = legend(first + shown.length * ROW + 52, [
    ...WORST_FIRST.filter((status) => seen.has(status)).map((status) => ({
      sign: signOf(status),
      label: statusWord(reader, status),
    })),
    ...(seen.has(null) ? [{ sign: noColour, label: texts.noWord }] : []),
  ]);
  if (others.length === 0) return card(head, signs.bottom, [...parts, ...signs.drawing]);
  const counts = countedByStatus(others.map(({ statuses }) => statuses.at(-1) ?? null));
  const rest = legend(
    signs.bottom + 118,
    counts.map((counted) => ({ sign: signOf(counted.status), label: countInWords(reader, counted) })),
  );
  const words = text(PAD, signs.bottom + 62, texts.rest(reader, others.length), { size: SMALL, bold: true });
  return card(head, rest.bottom, [...parts, ...signs.drawing, words, ...rest.drawing]);
}

/** The year stands under the first column and wherever it changes. */
function columnHeads(columns: readonly Column[], middleOf: (index: number) => number, y: number): string[] {
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
