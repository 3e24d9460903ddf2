import type { HealthColour } from "../health/rules.ts";
import type { Instant } from "../platform/clock.ts";

/** One person's answers in one round. Points to its last revision. */
export interface CheckInTable {
  workspace_id: string;
  id: string;
  round_id: string;
  program_id: string;
  cadence_id: string;
  person_id: string;
  /** Number of the last revision, from 1. */
  revision: number;
  created_at: Instant;
}

/** Append-only: an edit is a new revision. */
export interface CheckInRevisionTable {
  workspace_id: string;
  check_in_id: string;
  revision: number;
  /** As in the check-in; here too, so that a digest reads one index. */
  program_id: string;
  /** Who submitted it: the person, later also a delegate. */
  author_id: string;
  answered_at: Instant;
  nothing_to_report: 0 | 1;
  /** 1 when it came after the prompt was due. */
  is_late: 0 | 1;
  /** The colour of the question that feeds health, or null. */
  health: HealthColour | null;
  /** JSON of `Answers`, as typed. */
  answers: string;
}

declare module "../platform/database.ts" {
  interface Tables {
    check_in: CheckInTable;
    check_in_revision: CheckInRevisionTable;
  }
}
