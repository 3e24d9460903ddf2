/** Reads tables as spreadsheets and other programs write them, each row with its line. */
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { decodeText } from "./text-encodings.ts";
import { yieldToEventLoop } from "./yield-to-event-loop.ts";

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
  return withoutBrokenLetters(readCsv(decodeText(bytes)));
}

/** As `readTable`, some of it at a time: others come in between. */
export async function readTableYielding(bytes: Uint8Array): Promise<CsvRead> {
  const { parse: parser } = await import("csv-parse");
  const { finished } = await import("node:stream/promises");
  const reading = readingOf(decodeText(bytes));
  const stream = parser(reading.options).resume();
  // What is wrong ends the stream: it is told once, below.
  const ended = finished(stream).then(
    () => null,
    (error: unknown) => error,
  );
  for (let at = 0; at < reading.source.length && !stream.destroyed; at += PIECE) {
    stream.write(reading.source.slice(at, at + PIECE));
    await yieldToEventLoop();
  }
  if (!stream.destroyed) stream.end();
  const error = await ended;
  return withoutBrokenLetters(error === null ? reading.read() : reading.problem(error));
}

/** In letters. */
const PIECE = 32_768;

function withoutBrokenLetters(read: CsvRead): CsvRead {
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
  const reading = readingOf(text);
  try {
    parse(reading.source, reading.options);
  } catch (error) {
    return reading.problem(error);
  }
  return reading.read();
}

function readingOf(text: string) {
  // csv-parse counts CRLF between quotation marks as two lines.
  const whole = text.replace(/^\ufeff+/, "").replace(/\r\n?/g, "\n");
  const [stated = "", named] = /^"?sep=([,;\t])"?\n/i.exec(whole) ?? [];
  const source = whole.slice(stated.length);
  const before = stated === "" ? 0 : 1;
  const rows: CsvRow[] = [];
  let line = before + 1;
  return {
    source,
    options: {
      delimiter: named ?? separatorOf(source),
      record_delimiter: "\n",
      relax_column_count: true,
      trim: true,
      on_record: (cells: string[], { lines }: { lines: number }) => {
        rows.push({ line, cells });
        line = lines + before + 1;
        return null;
      },
    },
    read: (): CsvRead => ({ rows: rows.filter(({ cells }) => cells.some((cell) => cell !== "")) }),
    /** Throws what is no fault of the table. */
    problem(error: unknown): CsvRead {
      const { data: at } = faultPlace.safeParse(error);
      const fault = at && FAULTS[at.code];
      if (!fault) throw error;
      return { problem: { line: fault === "not-closed" ? line : at.lines + before, column: at.index + 1, fault } };
    },
  };
}

/** Counts separators outside quotation marks in the first row; the first one wins a tie. */
function separatorOf(source: string): string {
  const [row = ""] = /[^\n]+/.exec(source.trimStart().replace(/"[^"]*"/g, "")) ?? [];
  const count = (separator: string) => row.split(separator).length;
  return SEPARATORS.reduce((most, separator) => (count(separator) > count(most) ? separator : most));
}
