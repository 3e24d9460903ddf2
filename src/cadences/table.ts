import type { Instant } from "../platform/clock.ts";
import type { LocalDate } from "../platform/time.ts";

export interface CadenceTable {
  workspace_id: string;
  id: string;
  program_id: string;
  key: string;
  /** Template id, or null for questions of one's own. */
  template: string | null;
  /** JSON of `Rule`. */
  rule: string;
  /** JSON of `AudienceMember[]`: who answers. */
  audience: string;
  /** JSON of `AudienceMember[]`: whose digests the answers feed. */
  readers: string;
  /** Who may read the answers one by one. */
  disclosure: Disclosure;
  state: "active" | "paused" | "archived";
  question_set_id: string;
  /** The nominal date up to which the planner has made rounds, or null. */
  planned_through: LocalDate | null;
  /** When the planner must look at this cadence next; null when its rule has ended. */
  next_check_at: Instant | null;
  created_at: Instant;
}

/** `team`: participants and channel; `lead`: lead and reviewers only; `executive`: lead, sponsors, steering committee. */
export type Disclosure = "team" | "lead" | "executive";

/** The questions of a cadence as they were from this version on; a round pins one. Never updated. */
export interface QuestionSetTable {
  workspace_id: string;
  id: string;
  cadence_id: string;
  version: number;
  /** JSON of `Question[]`. */
  questions: string;
  created_at: Instant;
}

export interface RoundTable {
  workspace_id: string;
  id: string;
  cadence_id: string;
  program_id: string;
  /** Nominal local date `YYYY-MM-DD`; an extra round is `YYYY-MM-DD+1`. */
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
  /** Why it was skipped or excused, as the person wrote it. */
  reason: string | null;
  /** 1 when it was planned after its time, after downtime. */
  is_late: 0 | 1;
}

declare module "../platform/database.ts" {
  interface Tables {
    cadence: CadenceTable;
    question_set: QuestionSetTable;
    round: RoundTable;
    prompt: PromptTable;
  }
}
