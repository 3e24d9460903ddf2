import type { Generated } from "kysely";
import type { AnswerDisclosure } from "../people/restricted.ts";
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
  /** Its own name; null for that of its template or rhythm. */
  title: string | null;
  /** While paused: why, and the day from which it asks again, or null for until somebody resumes it. */
  pause_reason: string | null;
  resumes_on: LocalDate | null;
  /** 1: nobody opts out. */
  is_required: Generated<0 | 1>;
  /** JSON of `Pilot` while only some of the audience are asked; null once everybody is. */
  pilot: string | null;
  created_at: Instant;
}

export type Disclosure = AnswerDisclosure;

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

/** A cadence that somebody is setting up or changing: what does not fit into the metadata of a modal. */
export interface CadenceDraftTable {
  workspace_id: string;
  id: string;
  person_id: string;
  /** JSON of `CadenceDraft`. */
  content: string;
  updated_at: Instant;
}

/** Somebody who does not want to be asked. */
export interface OptOutTable {
  workspace_id: string;
  person_id: string;
  cadence_id: string;
  at: Instant;
}

/** A channel or user group that an audience names, while a cadence uses it. */
export interface AudienceSourceTable {
  workspace_id: string;
  kind: AudienceSource["kind"];
  /** Slack's id. */
  source_id: string;
  /** The channel's name or the group's handle, as it was read last. */
  name: string;
  state: SourceState;
  /** When its members are read next. */
  next_check_at: Instant;
  /** While its pages are being read: since when, and which comes next. */
  pass_began_at: Instant | null;
  cursor: string | null;
}

/** `archived`, and `gone` for what was deleted or disabled or can no longer be seen: nobody is asked through it. */
export type SourceState = "well" | "archived" | "gone";

/** Somebody is in a channel or group. */
export interface MembershipTable {
  workspace_id: string;
  kind: AudienceSource["kind"];
  source_id: string;
  person_id: string;
  /** When they were last seen in it. */
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
