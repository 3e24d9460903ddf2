import type { Instant } from "../platform/clock.ts";

/** Days off that a workspace has written down: those of a region, and its own. */
export interface CalendarTable {
  workspace_id: string;
  /** By which rules name it. */
  key: string;
  name: string;
  /** Its public holidays belong to it as well: `FR`, or null. */
  region: string | null;
  /** JSON of `DayOff[]`. */
  days: string;
  updated_at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    calendar: CalendarTable;
  }
}
