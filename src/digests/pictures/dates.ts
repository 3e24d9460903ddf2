/** Plan beside fact: the first date of a target, and the one it has now, on one axis of time. */
import { dayAndMonth, type Reader, shortMonth } from "../../platform/texts/language.ts";
import { addLocalDays, daysBetween, type LocalDate } from "../../platform/time.ts";
import {
  BLUE,
  card,
  fitting,
  type Head,
  INK,
  legend,
  line,
  PAD,
  rowName,
  SMALL,
  TEXT,
  TOP,
  text,
  WIDTH,
} from "../../reports/pictures/card.ts";
import type { PictureTexts } from "./texts.ts";

const PITCH = 112;
const NAMES = 400;
const LEFT = PAD + NAMES + 24;
const RIGHT = WIDTH - PAD;
/** Beside a mark its date; over more than a year, with its year. */
const DATE = { short: 150, long: 260 } as const;
/** What the head of a month needs. */
const MONTH = 210;

export interface MovedDate {
  program: string;
  label: string;
  first: LocalDate;
  now: LocalDate;
}

export function plannedAndPresent(
  texts: PictureTexts,
  reader: Pick<Reader, "locale">,
  { rows, today, ...head }: Head & { rows: readonly MovedDate[]; today: LocalDate },
): string {
  const dates = rows.flatMap(({ first, now }) => [first, now]).toSorted();
  const [begin = today] = dates;
  const end = dates.at(-1) ?? today;
  const isLong = daysBetween(begin, end) > 366;
  const beside = isLong ? DATE.long : DATE.short;
  const unit = (RIGHT - LEFT - 2 * beside) / Math.max(daysBetween(begin, end), 1);
  const xOf = (date: LocalDate) => Math.round(LEFT + beside + daysBetween(begin, date) * unit);
  const isSeen = (date: LocalDate, margin = 0) => xOf(date) >= LEFT + margin && xOf(date) <= RIGHT - margin;
  const first = TOP + 44;
  const foot = first + rows.length * PITCH;
  const hasToday = isSeen(today);
  const signs = legend(foot + 124, [
    { sign: (x, y) => mark(x, y, "first"), label: texts.firstDate },
    { sign: (x, y) => mark(x, y, "now"), label: texts.dateNow },
    ...(hasToday
      ? [{ sign: (x: number, y: number) => dayLine(x, y - 20, y + 20), label: texts.today(dayAndMonth(reader, today)) }]
      : []),
  ]);
  const seen = { from: addLocalDays(begin, -Math.ceil(beside / unit)), days: (RIGHT - LEFT) / unit };
  const months = monthsIn(seen, Math.ceil(MONTH / (unit * 30)));
  const areAlike = rows.every(({ label }) => label === rows[0]?.label);
  const spoken = (date: LocalDate) => `${dayAndMonth(reader, date)}${isLong ? ` ${date.slice(0, 4)}` : ""}`;
  return card(head, signs.bottom, [
    ...months
      .filter((date) => isSeen(date, MONTH / 2))
      .flatMap((date) => monthHead(reader, date, { x: xOf(date), top: first, foot })),
    line(LEFT, foot, RIGHT, foot),
    ...(hasToday ? [dayLine(xOf(today), first - 12, foot)] : []),
    ...rows.flatMap(({ program, label, first: planned, now }, place) => {
      const y = first + place * PITCH;
      return [
        ...(areAlike
          ? rowName(program, y + 46, NAMES)
          : [
              text(PAD, y + 40, fitting(program, TEXT, NAMES, true), { bold: true }),
              text(PAD, y + 84, fitting(label, SMALL, NAMES), { size: SMALL, fill: INK.soft }),
            ]),
        ...dumbbell(y + 46, { x: xOf(planned), words: spoken(planned) }, { x: xOf(now), words: spoken(now) }),
      ];
    }),
    ...signs.drawing,
  ]);
}

interface Mark {
  x: number;
  words: string;
}

function dumbbell(middle: number, planned: Mark, now: Mark): string[] {
  const side = now.x >= planned.x ? 1 : -1;
  const anchor = (right: number) => (right > 0 ? "start" : "end");
  return [
    line(planned.x, middle, now.x, middle, BLUE, 8),
    mark(planned.x, middle, "first"),
    mark(now.x, middle, "now"),
    text(planned.x - 30 * side, middle + 13, planned.words, { size: SMALL, fill: INK.soft, anchor: anchor(-side) }),
    text(now.x + 30 * side, middle + 13, now.words, { size: SMALL, bold: true, anchor: anchor(side) }),
  ];
}

/** A ring and a disc: told apart without their colour. */
function mark(x: number, y: number, date: "first" | "now"): string {
  const [radius, fill] = date === "first" ? [15, INK.card] : [19, BLUE];
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}" stroke="${BLUE}" stroke-width="6"/>`;
}

function dayLine(x: number, top: number, bottom: number): string {
  return `<line x1="${x}" y1="${top}" x2="${x}" y2="${bottom}" stroke="${INK.strong}" stroke-width="4" stroke-dasharray="10 8"/>`;
}

/** Every first of a month, or of as many months as have room. */
function monthsIn({ from, days }: { from: LocalDate; days: number }, step: number): LocalDate[] {
  const apart = [1, 2, 3, 6].find((months) => months >= step) ?? Math.ceil(step / 12) * 12;
  const [year = 0, month = 1] = from.split("-").map(Number);
  const count = Math.ceil(days / 30) + 2;
  return Array.from({ length: count }, (_, index) => year * 12 + month - 1 + index)
    .filter((place) => place % apart === 0)
    .map((place) => `${Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, "0")}-01`);
}

function monthHead(
  reader: Pick<Reader, "locale">,
  date: LocalDate,
  { x, top, foot }: { x: number; top: number; foot: number },
): string[] {
  const [year = "", month = ""] = date.split("-");
  const words = `${shortMonth(reader, Number(month))} ${year}`;
  return [line(x, top, x, foot), text(x, foot + 50, words, { size: SMALL, fill: INK.soft, anchor: "middle" })];
}
