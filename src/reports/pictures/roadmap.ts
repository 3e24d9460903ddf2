/** Milestones of all programs on one axis of time: from the first date to the present one, or to the day it was reached. */
import { dayAndMonth, type Reader, shortMonth, textsFor } from "../../platform/texts/language.ts";
import { addLocalDays, daysBetween, type LocalDate, localDateOf } from "../../platform/time.ts";
import type { ReportedMilestone } from "../compile/report.ts";
import {
  BLUE,
  box,
  card,
  FILL,
  type Head,
  INK,
  legend,
  line,
  lines,
  nameOf,
  PAD,
  SMALL,
  signOf,
  TOP,
  text,
  WIDTH,
  widthOf,
} from "./drawing.ts";
import { MOST_ROWS, type Picture, type Pictured, pictureOf, wholeSentences } from "./picture.ts";
import { pictureTexts } from "./texts.ts";

/** From one line of words to the next. */
const LEADING = 44;
const NAMES = 420;
const LEFT = PAD + NAMES + 24;
const RIGHT = WIDTH - PAD;
/** Beside a mark its date; over more than a year, with its year. */
const DATE = { short: 175, long: 260 } as const;
/** What the head of a month needs. */
const MONTH = 110;

export interface Row {
  program: string;
  label: string;
  first: LocalDate;
  /** The date that it has now, or the day on which it was reached. */
  now: LocalDate;
  isReached: boolean;
  isLate?: boolean;
}

/** Null where there are fewer than two: one is told in fewer words. */
export function roadmap(pictured: Pictured): Picture | null {
  const { reader } = pictured;
  const texts = textsFor(pictureTexts, reader);
  const all = rowsOf(pictured);
  if (all.length < 2) return null;
  const rows = shownOf(all);
  const reached = all.filter(({ isReached }) => isReached).length;
  const later = all.filter(({ first, now }) => now > first).length;
  const day = dayWriter(reader, rows);
  const sentences = rows.map(({ program, label, first, now, isReached }) => {
    const dates = first === now ? day(now) : `${day(first)} → ${day(now)}`;
    return texts.named(`${program}, ${label}`, isReached ? `${dates}, ${texts.reachedOn}` : dates);
  });
  const subtitle = [
    texts.milestones(reader, all.length),
    ...(reached === 0 ? [] : [texts.reached(reader, reached)]),
    ...(later === 0 ? [] : [texts.later(reader, later)]),
  ].join(" · ");
  const rest = all.length === rows.length ? [] : [texts.restOfMilestones(reader, all.length - rows.length)];
  const head = {
    title: texts.roadmap,
    subtitle,
    label: wholeSentences(texts.named(texts.roadmap, subtitle.replaceAll(" · ", ", ")), [...sentences, ...rest]),
  };
  return pictureOf("roadmap", head, () => drawing(pictured, head, rows, rest));
}

function rowsOf({ programs }: Pictured): Row[] {
  return programs.flatMap((program) =>
    (program.report.milestones ?? []).flatMap((milestone) => {
      const now = milestone.reachedOn ?? milestone.due;
      return now === null ? [] : [rowOf(nameOf(program), milestone, now)];
    }),
  );
}

function rowOf(program: string, { code, title, firstDue, reachedOn, due }: ReportedMilestone, now: LocalDate): Row {
  const label = nameOf({ key: code, title });
  return { program, label, first: firstDue ?? due ?? now, now, isReached: reachedOn !== null };
}

/** Of more than fit, those that come first; each program's stand together. */
export function shownOf(rows: readonly Row[]): Row[] {
  const shown = new Set(rows.toSorted((row, other) => row.now.localeCompare(other.now)).slice(0, MOST_ROWS));
  return rows.filter((row) => shown.has(row));
}

