import type { Instant } from "../../platform/clock.ts";

/** A row for each change, from `at` until the next one of the same program. */
export interface ProgramProfileTable {
  workspace_id: string;
  id: string;
  program_id: string;
  at: Instant;
  /** JSON: `labelsColumn`, `budgetColumn` of `rules.ts`. */
  labels: string;
  budget: string | null;
}

declare module "../../platform/database.ts" {
  interface Tables {
    program_profile: ProgramProfileTable;
  }
}
