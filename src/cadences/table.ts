import type { Generated } from "kysely";
import type { AnswerDisclosure } from "../people/disclosure.ts";
import type { Instant } from "../platform/clock.ts";
import type { LocalDate } from "../platform/time.ts";
import type { AudienceSource } from "./audience/audience.ts";

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
  /** JSON of `AudienceMember[]`: readers of digests that the answers feed. */
  readers: string;
  /** Who may read single answers. */
  disclosure: Disclosure;
  state: "active" | "paused" | "archived";
  question_set_id: string;
  /** Last nominal date with planned rounds, or null. */
  planned_through: LocalDate | null;
  /** When the planner is due; null when the rule has ended. */
  next_check_at: Instant | null;
  /** Null: named after its template or rhythm. */
  title: string | null;
  /** While paused: the reason, and the day it resumes, or null until resumed by hand. */
  pause_reason: string | null;
  /** Who paused the cadence, and gave the reason. */
  paused_by: string | null;
  resumes_on: LocalDate | null;
  /** 1: nobody may opt out. */
  is_required: Generated<0 | 1>;
  /** JSON of `Pilot`; null once everybody is asked. */
  pilot: string | null;
  created_at: Instant;
}

export type Disclosure = AnswerDisclosure;

/** A version of a cadence's questions; a round pins one. Never updated. */
export interface QuestionSetTable {
  workspace_id: string;
  id: string;
  cadence_id: string;
  version: number;
  /** JSON of `Question[]`. */
  questions: string;
  created_at: Instant;
}

export interface CadenceDraftTable {
  workspace_id: string;
  id: string;
  person_id: string;
  /** JSON of `CadenceDraft`. */
  content: string;
  updated_at: Instant;
}

export interface OptOutTable {
  workspace_id: string;
  person_id: string;
  cadence_id: string;
  at: Instant;
}

/** A channel or user group in the audience of a cadence. */
export interface AudienceSourceTable {
  workspace_id: string;
  kind: AudienceSource["kind"];
  /** Slack's id. */
  source_id: string;
  /** Channel name or group handle, as last read. */
  name: string;
  state: SourceState;
  next_check_at: Instant;
  /** While pages are being read: start of the pass, and the cursors so far, as JSON; the last is the next. */
  pass_began_at: Instant | null;
  cursor: string | null;
}

/** `gone`: deleted, disabled or no longer visible. Nobody is asked through an archived or gone source. */
export type SourceState = "well" | "archived" | "gone";

export interface MembershipTable {
  workspace_id: string;
  kind: AudienceSource["kind"];
  source_id: string;
  person_id: string;
  seen_at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    cadence: CadenceTable;
    question_set: QuestionSetTable;
    cadence_draft: CadenceDraftTable;
    audience_source: AudienceSourceTable;
    membership: MembershipTable;
    opt_out: OptOutTable;
  }
}
