/** The roadmap of a body as a picture: a row for each program, a column for each quarter, with its milestones. Pure. */
import { quarterName, type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { periodHolding } from "../reports/facts/periods.ts";
import { card, fitting, INK, line, PAD, rowName, SMALL, TOP, text, WIDTH } from "../reports/pictures/drawing.ts";
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
const NAMES = 280;
const LEFT = PAD + NAMES;
const COLUMN = (WIDTH - PAD - LEFT) / QUARTERS;
const ROW = 46;
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
    const height = heightOf(cells);
    drawing.push(line(PAD, y, WIDTH - PAD, y), ...rowName(title, y + height / 2 + 12, NAMES - BESIDE, true));
    for (const [column, cell] of cells.entries()) drawing.push(...cellOf(cell, LEFT + column * COLUMN + BESIDE, y));
    y += height;
  }
  drawing.push(line(PAD, y, WIDTH - PAD, y));

  const left = rows.length - shown.length;
  if (left > 0) drawing.push(text(PAD, y + ROW, texts.morePrograms(left), { size: SMALL, fill: INK.soft }));
  const altText = `${texts.roadmap}: ${rows.map(({ title, cells }) => `${title}: ${inWords(cells)}`).join("; ")}`;
  const head = { title: texts.roadmap, subtitle: texts.roadmapOf(rows.length), label: altText };
  return { svg: card(head, y + (left > 0 ? ROW + GAP : GAP), drawing), altText };
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

function heightOf(cells: readonly (readonly PlannedMilestone[])[]): number {
  const most = Math.max(...cells.map(linesIn));
  return Math.max(1, most) * ROW + GAP;
}

function linesIn(cell: readonly PlannedMilestone[]): number {
  return cell.length > MOST_IN_CELL ? MOST_IN_CELL + 1 : cell.length;
}

function cellOf(cell: readonly PlannedMilestone[], x: number, y: number): string[] {
  const left = cell.length - MOST_IN_CELL;
  const lines = cell.slice(0, MOST_IN_CELL).map(markedTitle);
  if (left > 0) lines.push(`+${left}`);
  return lines.map((words, index) =>
    text(x, y + (index + 1) * ROW - 6, fitting(words, SMALL - 5, COLUMN - BESIDE), { size: SMALL - 5, fill: INK.soft }),
  );
}

/** ✓ it was reached, → its date has moved. */
function markedTitle({ title, isReached, hasMoved }: PlannedMilestone): string {
  if (isReached) return `✓ ${title}`;
  return hasMoved ? `→ ${title}` : `• ${title}`;
}

function inWords(cells: readonly (readonly PlannedMilestone[])[]): string {
  return cells.flatMap((cell) => cell.map(({ title, on }) => `${title} (${on})`)).join(", ");
}
