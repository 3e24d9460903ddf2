/** The list of many programs as tables of Slack's own, with the same in words for a workspace that does not take them. */
import type { DataTableBlock } from "@slack/types";
import { STATUS_CIRCLES } from "../../health/rules.ts";
import { shorten } from "../../platform/slack/blocks.ts";
import { TABLE_LIMITS } from "../../platform/slack/limits.ts";
import { withoutTurns } from "../../platform/texts/display.ts";
import { capitalised, type Language, number, textsFor } from "../../platform/texts/language.ts";
import { HISTORY_PERIODS } from "../compile/facts.ts";
import type { FirstScreen } from "../compile/rules-first-screen.ts";
import type { DigestDocument, LineOf } from "../document.ts";
import type { Place } from "../editions/divisions/division.ts";
import { enUnit, frUnit } from "../periods/texts.ts";
import type { State } from "../portfolio/rules.ts";
import { portfolioTexts } from "../portfolio/texts.ts";
import type { Rhythm } from "../table.ts";
import { restGroups } from "./blocks-thread.ts";
import type { Outline } from "./outline.ts";
import { toldOfPrograms } from "./table.ts";

type TablePlace = Extract<Place, { place: "table" }>;
type Cell = DataTableBlock["rows"][number][number];

/** From so many programs on a list is a table. */
const FEWEST_ROWS = 10;
/** In the order of the digest, the worst first; all are in its files. */
const MOST_ROWS = 200;
/** Of a table, and of the same in words, so that either fits in one message. */
const MOST_UNITS = 11_000;
/** What surrounds the words of a line. */
const UNITS_OF_LINE = 60;
const LONGEST_TITLE = 80;
const SECTION = "portfolio";

/** Each for a message of its own, the first ones of the thread; none where the programs are few, or are not listed. */
export function programTables(document: DigestDocument, { sections }: Outline): TablePlace[] {
  const lines = document.sections.flatMap(({ lines: all }) =>
    all.flatMap((line) => (line.kind === SECTION ? line : [])),
  );
  const told = sections.find(({ section }) => section === SECTION);
  if (!told || lines.length < FEWEST_ROWS) return [];
  const rowOf = rowsOf(document);
  const pieces: { row: Cell[]; item: (typeof told)["items"][number] }[][] = [];
  let units = Number.POSITIVE_INFINITY;
  for (const [index, item] of told.items.slice(0, MOST_ROWS).entries()) {
    const line = lines[index];
    if (!line) continue;
    const row = rowOf(line);
    const size = Math.max(JSON.stringify(row).length, JSON.stringify(item.label).length + UNITS_OF_LINE);
    const current = pieces.at(-1);
    if (!current || units + size > MOST_UNITS || current.length === TABLE_LIMITS.rows) {
      pieces.push([{ row, item }]);
      units = size;
    } else {
      current.push({ row, item });
      units += size;
    }
  }
  const texts = textsFor(tableTexts, document.reader);
  return pieces.map((piece, index) => ({
    place: "table",
    table: {
      type: "data_table",
      caption: pieces.length === 1 ? texts.caption : texts.part(index + 1, pieces.length),
      rows: [texts.columns(document.rhythm).map(textCell), ...piece.map(({ row }) => row)],
      page_size: TABLE_LIMITS.pageSize,
      row_header_column_index: 0,
    } satisfies DataTableBlock,
    words: restGroups(
      {
        ...{ original: null, own: null, heldBack: null },
        sections: [{ section: SECTION, heading: told.heading, items: piece.map(({ item }) => item) }],
      },
      null,
    ).flat(),
    said: piece.map(({ row }) => row.map((cell) => ("text" in cell ? cell.text : "")).join(", ")).join("; "),
  }));
}

/** Without the list that stands in tables. */
export function besideTables(rest: FirstScreen["rest"], tables: readonly TablePlace[]): FirstScreen["rest"] {
  if (tables.length === 0) return rest;
  return { ...rest, sections: rest.sections.filter(({ section }) => section !== SECTION) };
}

function rowsOf(document: DigestDocument): (line: LineOf<"portfolio">) => Cell[] {
  const { reader } = document;
  const { state: words } = textsFor(portfolioTexts, reader);
  const statusCell = (state: State) => ({
    type: "raw_text" as const,
    text: state === "none" || state === "closed" ? words[state] : `${STATUS_CIRCLES[state]}\u00a0${words[state]}`,
  });
  const toldOf = toldOfPrograms(document);
  return ({ program, colours }) => {
    const { status, before, periods, dates, asked } = toldOf(program, colours);
    const days = dates.flatMap(({ now, isNew }) => (isNew ? now : []));
    return [
      textCell(shorten(withoutTurns(program), LONGEST_TITLE)),
      statusCell(status ?? "none"),
      statusCell(before ?? "none"),
      status === null
        ? textCell("")
        : numberCell(periods, periods >= HISTORY_PERIODS ? `${number(reader, periods)}+` : number(reader, periods)),
      textCell(days.toSorted().join(", ")),
      asked ? numberCell(asked.requests, number(reader, asked.requests)) : textCell(""),
    ];
  };
}

const NOTHING = "–";

function textCell(text: string): Cell {
  return { type: "raw_text", text: text === "" ? NOTHING : text };
}

function numberCell(value: number, text: string): Cell {
  return { type: "raw_number", value, text };
}

const en = {
  caption: "All programs",
  part: (part: number, parts: number) => `All programs, table ${part} of ${parts}`,
  columns: (rhythm: Rhythm) => [
    "Program",
    "Status",
    "Before",
    `${capitalised(enUnit(rhythm, 2))} in this status`,
    "New date",
    "Requests told",
  ],
};

const fr: typeof en = {
  caption: "Tous les programmes",
  part: (part, parts) => `Tous les programmes, tableau ${part} sur ${parts}`,
  columns: (rhythm) => [
    "Programme",
    "Statut",
    "Avant",
    `${capitalised(frUnit(rhythm, 2))} avec ce statut`,
    "Nouvelle date",
    "Demandes citées",
  ],
};

const tableTexts: Record<Language, typeof en> = { en, fr };
