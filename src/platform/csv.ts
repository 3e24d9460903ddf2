/** CSV (RFC 4180): writes cells that no spreadsheet takes for a formula, reads them with their positions. */
import { stringify } from "csv-stringify/sync";
import { exportedText } from "./texts/display.ts";
import type { Language } from "./texts/language.ts";

export type Separator = "," | ";" | "\t";

/** The separator that spreadsheets expect: French numbers contain commas. */
export function separatorIn(language: Language): Separator {
  return language === "fr" ? ";" : ",";
}

/** With a byte order mark, for spreadsheets, and CRLF. */
export function csvOf(rows: readonly (readonly string[])[], separator: Separator = ","): string {
  const table = rows.map((row) => row.map((cell) => safeCell(exportedText(cell))));
  // By default only CRLF is quoted: other line ends would start a row, and other separators might split a cell.
  return stringify(table, {
    bom: true,
    delimiter: separator,
    record_delimiter: "windows",
    quoted_match: /[\r\n\t,;]/,
  });
}

/** First characters of formulas, after blanks and controls. */
const FORMULA_SIGNS = "=+-@＝＋－＠";

/** Turns a formula into text (OWASP ASVS 1.2.10). */
function safeCell(text: string): string {
  const first = [...text].find((letter) => letter > " " && letter.trim() !== "") ?? "";
  return /^[\t\r]/.test(text) || (first !== "" && FORMULA_SIGNS.includes(first)) ? `'${text}` : text;
}

/** Undoes the guard of `csvOf`. */
export function withoutGuard(cell: string): string {
  return cell.startsWith("'") && safeCell(cell.slice(1)) === cell ? cell.slice(1) : cell;
}

export interface CsvRow {
  /** First line, from 1. */
  line: number;
  cells: string[];
}

/** A quotation mark that is not closed, is followed by text, or is inside an unquoted cell. */
export type CsvFault = "not-closed" | "text-behind" | "mark-within";

export type CsvRead = { rows: CsvRow[] } | { problem: { line: number; column: number; fault: CsvFault } };

/**
 * Reads CSV with LF or CRLF, separated by commas, semicolons or tabs, whichever its first line has most of, or as
 * Excel's line `sep=;` says. Skips blank lines. `column`: from 1.
 */
export function readCsv(text: string): CsvRead {
  const whole = text.replace(/^\ufeff/, "");
  const [stated = "", named] = /^"?sep=([,;\t])"?\r?\n/i.exec(whole) ?? [];
  const source = whole.slice(stated.length);
  const separator = named ?? separatorOf(source);
  const rows: CsvRow[] = [];
  let line = stated === "" ? 1 : 2;
  let row: CsvRow = { line, cells: [] };
  let at = 0;
  const problem = (fault: CsvFault) => ({ problem: { line, column: row.cells.length + 1, fault } });
  const isEnd = (letter: string | undefined) => letter === separator || letter === "\r" || letter === "\n";
  while (at < source.length) {
    let cell = "";
    if (source[at] === '"') {
      const opened = line;
      at += 1;
      for (;;) {
        const letter = source[at];
        if (letter === undefined) {
          line = opened;
          return problem("not-closed");
        }
        at += 1;
        if (letter === '"' && source[at] !== '"') break;
        if (letter === '"') at += 1;
        if (letter === "\n") line += 1;
        cell += letter;
      }
      if (at < source.length && !isEnd(source[at])) return problem("text-behind");
    } else {
      let stop = at;
      while (stop < source.length && !isEnd(source[stop])) stop += 1;
      cell = source.slice(at, stop);
      at = stop;
      if (cell.includes('"')) return problem("mark-within");
    }
    row.cells.push(cell);
    if (source[at] === separator) {
      at += 1;
      // A separator at the end of the file adds an empty cell.
      if (at === source.length) row.cells.push("");
      continue;
    }
    if (source[at] === "\r") at += 1;
    if (source[at] === "\n") at += 1;
    line += 1;
    rows.push(row);
    row = { line, cells: [] };
  }
  if (row.cells.length > 0) rows.push(row);
  return { rows: rows.filter(({ cells }) => cells.some((cell) => cell !== "")) };
}

const SEPARATORS: readonly Separator[] = [",", ";", "\t"];

/** Counts separators outside quotation marks in the first row; the first one wins a tie. */
function separatorOf(source: string): Separator {
  const counts = new Map<string, number>();
  let isQuoted = false;
  let isBegun = false;
  for (const letter of source) {
    if (letter === '"') isQuoted = !isQuoted;
    if (!isQuoted && isBegun && (letter === "\r" || letter === "\n")) break;
    isBegun ||= letter.trim() !== "";
    if (!isQuoted && SEPARATORS.some((candidate) => candidate === letter))
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  const count = (candidate: Separator) => counts.get(candidate) ?? 0;
  return SEPARATORS.reduce((most, candidate) => (count(candidate) > count(most) ? candidate : most));
}
