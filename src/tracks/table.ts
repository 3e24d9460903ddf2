import type { Generated } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { LocalDate } from "../platform/time.ts";

/** Of a program, beside its seats: it gives no right, but steps of tracks to whoever holds it. */
export interface WorkingRoleTable {
  workspace_id: string;
  id: string;
  program_id: string;
  /** As the library and templates name it; of one's own made from its name. */
  key: string;
  /** JSON, see `roles.ts`. */
  description: string;
  /** JSON: by the place of each text of the description who wrote it; those of the library nobody did. */
  writers: Generated<string>;
  added_by: string;
  added_at: Instant;
  ended_at: Instant | null;
}

export interface RoleHolderTable {
  workspace_id: string;
  id: string;
  role_id: string;
  person_id: string;
  named_by: string;
  from_at: Instant;
  /** Null: the person still holds the role. */
  ended_at: Instant | null;
}

/** Each version of a template that was started or saved here. */
export interface TrackTemplateTable {
  workspace_id: string;
  id: string;
  key: string;
  /** From 1. */
  version: number;
  /** JSON, see `template.ts`. */
  definition: string;
  /** 0: it was made for one track. */
  is_offered: 0 | 1;
  saved_by: string;
  saved_at: Instant;
}

export interface TrackTable {
  workspace_id: string;
  id: string;
  program_id: string;
  /** As it was when the track started; later versions change nothing in it. */
  template_id: string;
  state: "running" | "finished" | "stopped";
  /** Who joins or leaves. */
  about_id: string | null;
  /** The milestone to which the track leads. */
  milestone_id: string | null;
  started_by: string;
  started_at: Instant;
  ended_at: Instant | null;
}

export interface TrackStepTable {
  workspace_id: string;
  track_id: string;
  key: string;
  /** Null: it is not ready yet. */
  item_id: string | null;
  /** It begins on this day at the earliest. */
  wait_until: LocalDate | null;
  ready_at: Instant | null;
  /** Its owner said that they have what they need. */
  accepted_at: Instant | null;
  done_at: Instant | null;
  /** How many times it was handed back. */
  rework: number;
  /** When a tick looks whether it is due or late; null: it is not under way. */
  look_at: Instant | null;
}

/** Of the steps with one place any is enough; of all places one has to be done. */
export interface TrackNeedTable {
  workspace_id: string;
  track_id: string;
  step_key: string;
  place: number;
  needs_key: string;
}

/** A type of request that a program takes from anybody. */
export interface WorkTypeTable {
  workspace_id: string;
  program_id: string;
  template_key: string;
  opened_by: string;
  opened_at: Instant;
}

/** A track with an intake: what stands where is read from the steps of the track. */
export interface WorkRequestTable {
  workspace_id: string;
  id: string;
  track_id: string;
  program_id: string;
  /** Counted within the program: 3 in `LOY-W-3`. */
  number: number;
  /** Who sent the request last. */
  asked_by: string;
  requester_id: string;
  title: string;
  /** JSON, by the keys of the fields. */
  answers: string;
  /** JSON: who wrote the title and each of the answers. */
  writers: Generated<string>;
  /** The message that it was made from. */
  permalink: string | null;
  needed_by: LocalDate | null;
  /** Its place in the list that the lead orders: its number, until it is moved. */
  rank: number;
  /** How often its requester was asked for what is missing. */
  rework: number;
  /** Nothing of it begins before this day; null: it does not wait. `UNTIL_ADDED`: the requester is asked for more. */
  held_until: LocalDate | null;
  /** What is missing, why it waits, or how it ended, as it was written. */
  note: string | null;
  note_by: string | null;
  /** Null: the work is under way. */
  outcome: "finished" | "declined" | "withdrawn" | "merged" | null;
  /** The request that it was joined to; while it is under way, the one to which its requester is asked to join it. */
  merged_into: string | null;
  asked_at: Instant;
  ended_at: Instant | null;
}

declare module "../platform/database.ts" {
  interface Tables {
    working_role: WorkingRoleTable;
    role_holder: RoleHolderTable;
    track_template: TrackTemplateTable;
    track: TrackTable;
    track_step: TrackStepTable;
    track_need: TrackNeedTable;
    work_type: WorkTypeTable;
    work_request: WorkRequestTable;
  }
}
