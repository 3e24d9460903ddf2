import type { Instant } from "../platform/clock.ts";
import type { LocalDate } from "../platform/time.ts";

export interface ProgramTable {
  workspace_id: string;
  id: string;
  key: string;
  title: string;
  purpose: string;
  flagship: 0 | 1;
  visibility: "members" | "workspace";
  state: "active" | "closed";
  channel_id: string | null;
  created_at: Instant;
}

/** What a person is in a program. A person may hold several seats. */
export type SeatRole = "lead" | "deputy" | "sponsor" | "steering" | "team";

export interface SeatTable {
  workspace_id: string;
  id: string;
  program_id: string;
  person_id: string;
  role: SeatRole;
  from_date: LocalDate | null;
  until_date: LocalDate | null;
  created_at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    program: ProgramTable;
    seat: SeatTable;
  }
}
