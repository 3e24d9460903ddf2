/** The roadmap of a body as a picture: a row for each program, a column for each quarter, with its milestones. Pure. */
import { quarterName, type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { periodHolding } from "../reports/facts/periods.ts";
import { card, INK, line, lines, PAD, rowName, SMALL, TOP, text, WIDTH } from "../reports/pictures/drawing.ts";
import { screenTexts } from "./texts-screens.ts";

export interface PlannedMilestone {
  programId: string;
  title: string;
  /** The date that it has now, or the day on which it was reached. */
  on: LocalDate;
  isReached: boolean;
  hasMoved: boolean;
}

export interface Roadmap {
  programs: readonly { id: string; title: string }[];
  milestones: readonly PlannedMilestone[];
  today: LocalDate;
  yearStartMonth: number;
}

const QUARTERS = 4;
const MOST_PROGRAMS = 12;
const MOST_IN_CELL = 3;
/** A name of a program may take two. */
const LEAST_LINES = 2;
const NAMES = 240;
const LEFT = PAD + NAMES;
const COLUMN = (WIDTH - PAD - LEFT) / QUARTERS;
/** Of the words in a cell, and from one line of them to the next. */
const LETTERS = 26;
const LEADING = 34;
const GAP = 24;
const BESIDE = 16;

/** Those with a milestone in these quarters, the present one first; null: there is none. */
export function roadmapPicture(
  reader: Pick<Reader, "locale">,
  roadmap: Roadmap,
): { svg: string; altText: string } | null {
  const texts = textsFor(screenTexts, reader).file;
  const quarters = quartersFrom(roadmap.today, roadmap.yearStartMonth);
  const rows = roadmap.programs.flatMap(({ id, title }) => {
    const own = roadmap.milestones.filter(({ programId }) => programId === id);
    const cells = quarters.map(({ from, until }) =>
      own.filter(({ on }) => on >= from && on <= until).toSorted((one, other) => one.on.localeCompare(other.on)),
    );
    return cells.some((cell) => cell.length > 0) ? [{ title, cells }] : [];
  });
  if (rows.length === 0) return null;

  const shown = rows.slice(0, MOST_PROGRAMS);
  const drawing: string[] = quarters.map(({ label }, column) =>
    text(LEFT + column * COLUMN + BESIDE, TOP + 20, quarterName(reader, label), { size: SMALL, bold: true }),
  );

  let y = TOP + 44;
  for (const { title, cells } of shown) {
    const written = cells.map(linesIn);
    const height = Math.max(LEAST_LINES, ...written.map((each) => each.length)) * LEADING + GAP;
    drawing.push(line(PAD, y, WIDTH - PAD, y), ...rowName(title, y + height / 2, NAMES - BESIDE, true));
    for (const [column, words] of written.entries()) drawing.push(...cellOf(words, LEFT + column * COLUMN + BESIDE, y));
    y += height;
  }
  drawing.push(line(PAD, y, WIDTH - PAD, y));

  const left = rows.length - shown.length;
  if (left > 0)
    drawing.push(text(PAD, y + LEADING + GAP / 2, texts.morePrograms(left), { size: SMALL, fill: INK.soft }));
  const altText = `${texts.roadmap}: ${rows.map(({ title, cells }) => `${title}: ${inWords(cells)}`).join("; ")}`;
  const head = { title: texts.roadmap, subtitle: texts.roadmapOf(rows.length), label: altText };
  return { svg: card(head, y + (left > 0 ? LEADING + 2 * GAP : GAP), drawing), altText };
}

function quartersFrom(today: LocalDate, yearStartMonth: number) {
  const quarters = [periodHolding("quarterly", today, yearStartMonth)];
  while (quarters.length < QUARTERS) {
    const last = quarters.at(-1)?.until ?? today;
    const next = Temporal.PlainDate.from(last).add({ days: 1 }).toString();
    quarters.push(periodHolding("quarterly", next, yearStartMonth));
  }
  return quarters;
}

/** Each on one line or two. */
function linesIn(cell: readonly PlannedMilestone[]): string[] {
  const left = cell.length - MOST_IN_CELL;
  const written = cell.slice(0, MOST_IN_CELL).flatMap((each) => lines(markedTitle(each), LETTERS, COLUMN - BESIDE));
  return left > 0 ? [...written, `+${left}`] : written;
}

function cellOf(words: readonly string[], x: number, y: number): string[] {
  return words.map((each, index) => text(x, y + (index + 1) * LEADING, each, { size: LETTERS, fill: INK.soft }));
}

/** ✓ it was reached, → its date has moved. */
function markedTitle({ title, isReached, hasMoved }: PlannedMilestone): string {
  if (isReached) return `✓ ${title}`;
  return hasMoved ? `→ ${title}` : `• ${title}`;
}

function inWords(cells: readonly (readonly PlannedMilestone[])[]): string {
  return cells.flatMap((cell) => cell.map(({ title, on }) => `${title} (${on})`)).join(", ");
}
