import type { Instant } from "../platform/clock.ts";

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
}

/** Immutable. A correction is a new edition. */
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
}

/** What each line of an edition rests on. */
export interface DigestSourceTable {
  workspace_id: string;
  edition_id: string;
  line: number;
  kind: "check-in" | "item" | "milestone" | "measure";
  source_id: string;
  revision: number;
}

/**
 * A lead keeps the program's part out of the digests of a rhythm: of those of `last_period`, and of the periods before it
 * back to `first_period` without a gap. What was held back comes with the first digest after them.
 */
export interface DigestHoldTable {
  workspace_id: string;
  program_id: string;
  rhythm: Rhythm;
  first_period: string;
  last_period: string;
  held_by: string;
  held_at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    digest_subscription: DigestSubscriptionTable;
    reader_rhythm: ReaderRhythmTable;
    digest: DigestTable;
    digest_edition: DigestEditionTable;
    digest_source: DigestSourceTable;
    digest_hold: DigestHoldTable;
  }
}