/** `late`: how one that is late is called, where it is no digest. */
type Drawn = Pick<Pictured, "asOf" | "zone"> & { reader: Reader; late?: string };
export function drawing(drawn: Drawn, head: Head, rows: readonly Row[], rest: readonly string[]): string {
  const { reader, asOf, zone, late } = drawn;
  const texts = textsFor(pictureTexts, reader);
  const today = localDateOf(asOf, zone);
  const { xOf, months } = axisOf(rows, today);
  const day = dayWriter(reader, rows);
  const top = TOP + 28;
  const placed = placedBelow(rows, top);
  const foot = placed.foot;
  const signs = legend(foot + 164, [
    ...(rows.some(({ first, now }) => first !== now) ? [{ sign: ring, label: texts.firstDate }] : []),
    { sign: disc, label: texts.dateNow },
    ...(rows.some(({ isReached }) => isReached) ? [{ sign: tick, label: texts.reachedOn }] : []),
    ...(late && rows.some(({ isLate }) => isLate) ? [{ sign: signOf("red"), label: late }] : []),
    { sign: (x, y) => dayLine(x, y - 20, y + 20), label: late ? day(today) : texts.today(dayAndMonth(reader, today)) },
  ]);
  const below = rest.map((words) => text(PAD, signs.bottom + 50, words, { size: SMALL, bold: true }));
  return card(head, rest.length === 0 ? signs.bottom : signs.bottom + 62, [
    ...months.flatMap((date, place) => monthHead(reader, date, { x: xOf(date), top, foot, isFirst: place === 0 })),
    line(LEFT, foot, RIGHT, foot),
    ...placed.rows.flatMap(({ y, isFirst, words }) => [
      ...(isFirst && y > top ? [line(PAD, y, WIDTH - PAD, y, INK.track)] : []),
      ...words,
    ]),
    dayLine(xOf(today), top, foot),
    ...placed.rows.flatMap(({ row, middle }) => wayOf(row, middle, xOf, day)),
    ...signs.drawing,
    ...below,
  ]);
}

/** The name of a program stands above its first milestone. */
function placedBelow(rows: readonly Row[], top: number) {
  let foot = top;
  const placed = rows.map((row, place) => {
    const isFirst = rows[place - 1]?.program !== row.program;
    const name = isFirst ? lines(row.program, SMALL, NAMES, true).map((words) => ({ words, bold: true })) : [];
    const label = lines(row.label, SMALL, NAMES).map((words) => ({ words, fill: INK.soft }));
    const y = foot;
    const words = [...name, ...label].map(({ words: each, ...ink }, line) =>
      text(PAD, y + 11 + (line + 1) * LEADING, each, { size: SMALL, ...ink }),
    );
    foot += (words.length + 1) * LEADING - 4;
    return { row, y, isFirst, words, middle: (y + foot) / 2 };
  });
  return { rows: placed, foot };
}

/** A little room beside the first and last date for their words; the months that have room for their names. */
function axisOf(rows: readonly Row[], today: LocalDate) {
  const dates = [today, ...rows.flatMap(({ first, now }) => [first, now])].toSorted();
  const begin = dates[0] ?? today;
  const end = dates.at(-1) ?? today;
  const beside = isLong(rows) ? DATE.long : DATE.short;
  const unit = (RIGHT - LEFT - 2 * beside) / Math.max(daysBetween(begin, end), 1);
  const xOf = (date: LocalDate) => Math.round(LEFT + beside + daysBetween(begin, date) * unit);
  const from = addLocalDays(begin, -Math.ceil(beside / unit));
  const months = monthsIn(from, (RIGHT - LEFT) / unit, Math.ceil(MONTH / (unit * 30)));
  return { xOf, months: months.filter((date) => xOf(date) >= LEFT + MONTH / 2 && xOf(date) <= RIGHT - MONTH / 2) };
}

function isLong(rows: readonly Row[]): boolean {
  const dates = rows.flatMap(({ first, now }) => [first, now]).toSorted();
  return daysBetween(dates[0] ?? "2000-01-01", dates.at(-1) ?? "2000-01-01") > 366;
}

