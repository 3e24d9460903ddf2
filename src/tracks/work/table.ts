import type { Instant } from "../../platform/clock.ts";
import type { LocalDate } from "../../platform/time.ts";

/** A type of request that a program takes from anybody. */
export interface WorkTypeTable {
  workspace_id: string;
  program_id: string;
  template_key: string;
  opened_by: string;
  opened_at: Instant;
  /** Null: it takes them. */
  ended_at: Instant | null;
}

/** A track with an intake: what stands where is read from the steps of the track. */
export interface WorkRequestTable {
  workspace_id: string;
  id: string;
  track_id: string;
  program_id: string;
  /** In its program: `LOY-W-3`. */
  number: number;
  /** Who wrote it; the words stay theirs when somebody else becomes the requester. */
  asked_by: string;
  requester_id: string;
  title: string;
  /** JSON, by the keys of the fields. */
  answers: string;
  /** The message that it was made from. */
  permalink: string | null;
  needed_by: LocalDate | null;
  /** Its place in the lead’s list, from 1; null: not validated yet, or begun. */
  rank: number | null;
  /** What the requester is asked to add; null: nothing. */
  missing: string | null;
  missing_by: string | null;
  /** How often they were asked. */
  rework: number;
  /** On hold until this day; null: it is not. */
  held_until: LocalDate | null;
  held_because: string | null;
  held_by: string | null;
  /** Null: it is under way. */
  outcome: "finished" | "declined" | "withdrawn" | "merged" | null;
  outcome_note: string | null;
  ended_by: string | null;
  merged_into: string | null;
  split_from: string | null;
  asked_at: Instant;
  ended_at: Instant | null;
}

declare module "../../platform/database.ts" {
  interface Tables {
    work_type: WorkTypeTable;
    work_request: WorkRequestTable;
  }
}
