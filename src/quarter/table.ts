import type { Generated } from "kysely";
import type { Recommendation } from "../cadences/questions/questions.ts";
import type { Instant } from "../platform/clock.ts";
import type { LocalDate } from "../platform/time.ts";

/** `to-confirm`: it continues unless somebody wants it discussed; `in-vote`: a request is put for it. */
export type ReviewState = "to-confirm" | "in-vote" | "confirmed" | "decided";

/** What is recommended for a program after a quarter, and what became of that. */
export interface QuarterReviewTable {
  workspace_id: string;
  program_id: string;
  /** `2026-Q4`, as its round names it. */
  quarter: string;
  /** The program or portfolio whose committee confirms it; the program where its sponsors do. */
  body_id: string;
  /** The answer that recommends it; null: nobody answered. */
  check_in_id: string | null;
  /** Null: nobody answered, and it continues. */
  recommendation: Recommendation | null;
  /** 1: it is never confirmed with the others. */
  is_apart: Generated<0 | 1>;
  /** Of a pause that is recommended: the day on which the program goes on. */
  until: LocalDate | null;
  /** JSON: what the options of its request mean, in their order. */
  choices: Generated<string>;
  state: ReviewState;
  request_id: string | null;
  /** In the record of its body, or of the program itself. */
  decision_id: string | null;
  decided_by: string | null;
  /** The first day of a pause, or the one on which it stops. */
  begins_on: LocalDate | null;
  /** JSON: the days of the program before that, which come back with it. */
  earlier: Generated<string>;
  /** Who took it back before that day. */
  taken_back_by: Generated<string | null>;
  opened_at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    quarter_review: QuarterReviewTable;
  }
}