function dayWriter(reader: Pick<Reader, "locale">, rows: readonly Row[]): (date: LocalDate) => string {
  const hasYear = isLong(rows);
  return (date) => `${dayAndMonth(reader, date)}${hasYear ? ` ${date.slice(0, 4)}` : ""}`;
}

function wayOf(row: Row, middle: number, xOf: (date: LocalDate) => number, day: (date: LocalDate) => string): string[] {
  const { first, now } = row;
  const from = xOf(first);
  const to = xOf(now);
  const side = first <= now ? 1 : -1;
  const mark = markOf(row, to, middle);
  const words = dateBeside(to, middle, day(now), side, true);
  if (first === now) return [...words, mark];
  return [
    ...words,
    ...dateBeside(from, middle, day(first), -side, false),
    line(from, middle, to, middle, BLUE, 8),
    ring(from, middle),
    mark,
  ];
}

function markOf({ isReached, isLate }: Row, x: number, y: number): string {
  if (isReached) return tick(x, y);
  return isLate ? signOf("red")(x, y) : disc(x, y);
}

/** A date beside its mark, on a ground through which no line goes. */
function dateBeside(x: number, middle: number, words: string, side: number, bold: boolean): string[] {
  const width = Math.round(widthOf(words, SMALL, bold));
  const at = x + 30 * side;
  return [
    box(side > 0 ? at - 2 : at - width - 4, middle - 24, width + 6, 48, INK.card, { radius: 4 }),
    text(at, middle + 13, words, {
      size: SMALL,
      bold,
      fill: bold ? INK.strong : INK.soft,
      anchor: side > 0 ? "start" : "end",
    }),
  ];
}

/** A ring, a disc, a disc with a tick: told apart without their colour. */
function ring(x: number, y: number): string {
  return `<circle cx="${x}" cy="${y}" r="15" fill="${INK.card}" stroke="${BLUE}" stroke-width="6"/>`;
}

function disc(x: number, y: number): string {
  return `<circle cx="${x}" cy="${y}" r="19" fill="${BLUE}" stroke="${BLUE}" stroke-width="6"/>`;
}

function tick(x: number, y: number): string {
  return `<circle cx="${x}" cy="${y}" r="22" fill="${FILL.green}"/><path d="M${x - 10} ${y}L${x - 3} ${y + 8}L${x + 11} ${y - 8}" fill="none" stroke="#FFFFFF" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>`;
}

function dayLine(x: number, top: number, bottom: number): string {
  return `<line x1="${x}" y1="${top}" x2="${x}" y2="${bottom}" stroke="${INK.strong}" stroke-width="4" stroke-dasharray="10 8"/>`;
}

/** Every first of a month, or of as many months as have room. */
function monthsIn(from: LocalDate, days: number, step: number): LocalDate[] {
  const apart = [1, 2, 3, 6].find((months) => months >= step) ?? Math.ceil(step / 12) * 12;
  const [year = 0, month = 1] = from.split("-").map(Number);
  const count = Math.ceil(days / 30) + 2;
  return Array.from({ length: count }, (_, index) => year * 12 + month - 1 + index)
    .filter((place) => place % apart === 0)
    .map((place) => `${Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, "0")}-01`);
}

/** The year stands below the first and below each January. */
function monthHead(
  reader: Pick<Reader, "locale">,
  date: LocalDate,
  { x, top, foot, isFirst }: { x: number; top: number; foot: number; isFirst: boolean },
): string[] {
  const [year = "", month = ""] = date.split("-");
  const ink = { size: SMALL, fill: INK.soft, anchor: "middle" } as const;
  return [
    line(x, top, x, foot),
    text(x, foot + 50, shortMonth(reader, Number(month)), ink),
    ...(isFirst || month === "01" ? [text(x, foot + 92, year, ink)] : []),
  ];
}
