import type { Instant } from "../platform/clock.ts";

export type ApprovalState = "asked" | "approved" | "refused" | "withdrawn";

/** One question to one person. Of a subject one at most is open. */
export interface ApprovalTable {
  workspace_id: string;
  id: string;
  program_id: string;
  subject_kind: string;
  subject_id: string;
  asked_of: string;
  state: ApprovalState;
  /** Who ended it; a delegate answers for whoever was asked. */
  by_id: string | null;
  at: Instant | null;
  /** Of a refusal, as written. */
  reason: string | null;
  created_at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    approval: ApprovalTable;
  }
}
