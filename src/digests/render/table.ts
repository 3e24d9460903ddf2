/** The table of a digest: a row a program, of what its lines say. */
import { csvOf } from "../../platform/csv.ts";
import { textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { DigestDocument, Line, LineOf } from "../document.ts";
import { digestTexts } from "../texts.ts";
import { fileTexts } from "./texts-files.ts";

type Colour = LineOf<"health">["before"];

export interface ProgramRow {
  key: string;
  title: string;
  /** Null: the digest does not say. */
  status: Colour;
  before: Colour;
  since: LocalDate | null;
  dates: { label: string; first: LocalDate | null; before: LocalDate | null; now: LocalDate; moves: number | null }[];
  /** Of those that the digest tells. */
  requests: number;
  overdue: number;
  /** Since when nobody has answered; `never`: nobody has so far. */
  silentSince: LocalDate | "never" | null;
}

export function programRows(document: DigestDocument): ProgramRow[] {
  const lines = document.sections.flatMap((section) => section.lines);
  const told = Map.groupBy(lines, (line) => ("program" in line ? line.program : null));
  const colours = new Map(document.colours?.map((one) => [one.program, one.colours]));
  return document.programs.map(({ key, title }) => {
    const own = told.get(title) ?? [];
    const last = colours.get(title) ?? oneOf(own, "portfolio")?.colours ?? [];
    const health = oneOf(own, "health");
    const silent = own.filter((line) => line.kind === "silent").toSorted(bySilence)[0];
    const asks = own.filter((line) => line.kind === "ask" || line.kind === "standing-ask");
    return {
      key,
      title,
      status: health?.colour ?? last.at(-1) ?? null,
      before: health ? health.before : (last.at(-2) ?? null),
      since: health?.since ?? null,
      dates: own.flatMap((line) => dateIn(document, line)),
      requests: asks.length,
      overdue: asks.filter(({ isOverdue }) => isOverdue).length,
      silentSince: silent ? (silent.since ?? "never") : null,
    };
  });
}

function oneOf<Kind extends Line["kind"]>(lines: readonly Line[], kind: Kind): LineOf<Kind> | undefined {
  return lines.find((line): line is LineOf<Kind> => line.kind === kind);
}

/** Where several check-ins are silent: the longest. */
function bySilence(one: LineOf<"silent">, other: LineOf<"silent">): number {
  return (one.since ?? "") < (other.since ?? "") ? -1 : 1;
}

function dateIn({ reader }: DigestDocument, line: Line): ProgramRow["dates"] {
  switch (line.kind) {
    case "moved-date":
      return [
        {
          label: textsFor(line.label, reader),
          first: line.original,
          before: line.from,
          now: line.to,
          moves: line.moves,
        },
      ];
    case "past-date":
      return [
        {
          label: textsFor(line.label, reader),
          first: line.original,
          before: line.passed ?? null,
          now: line.date,
          moves: line.moves,
        },
      ];
    case "new-date":
      return [{ label: textsFor(line.label, reader), first: null, before: line.passed, now: line.to, moves: null }];
    default:
      return [];
  }
}

/** In the reader's words, days as `2026-11-16`; several dates of a program stand in one cell, in the same order in each column. */
export function digestCsv(document: DigestDocument): string {
  const { reader } = document;
  const texts = textsFor(fileTexts, reader);
  const { colour } = digestTexts(reader);
  const word = (status: Colour) => (status === null ? "" : colour[status]);
  const rows = programRows(document).map((row) => {
    const each = (of: (date: ProgramRow["dates"][number]) => string | number | null) =>
      row.dates.map((date) => String(of(date) ?? "")).join("; ");
    return [
      row.key,
      row.title,
      word(row.status),
      word(row.before),
      row.since ?? "",
      each(({ label }) => label),
      each(({ first }) => first),
      each(({ before }) => before),
      each(({ now }) => now),
      each(({ moves }) => moves),
      String(row.requests),
      String(row.overdue),
      row.silentSince === "never" ? texts.never : (row.silentSince ?? ""),
    ];
  });
  return csvOf([texts.columns, ...rows]);
}
