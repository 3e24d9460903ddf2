import { readCsv as read } from "../../src/platform/csv-reading.ts";
/** The cells of a table, row by row. Throws for what is none. */
export function readCsv(text: string): string[][] {
  const table = read(text);
  if ("problem" in table) throw new Error(`No table: ${JSON.stringify(table.problem)}`);
  return table.rows.map(({ cells }) => cells);
}
