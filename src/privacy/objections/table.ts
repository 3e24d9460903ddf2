import type { Instant } from "../../platform/clock.ts";

export const OBJECTION_KINDS = ["wrong", "object"] as const;
export type ObjectionKind = (typeof OBJECTION_KINDS)[number];

export const OBJECTION_ANSWERS = ["accepted", "not-accepted"] as const;
export type ObjectionAnswer = (typeof OBJECTION_ANSWERS)[number];

/** Somebody says that what is kept about them is wrong, or that they object to it. */
export interface ObjectionTable {
  workspace_id: string;
  id: string;
  /** Whose data it is, who asks. */
  person_id: string;
  kind: ObjectionKind;
  /** A row, as `table/key/key`; a line of a digest, as `digest_source/edition/line`; empty: what is kept as a whole. */
  about: string;
  /** What it says, as they had it before them; empty where it is about the whole. */
  quoted: string;
  /** Theirs. */
  words: string;
  at: Instant;
  answer: ObjectionAnswer | null;
  answer_words: string | null;
  answered_by: string | null;
  answered_at: Instant | null;
}

declare module "../../platform/database.ts" {
  interface Tables {
    objection: ObjectionTable;
  }
}
