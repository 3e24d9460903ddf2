/** The tables of Slack's own, on messages. */

import { isObject, type Json, type JsonObject } from "./json.ts";
import { BLOCK_LIMITS, TABLE_LIMITS } from "./limits.ts";
import { boolean, byType, integer, list, object, oneOf, type Problem, type Shape, string } from "./shapes.ts";

const number: Shape = (value, pointer, problems) => {
  if (typeof value !== "number") problems.push({ message: "must provide a number", pointer });
};
const raw = {
  raw_text: object({ type: string(), text: string({ min: 1 }) }),
  raw_number: object({ type: string(), value: number, text: string({ min: 1 }) }),
};

const columnSetting = object({}, { align: oneOf("left", "center", "right"), is_wrapped: boolean });
/** Null leaves a column as it is. */
const columnSettingOrNull: Shape = (value, pointer, problems) => {
  if (value !== null) columnSetting(value, pointer, problems);
};

/** `richText`: what a cell below the header may be beside. Source: docs.slack.dev/reference/block-kit/blocks. */
export function tablesWith(richText: Shape): Record<string, Shape> {
  const cells = byType({ ...raw, rich_text: richText });
  const row = list(cells, { min: 1, max: TABLE_LIMITS.columns });
  const blockId = { block_id: string({ max: BLOCK_LIMITS.blockId }) };
  return {
    table: object(
      { type: string(), rows: list(row, { min: 1, max: TABLE_LIMITS.rows }) },
      {
        ...blockId,
        column_settings: list(columnSettingOrNull, { max: TABLE_LIMITS.columns }),
      },
      fitsIn,
    ),
    data_table: object(
      {
        type: string(),
        caption: string({ min: 1 }),
        rows: list(row, { min: 2, max: TABLE_LIMITS.rows + 1 }),
      },
      {
        ...blockId,
        page_size: integer(1, TABLE_LIMITS.pageSize),
        row_header_column_index: integer(0, TABLE_LIMITS.columns - 1),
      },
      checkRows,
      fitsIn,
    ),
  };
}

/** All cells together. */
function fitsIn(block: JsonObject, pointer: string, problems: Problem[]): void {
  const count = (value: Json | undefined): number => {
    if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + count(each), 0);
    if (!isObject(value)) return 0;
    return typeof value.text === "string" ? value.text.length : count(value.elements);
  };
  if (count(block.rows) > TABLE_LIMITS.characters)
    problems.push({
      message: `all cells must be less than ${TABLE_LIMITS.characters + 1} characters`,
      pointer: `${pointer}/rows`,
    });
}

/** The first row is the header, in plain texts; each of the others is as long. */
function checkRows(block: JsonObject, pointer: string, problems: Problem[]): void {
  const rows = Array.isArray(block.rows) ? block.rows.filter((row): row is Json[] => Array.isArray(row)) : [];
  const [header = [], ...others] = rows;
  for (const [column, cell] of header.entries())
    if (!isObject(cell) || cell.type !== "raw_text")
      problems.push({ message: "must be raw_text in the header", pointer: `${pointer}/rows/0/${column}` });
  for (const [index, row] of others.entries())
    if (row.length !== header.length)
      problems.push({
        message: "all rows must have the same number of cells",
        pointer: `${pointer}/rows/${index + 1}`,
      });
  const named = block.row_header_column_index;
  if (typeof named === "number" && named >= header.length)
    problems.push({ message: "must be one of the columns", pointer: `${pointer}/row_header_column_index` });
}
