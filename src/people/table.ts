import type { Generated } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { LocalDate } from "../platform/time.ts";

export interface WorkspaceTable {
  id: string;
  slack_team_id: string;
  name: string;
  /** Language of what is posted to channels. */
  locale: string;
  who_may_create: Generated<WhoMayCreate>;
  /** JSON of `Weekday[]`: what a new daily check-in proposes. */
  working_week: Generated<string>;
  created_at: Instant;
}

/** Who may create programs. */
export type WhoMayCreate = "anyone" | "admins";

export interface PersonTable {
  workspace_id: string;
  id: string;
  slack_user_id: string;
  /** `profile.display_name`, else `name`, made unique with the user id: how files and the CLI name a person. */
  handle: string;
  name: string;
  zone: string;
  locale: string;
  is_bot: 0 | 1;
  is_admin: 0 | 1;
  is_primary_owner: 0 | 1;
  /** An admin of Drumbeat whom an admin named, whatever they are in Slack. */
  is_named_admin: Generated<0 | 1>;
  is_deactivated: 0 | 1;
  /** The app's direct message with this person, once known. */
  dm_channel_id: string | null;
  /** When the first prompt ever explained itself. */
  welcomed_at: Instant | null;
  created_at: Instant;
  updated_at: Instant;
}

/** Both days are included. */
export interface AbsenceTable {
  workspace_id: string;
  id: string;
  person_id: string;
  from_date: LocalDate;
  until_date: LocalDate;
  created_at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    workspace: WorkspaceTable;
    person: PersonTable;
    absence: AbsenceTable;
  }
}
