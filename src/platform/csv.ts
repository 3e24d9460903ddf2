/** CSV as RFC 4180 has it: written so that no spreadsheet takes a cell for a formula, read with the place of each cell. */
import { stringify } from "csv-stringify/sync";
import { exportedText } from "./texts/display.ts";

/** With a byte order mark, for spreadsheets, and CRLF. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  const table = rows.map((row) => row.map((cell) => safeCell(exportedText(cell))));
  // Left to itself it quotes only the line ends that it writes: any other would begin a row of the writer's choice.
  return stringify(table, { bom: true, record_delimiter: "windows", quoted_match: /[\r\n]/ });
}

/** What a spreadsheet takes for a formula, the full-width signs too; it looks past leading blanks and controls. */
const FORMULA_SIGNS = "=+-@＝＋－＠";

/** A cell that a spreadsheet would take for a formula is made text (OWASP ASVS 1.2.10). */
function safeCell(text: string): string {
  const first = [...text].find((letter) => letter > " " && letter.trim() !== "") ?? "";
  return /^[\t\r]/.test(text) || (first !== "" && FORMULA_SIGNS.includes(first)) ? `'${text}` : text;
}

/** As it was before `csvOf` made it text: what is given out can be read again. */
export function withoutGuard(cell: string): string {
  return cell.startsWith("'") && safeCell(cell.slice(1)) === cell ? cell.slice(1) : cell;
}

export interface CsvRow {
  /** The line on which it begins, from 1. */
  line: number;
  cells: string[];
}

export type CsvRead = { rows: CsvRow[] } | { problem: { line: number; column: number; message: string } };

/** Reads CSV with LF or CRLF; blank lines are left out. `column`: of the cell, from 1. */
export function readCsv(text: string): CsvRead {
  const source = text.replace(/^\ufeff/, "");
  const rows: CsvRow[] = [];
  let row: CsvRow = { line: 1, cells: [] };
  let line = 1;
  let at = 0;
  const problem = (message: string) => ({ problem: { line, column: row.cells.length + 1, message } });
  while (at < source.length) {
    let cell = "";
    if (source[at] === '"') {
      const opened = line;
      at += 1;
      for (;;) {
        const letter = source[at];
        if (letter === undefined) {
          line = opened;
          return problem("the quotation mark that begins this cell is not closed");
        }
        at += 1;
        if (letter === '"' && source[at] !== '"') break;
        if (letter === '"') at += 1;
        if (letter === "\n") line += 1;
        cell += letter;
      }
      if (at < source.length && !/[,\r\n]/.test(source[at] ?? ""))
        return problem('after the closing quotation mark a comma must follow; write "" for one within the text');
    } else {
      const end = /[,\r\n]/g;
      end.lastIndex = at;
      const stop = end.exec(source)?.index ?? source.length;
      cell = source.slice(at, stop);
      at = stop;
      if (cell.includes('"')) return problem("a cell with a quotation mark must begin with one");
    }
    row.cells.push(cell);
    if (source[at] === ",") {
      at += 1;
      // Nothing behind the last comma of the file is an empty cell.
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
