/** Reads tables as spreadsheets and other programs write them, each row with its line. */
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { decodeText } from "./text-encodings.ts";

export interface CsvRow {
  /** First line, from 1. */
  line: number;
  cells: string[];
}

/**
 * A quotation mark that is not closed, is followed by text, or is inside an unquoted cell; a letter that could not be
 * decoded.
 */
export type CsvFault = "not-closed" | "text-behind" | "mark-within" | "broken-letter";

export type CsvRead = { rows: CsvRow[] } | { problem: { line: number; column: number; fault: CsvFault } };

const SEPARATORS = [",", ";", "\t"];
const FAULTS: Readonly<Record<string, CsvFault>> = {
  CSV_QUOTE_NOT_CLOSED: "not-closed",
  CSV_INVALID_CLOSING_QUOTE: "text-behind",
  INVALID_OPENING_QUOTE: "mark-within",
};

const faultPlace = z.object({ code: z.string(), lines: z.number(), index: z.number() });

/** As `readCsv`, in any encoding; refuses U+FFFD, which stands for a broken letter, and U+0000, which no column keeps. */
export function readTable(bytes: Uint8Array): CsvRead {
  const read = readCsv(decodeText(bytes));
  for (const { line, cells } of "rows" in read ? read.rows : []) {
    const column = cells.findIndex((cell) => /[\0\ufffd]/.test(cell)) + 1;
    if (column > 0) return { problem: { line, column, fault: "broken-letter" } };
  }
  return read;
}

/**
 * Lines may end with CR, LF or both; within cells that is LF. The separator is the one that the first row has most of, or
 * as Excel's line `sep=;` says. Skips blank rows, and blanks around cells. `column`: from 1.
 */
export function readCsv(text: string): CsvRead {
  // csv-parse counts CRLF between quotation marks as two lines.
  const whole = text.replace(/^\ufeff+/, "").replace(/\r\n?/g, "\n");
  const [stated = "", named] = /^"?sep=([,;\t])"?\n/i.exec(whole) ?? [];
  const source = whole.slice(stated.length);
  const before = stated === "" ? 0 : 1;
  const rows: CsvRow[] = [];
  let line = before + 1;
  try {
    parse(source, {
      delimiter: named ?? separatorOf(source),
      record_delimiter: "\n",
      relax_column_count: true,
      trim: true,
      on_record: (cells: string[], { lines }) => {
        rows.push({ line, cells });
        line = lines + before + 1;
      },
    });
  } catch (error) {
    const { data: at } = faultPlace.safeParse(error);
    const fault = at && FAULTS[at.code];
    if (!fault) throw error;
    return { problem: { line: fault === "not-closed" ? line : at.lines + before, column: at.index + 1, fault } };
  }
  return { rows: rows.filter(({ cells }) => cells.some((cell) => cell !== "")) };
}

/** Counts separators outside quotation marks in the first row; the first one wins a tie. */
function separatorOf(source: string): string {
  const [row = ""] = /[^\n]+/.exec(source.trimStart().replace(/"[^"]*"/g, "")) ?? [];
  const count = (separator: string) => row.split(separator).length;
  return SEPARATORS.reduce((most, separator) => (count(separator) > count(most) ? separator : most));
}
