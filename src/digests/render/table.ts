/** The table of a digest: a row a program, of what its lines say. */
import { periodsInThisColour } from "../../health/rules.ts";
import { csvOf, separatorIn } from "../../platform/csv.ts";
import { languageOf, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { HISTORY_PERIODS } from "../compile/facts.ts";
import type { DigestDocument, Line, LineOf } from "../document.ts";
import { digestTexts } from "../texts.ts";
import { fileTexts } from "./texts-files.ts";

type Colour = LineOf<"health">["before"];

/** What a digest tells of one program. */
interface Told {
  /** Null: the digest does not say. */
  status: Colour;
  before: Colour;
  /** For how many it has had this status, this one included; at most as many as are looked at. */
  periods: number;
  since: LocalDate | null;
  /** `isNew`: moved or given in the period. */
  dates: {
    label: string;
    first: LocalDate | null;
    before: LocalDate | null;
    now: LocalDate;
    moves: number | null;
    isNew: boolean;
  }[];
  /** Of those that the digest tells; null: they may be another's. */
  asked: { requests: number; overdue: number } | null;
  /** Since when nobody has answered; `never`: nobody has so far. */
  silentSince: LocalDate | "never" | null;
}

export interface ProgramRow extends Told {
  key: string;
  title: string;
}

export function programRows(document: DigestDocument): ProgramRow[] {
  const told = toldOfPrograms(document);
  const listed = linesIn(document).flatMap((line) => (line.kind === "portfolio" ? line : []));
  const given = Map.groupBy(document.colours ?? listed, ({ program }) => program);
  const namesakes = Map.groupBy(document.programs, ({ title }) => title);
  return document.programs.map((program) => {
    const { key, title } = program;
    const [all, those] = [given.get(title) ?? [], namesakes.get(title) ?? []];
    // They stand in the order of the programs: where one has none, those of the others are nobody's.
    const own = all.length === those.length ? all[those.indexOf(program)] : undefined;
    return { key, title, ...told(title, own?.colours ?? []) };
  });
}

/**
 * `colours`: its own, of the last periods, the present one last. What lines say by its title is told where no other program
 * has that; a line of its status comes before the colours, as it compares with the last digest that had it.
 */
export function toldOfPrograms(document: DigestDocument): (title: string, colours: readonly Colour[]) => Told {
  const lines = Map.groupBy(linesIn(document), (line) => ("program" in line ? line.program : null));
  const namesakes = Map.groupBy(document.programs, ({ title }) => title);
  return (title, colours) => {
    const isShared = (namesakes.get(title) ?? []).length > 1;
    const own = isShared ? [] : (lines.get(title) ?? []);
    const health = oneOf(own, "health");
    const silent = own.filter((line) => line.kind === "silent").toSorted(bySilence)[0];
    const asks = own.filter((line) => line.kind === "ask" || line.kind === "standing-ask");
    return {
      status: health?.colour ?? colours.at(-1) ?? null,
      before: health ? health.before : (colours.at(-2) ?? null),
      periods: Math.min(health?.periods ?? periodsInThisColour(colours), HISTORY_PERIODS),
      since: health?.since ?? null,
      dates: own.flatMap((line) => dateIn(document, line)),
      asked: isShared ? null : { requests: asks.length, overdue: asks.filter(({ isOverdue }) => isOverdue).length },
      silentSince: silent ? (silent.since ?? "never") : null,
    };
  };
}

function linesIn({ sections }: DigestDocument): Line[] {
  return sections.flatMap(({ lines }) => lines);
}

function oneOf<Kind extends Line["kind"]>(lines: readonly Line[], kind: Kind): LineOf<Kind> | undefined {
  return lines.find((line): line is LineOf<Kind> => line.kind === kind);
}

/** Where several check-ins are silent: the longest. */
function bySilence(one: LineOf<"silent">, other: LineOf<"silent">): number {
  return (one.since ?? "") < (other.since ?? "") ? -1 : 1;
}

function dateIn({ reader }: DigestDocument, line: Line): Told["dates"] {
  switch (line.kind) {
    case "moved-date":
      return [
        {
          label: textsFor(line.label, reader),
          first: line.original,
          before: line.from,
          now: line.to,
          moves: line.moves,
          isNew: true,
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
          isNew: false,
        },
      ];
    case "new-date": {
      const label = textsFor(line.label, reader);
      return [{ label, first: null, before: line.passed, now: line.to, moves: null, isNew: true }];
    }
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
      String(row.asked?.requests ?? ""),
      String(row.asked?.overdue ?? ""),
      row.silentSince === "never" ? texts.never : (row.silentSince ?? ""),
    ];
  });
  return csvOf([texts.columns, ...rows], separatorIn(languageOf(reader.locale)));
}
