import type { Generated } from "kysely";
import type { Instant } from "../../platform/clock.ts";

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

declare module "../../platform/database.ts" {
  interface Tables {
    report_question: ReportQuestionTable;
  }
}
