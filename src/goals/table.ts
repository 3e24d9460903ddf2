import type { Instant } from "../platform/clock.ts";
import type { LocalDate } from "../platform/time.ts";

/** By which way a value came in. */
export const VALUE_SOURCES = ["form", "check-in", "file", "command"] as const;
export type ValueSource = (typeof VALUE_SOURCES)[number];

/** Append-only: what a measure came to on a day; of one day the last entered counts. */
export interface MeasureValueTable {
  workspace_id: string;
  item_id: string;
  /** From 1 in each measure, as they came in. */
  entry: number;
  /** The day that it is for: the last of its month or quarter, unless somebody said another. */
  on_day: LocalDate;
  /** Exact decimal text: `2.6`. */
  value: string;
  entered_by: string;
  entered_at: Instant;
  source: ValueSource;
  /** The answer with which it came, or null. */
  check_in_id: string | null;
}

/** When the owner of an open measure is asked for its number next. */
export interface MeasureAskingTable {
  workspace_id: string;
  item_id: string;
  /** The last day of the month or quarter that is asked for. */
  for_day: LocalDate;
  ask_at: Instant;
  /** 1: somebody said on which day it will be known; until then it is not due. */
  is_put_off: 0 | 1;
}

declare module "../platform/database.ts" {
  interface Tables {
    measure_value: MeasureValueTable;
    measure_asking: MeasureAskingTable;
  }
}
