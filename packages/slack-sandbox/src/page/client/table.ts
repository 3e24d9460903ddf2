/** A table as Slack shows it: the reader sorts a `data_table` by a column. */

import { html } from "htm/preact";
import { useState } from "preact/hooks";
import type { Json, JsonObject } from "../../json.ts";
import { isObject, objectsIn, stringIn } from "../../json.ts";
import { RichText } from "./rich-text.ts";
import type { Block } from "./wire.ts";

export function Table({ block }: { block: Block }) {
  const [sorted, setSorted] = useState<{ column: number; isDown: boolean } | null>(null);
  const isData = block.type === "data_table";
  const rows = (Array.isArray(block.rows) ? block.rows : []).map((row) => cellsIn(row));
  const [head = [], ...others] = isData ? rows : [[], ...rows];
  const shown = sorted ? others.toSorted((one, other) => compareAt(one, other, sorted)) : others;
  const sort = (column: number) => setSorted({ column, isDown: sorted?.column === column && !sorted.isDown });
  const order = (column: number) => (sorted?.column === column ? (sorted.isDown ? "descending" : "ascending") : "none");
  const named = typeof block.row_header_column_index === "number" ? block.row_header_column_index : 0;
  return html`<div class="block markdown data-table" tabindex="0"><table>
    ${
      isData &&
      html`<caption>${stringIn(block, "caption")}</caption>
      <thead><tr>${head.map(
        (cell, column) => html`<th scope="col" aria-sort=${order(column)}>
          <button type="button" onClick=${() => sort(column)}>${textOf(cell)}</button>
        </th>`,
      )}</tr></thead>`
    }
    <tbody>${shown.map(
      (row) =>
        html`<tr>${row.map((cell, column) =>
          isData && column === named
            ? html`<th scope="row"><${Cell} cell=${cell} /></th>`
            : html`<td class=${cell.type === "raw_number" ? "number" : ""}><${Cell} cell=${cell} /></td>`,
        )}</tr>`,
    )}</tbody>
  </table></div>`;
}

function Cell({ cell }: { cell: JsonObject }) {
  return cell.type === "rich_text" ? html`<${RichText} block=${cell} />` : textOf(cell);
}

function cellsIn(row: Json): JsonObject[] {
  return objectsIn({ row }, "row");
}

function textOf(cell: JsonObject): string {
  return stringIn(cell, "text") ?? "";
}

function compareAt(one: JsonObject[], other: JsonObject[], { column, isDown }: { column: number; isDown: boolean }) {
  const [a, b] = [one[column], other[column]].map((cell) => (isObject(cell) ? (cell.value ?? textOf(cell)) : ""));
  const order =
    typeof a === "number" && typeof b === "number"
      ? a - b
      : String(a).localeCompare(String(b), undefined, { numeric: true });
  return isDown ? -order : order;
}
