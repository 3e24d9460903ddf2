import type { Generated } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { LocalDate } from "../platform/time.ts";
import type { Rhythm, Status } from "./compile/report.ts";
import type { GivenAs } from "./facts/program-facts.ts";

/** Append-only: the statuses that leads and deputies gave a program. `facts/status-history.ts` says which count. */
export interface ProgramStatusTable {
  workspace_id: string;
  id: string;
  program_id: string;
  at: Instant;
  status: Status;
  reason: string | null;
  /** What is being done, and by when. */
  action: string | null;
  action_by: LocalDate | null;
  by_id: string;
  given_as: GivenAs;
  /** The answer that gave it; null: a correction of a report did. */
  check_in_id: string | null;
  revision: number | null;
}

export type ReportState = "draft" | "held" | "sent";

/** One program, rhythm and period; a correction is a new version. What was sent is never changed. */
export interface ReportTable {
  workspace_id: string;
  id: string;
  program_id: string;
  rhythm: Rhythm;
  /** Label: `2026-10`. */
  period: string;
  version: number;
  state: ReportState;
  cut_off_at: Instant;
  /** JSON of `Report`. */
  document: string;
  /** JSON of `ChangedWords`: lines in other words than they were compiled; null: none are. */
  words: Generated<string | null>;
  words_by: Generated<string | null>;
  words_at: Generated<Instant | null>;
  /** Who held its words back, while `held`. */
  held_by: Generated<string | null>;
  /** When the first digest with it goes. */
  send_at: Instant;
  sent_at: Generated<Instant | null>;
  /** Of a correction: why, as written, and by whom. */
  correction: Generated<string | null>;
  corrected_by: Generated<string | null>;
  created_at: Instant;
}

/** What one reader got for a rhythm and period. Immutable; which version of its reports it shows follows from them. */
export interface DigestTable {
  workspace_id: string;
  id: string;
  reader_id: string;
  rhythm: Rhythm;
  period: string;
  locale: string;
  zone: string;
  cut_off_at: Instant;
  /** JSON: ids of the reports, as they were sent. */
  reports: string;
  /** JSON of `ScreenChoice`: what stands on its first screen. */
  choice: string;
}

/** A digest whose reader pressed *Seen, thank you*. */
export interface DigestSeenTable {
  workspace_id: string;
  digest_id: string;
  reader_id: string;
  seen_at: Instant;
}

/** What a reader has chosen for a rhythm. */
export interface ReaderRhythmTable {
  workspace_id: string;
  person_id: string;
  rhythm: Rhythm;
  is_wanted: 0 | 1;
  updated_at: Instant;
}

/** When a reader's next digest of a rhythm goes. */
export interface DigestScheduleTable {
  workspace_id: string;
  person_id: string;
  rhythm: Rhythm;
  next_at: Instant;
}

/** Who approves what the lead of a program wrote, before it goes above. No row: nobody. */
export interface ReportApproverTable {
  workspace_id: string;
  program_id: string;
  approver: "deputy" | "sponsor" | "office";
  set_by: string;
  set_at: Instant;
}

/** What a reader of reports asked whoever leads a program, and the reply. */
export interface ReportQuestionTable {
  workspace_id: string;
  id: string;
  program_id: string;
  /** The digest of the asker in whose thread the reply stands; null: asked elsewhere. */
  digest_id: string | null;
  asked_by: string;
  asked_at: Instant;
  question: string;
  reply: Generated<string | null>;
  replied_by: Generated<string | null>;
  replied_at: Generated<Instant | null>;
}

declare module "../platform/database.ts" {
  interface Tables {
    program_status: ProgramStatusTable;
    report: ReportTable;
    report_approver: ReportApproverTable;
    report_question: ReportQuestionTable;
    digest: DigestTable;
    digest_seen: DigestSeenTable;
    digest_schedule: DigestScheduleTable;
    reader_rhythm: ReaderRhythmTable;
  }
}
