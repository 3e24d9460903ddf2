import type { Generated } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { LocalDate } from "../platform/time.ts";

export type Rhythm = "weekly" | "monthly" | "quarterly" | "annual";

/** When a reader's next digest of a rhythm is due. */
export interface DigestSubscriptionTable {
  workspace_id: string;
  person_id: string;
  rhythm: Rhythm;
  next_at: Instant;
}

/** What a reader has chosen for a rhythm: to get its digest over all their programs, or not to. */
export interface ReaderRhythmTable {
  workspace_id: string;
  person_id: string;
  rhythm: Rhythm;
  is_wanted: 0 | 1;
  updated_at: Instant;
}

/** The summary for one reader, rhythm and period. */
export interface DigestTable {
  workspace_id: string;
  id: string;
  reader_id: string;
  rhythm: Rhythm;
  /** The last whole calendar period before it was made: `2025-W05`, `2025-01`. */
  period: string;
  created_at: Instant;
  /** The digest of a longer rhythm in the thread of whose message its first edition went. */
  in_message_of: string | null;
}

/** Immutable, until it is cleared. A correction is a new edition. */
export interface DigestEditionTable {
  workspace_id: string;
  id: string;
  digest_id: string;
  edition: number;
  locale: string;
  zone: string;
  /** Covers what was recorded after `from_at` (null: from the beginning) up to `cut_off_at`. */
  from_at: Instant | null;
  cut_off_at: Instant;
  /** JSON of `DigestDocument`. */
  document: string;
  created_at: Instant;
  /** When all that it said was cleared, as somebody was erased; null: it is as it was made. */
  cleared_at: Generated<Instant | null>;
}

/** Which of an edition stands in which message: one for each, made with it. */
export interface DigestDivisionTable {
  workspace_id: string;
  edition_id: string;
  /** JSON of `Division`. */
  division: string;
}

/** What each line of an edition rests on, as long as that is kept. */
export interface DigestSourceTable {
  workspace_id: string;
  edition_id: string;
  line: number;
  kind: "check-in" | "item" | "milestone" | "measure" | "program";
  source_id: string;
  revision: number;
}

/**
 * A lead keeps the program's part out of the digests of a rhythm: of those of `last_period`, and of the periods before it
 * back to `first_period` without a gap, each by its last day, since labels change with the years of a program. What was
 * held back comes with the first digest after them.
 */
export interface DigestHoldTable {
  workspace_id: string;
  program_id: string;
  rhythm: Rhythm;
  first_period: LocalDate;
  last_period: LocalDate;
  held_by: string;
  held_at: Instant;
}

/** A reader has seen an edition, once; earlier a button of its own said so, by which the table is called. */
export interface DigestAcknowledgementTable {
  workspace_id: string;
  edition_id: string;
  person_id: string;
  acknowledged_at: Instant;
}

/** The program's part of the digests of sponsors and committees is approved before it goes. No row: it is not. */
export interface DigestApprovalTable {
  workspace_id: string;
  program_id: string;
  /** Null: whoever leads the program. */
  approver_id: string | null;
  /** Who said last who approves. */
  set_by: string;
  /** Since when somebody does. */
  set_at: Instant;
}

/** A digest that waits for approval. Sent, it becomes an edition; `dropped`: nothing was left to send. */
export interface DigestDraftTable {
  workspace_id: string;
  id: string;
  reader_id: string;
  rhythm: Rhythm;
  period: string;
  locale: string;
  zone: string;
  from_at: Instant;
  cut_off_at: Instant;
  /** When it goes at the earliest: the sending time of its rhythm. */
  send_at: Instant;
  /** JSON of `DigestDocument`. */
  document: string;
  state: "waiting" | "sent" | "dropped";
  created_at: Instant;
}

/** The part of a program that has to be approved. */
export interface DigestDraftPartTable {
  workspace_id: string;
  draft_id: string;
  program_id: string;
  /** JSON of `DigestDocument`, of this program alone. */
  document: string;
  approved_by: string | null;
  approved_at: Instant | null;
  /** Held, it is no longer in the draft's document. */
  held_by: string | null;
  held_at: Instant | null;
  /** How often its approvers have been asked. */
  asked: number;
  remind_at: Instant;
}

/** Append-only: how the bottom line of a draft was reworded; the last revision counts, the draft keeps the original. */
export interface DigestWordingTable {
  workspace_id: string;
  draft_id: string;
  revision: number;
  edited_by: string;
  edited_at: Instant;
  /** JSON of `Wording`; null text restores the original. */
  wording: string;
}

/** Whose digests are still to be counted anew: none where there is no row. */
export interface DigestRecountTable {
  workspace_id: string;
  /** Everybody's after this person, in the order of ids. */
  after_person: string;
  /** When that changed which they are counted anew for. */
  since: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    digest_subscription: DigestSubscriptionTable;
    digest_recount: DigestRecountTable;
    reader_rhythm: ReaderRhythmTable;
    digest: DigestTable;
    digest_edition: DigestEditionTable;
    digest_division: DigestDivisionTable;
    digest_source: DigestSourceTable;
    digest_hold: DigestHoldTable;
    digest_acknowledgement: DigestAcknowledgementTable;
    digest_approval: DigestApprovalTable;
    digest_draft: DigestDraftTable;
    digest_draft_part: DigestDraftPartTable;
    digest_wording: DigestWordingTable;
  }
}
