import type { Generated } from "kysely";
import type { HealthColour } from "../cadences/questions/health-scale.ts";
import type { Instant } from "../platform/clock.ts";

export interface RoundTable {
  workspace_id: string;
  id: string;
  cadence_id: string;
  program_id: string;
  /** Nominal local date `YYYY-MM-DD`. */
  key: string;
  /** Label for people: `2026-11-20`, `2026-W47`, `2026-11`, `2026-Q4`, `2026`. Never an identity. */
  period: string;
  question_set_id: string;
  state: "open" | "closed" | "missed";
  opens_at: Instant;
  /** The latest due and closing times of its prompts. */
  due_at: Instant;
  closes_at: Instant;
  missed_reason: string | null;
  /** People concerned by a missed round, which has no prompt rows. */
  missed_count: number | null;
  /** When somebody asked it of all before its time; null: it opens by its rule. */
  asked_at: Generated<Instant | null>;
  created_at: Instant;
}

export type PromptState = "planned" | "sent" | "answered" | "skipped" | "excused" | "missed";

/** What one person is asked in one round. */
export interface PromptTable {
  workspace_id: string;
  id: string;
  round_id: string;
  person_id: string;
  state: PromptState;
  opens_at: Instant;
  due_at: Instant;
  closes_at: Instant;
  remind_at: Instant | null;
  sent_at: Instant | null;
  /** When it comes again by *Later*. */
  later_at: Instant | null;
  /** Of one that is excused, `away`, `delegate-away`, `opted-out`, `covered`, `paused` or `left`; of one that is missed, `held`. */
  reason: string | null;
  /** 1 when it was planned after its time, after downtime. */
  is_late: 0 | 1;
  /** The absence for which it is excused. */
  absence_id: string | null;
  /** Who is asked instead while it is excused; either may answer. */
  delegate_id: string | null;
}

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
  /** When its words were removed, having been kept as long as is said; null: they are there. Of most nothing is left then. */
  removed_at: Generated<Instant | null>;
}

/** Append-only: an edit is a new revision. */
export interface CheckInRevisionTable {
  workspace_id: string;
  check_in_id: string;
  revision: number;
  /** As in the check-in; here too, so that a digest reads one index. */
  program_id: string;
  /** Who submitted it: the person, or a delegate. */
  author_id: string;
  answered_at: Instant;
  nothing_to_report: 0 | 1;
  /** 1 when it came after the prompt was due. */
  is_late: 0 | 1;
  /** The colour of the question that feeds health, or null. */
  health: HealthColour | null;
  /** JSON of `Answers`, as typed. */
  answers: string;
  /** JSON of texts by question: what is asked without a name. Nothing reads it with the answers. */
  unsigned_answers: Generated<string>;
}

/** What somebody typed to the app while something was asked of them: for a day. */
export interface TypedWordsTable {
  workspace_id: string;
  person_id: string;
  /** Slack's time stamp of the message in which somebody typed this. */
  ts: string;
  /** The words as the person saw them, with names where Slack has ids. */
  text: string;
  at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    round: RoundTable;
    prompt: PromptTable;
    check_in: CheckInTable;
    check_in_revision: CheckInRevisionTable;
    typed_words: TypedWordsTable;
  }
}
