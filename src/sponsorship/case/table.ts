import type { Instant } from "../../platform/clock.ts";
import type { CaseSection } from "./rules.ts";

/** Append-only: a section of a case as somebody wrote it; the highest revision stands. */
export interface CaseSectionTable {
  workspace_id: string;
  id: string;
  program_id: string;
  section: CaseSection;
  revision: number;
  text: string;
  /** JSON: ids of what it names of the register. */
  items: string;
  /** JSON of `Measure[]`. */
  measures: string;
  written_by: string;
  written_at: Instant;
}

/** Append-only: what was approved, by whom. */
export interface CaseVersionTable {
  workspace_id: string;
  id: string;
  program_id: string;
  /** From 1. */
  number: number;
  /** JSON: the id of the row of each section. */
  sections: string;
  /** JSON of `Basis`: what it rests on, as it was then. */
  basis: string;
  approved_by: string;
  approved_at: Instant;
}

declare module "../../platform/database.ts" {
  interface Tables {
    case_section: CaseSectionTable;
    case_version: CaseVersionTable;
  }
}
