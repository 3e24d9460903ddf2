/** Whether what a row of a log tells is open or over, as the tools say it. Pure. */
import type { ItemType } from "../item-types.ts";
import type { Cells } from "./cells-of-row.ts";
import { STATE_VALUES, YES_NO_VALUES } from "./csv-columns.ts";
import type { Reading } from "./reading.ts";
import type { Tool } from "./tools.ts";
import { type Values, valueAmong } from "./values.ts";

/** `done`: also what is reached. */
export type ImportedState = "open" | "done" | "decided" | "not-reached" | "dropped" | "replaced";

/** Null: the file does not say. A word that is unknown is taken for open. */
export function stateIn(cells: Cells, type: ItemType, reading: Reading): ImportedState | null {
  const state = stateSaid(cells, type, reading);
  // In another tool a decision is done once it has been taken: here it is in force then.
  return type === "decision" && state === "done" && reading.head.tool !== null ? "open" : state;
}

function stateSaid(cells: Cells, type: ItemType, { head, take }: Reading): ImportedState | null {
  const { cellOf } = cells;
  const word = cellOf("state");
  const known = word === "" ? undefined : valueAmong(word, statesOf(head.tool));
  if (isEnded(cells)) return "done";
  if (known !== undefined && !["open", "active"].includes(known)) return endedAs(known, type);
  if (isYes(cellOf("archived")) || isNo(cellOf("active"))) return "dropped";
  if (word !== "" && known === undefined) take("state", word);
  const says = ["state", "ended", "percent"].some((column) => head.columns.includes(column));
  return word !== "" || (says && head.tool !== null) ? "open" : null;
}

function endedAs(state: keyof typeof STATE_VALUES, type: ItemType): ImportedState {
  if (state === "decided") return type === "request" ? "decided" : "done";
  if (state === "withdrawn") return "dropped";
  if (state === "replaced") return type === "decision" ? "replaced" : "dropped";
  return state === "dropped" || state === "not-reached" ? state : "done";
}

/** A day on which it was completed, a tick, or all of it done. */
function isEnded({ cellOf }: Cells): boolean {
  const ended = cellOf("ended");
  const percent = Number(cellOf("percent").replace(/\s*%$/, "") || "0");
  return percent === 100 || (ended !== "" && !isNo(ended) && !NO_DAY.test(ended));
}

/** Project writes NA where there is no day. */
const NO_DAY = /^(?:n\/?[ad]|-|–)$/i;

function isYes(cell: string): boolean {
  return cell !== "" && valueAmong(cell, YES_NO_VALUES) === "yes";
}

function isNo(cell: string): boolean {
  return cell !== "" && valueAmong(cell, YES_NO_VALUES) === "no";
}

const statesByTool = new WeakMap<Tool, Values<keyof typeof STATE_VALUES>>();

function statesOf(tool: Tool | null): Values<keyof typeof STATE_VALUES> {
  if (tool === null) return STATE_VALUES;
  const known = statesByTool.get(tool);
  if (known) return known;
  const { open = [], done = [], dropped = [] } = tool.states ?? {};
  const merged = {
    ...STATE_VALUES,
    open: [...STATE_VALUES.open, ...open],
    done: [...STATE_VALUES.done, ...done],
    dropped: [...STATE_VALUES.dropped, ...dropped],
  };
  statesByTool.set(tool, merged);
  return merged;
}
