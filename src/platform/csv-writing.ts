/** Writes CSV (RFC 4180) with cells that no spreadsheet takes for a formula. */
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
  // By default only CRLF is quoted: other line ends would start a row, other separators might split a cell, and blanks
  // around a cell are not read.
  return stringify(table, {
    bom: true,
    delimiter: separator,
    record_delimiter: "windows",
    quoted_match: /[\r\n\t,;]|^\s|\s$/,
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
