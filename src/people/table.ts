import type { Generated } from "kysely";
import type { DeliveryTiming } from "../delivery/lanes.ts";
import type { Instant } from "../platform/clock.ts";
import type { Language } from "../platform/texts/language.ts";
import type { LocalDate, Weekday } from "../platform/time.ts";
import type { WhoMayCreate } from "./rights.ts";

export interface WorkspaceTable {
  id: string;
  slack_team_id: string;
  name: string;
  /** Language of what is posted to channels. */
  locale: string;
  who_may_create: Generated<WhoMayCreate>;
  /** JSON of `Weekday[]`: by which working days are counted, and what a new daily check-in proposes. */
  working_week: Generated<string>;
  /** The calendar by which working days are counted: a region as `FR-67`, or the key of a `calendar`; or null. */
  holiday_region: Generated<string | null>;
  /** How, for whoever has not chosen. */
  messages_come: Generated<DeliveryTiming>;
  /** Wall times `HH:MM`, in the zone of whoever gets a message: of whoever has chosen none, or may not. */
  hours_from: Generated<string>;
  hours_until: Generated<string>;
  /** Nobody has hours of their own; those that were chosen are kept. */
  are_hours_locked: Generated<0 | 1>;
  /** Whom notices name for questions about people's data: an e-mail address, a link; empty: nobody. */
  data_protection_address: Generated<string>;
  /** When the works council was consulted on how sponsors are chosen; null: it was not. */
  choosing_consulted_on: Generated<LocalDate | null>;
  /** JSON of those of `Retention` that are not as they come. */
  retention: Generated<string>;
  created_at: Instant;
}

/** What somebody is to the workspace; `external`: of another company, through Slack Connect. */
export type Affiliation = "member" | "guest" | "single-channel-guest" | "external";

export interface PersonTable {
  workspace_id: string;
  id: string;
  slack_user_id: string;
  /** `profile.display_name`, else `name`, made unique: how files and the CLI name a person. */
  handle: string;
  /** As shown: with the handle behind it where several active people have one name. */
  name: string;
  slack_name: string;
  zone: string;
  /** The language chosen in the preferences, else Slack's. */
  locale: string;
  /** Slack's own, kept while the person has chosen a language; null otherwise. */
  slack_locale: string | null;
  is_bot: 0 | 1;
  is_admin: 0 | 1;
  is_primary_owner: 0 | 1;
  /** An admin of Drumbeat whom an admin named, whatever they are in Slack. */
  is_named_admin: Generated<0 | 1>;
  /** When they were erased: nothing that Slack tells of them is stored any more. */
  erased_at: Generated<Instant | null>;
  /** Of their profile in Slack, kept by Slack itself. */
  picture_url: Generated<string | null>;
  is_deactivated: 0 | 1;
  affiliation: Generated<Affiliation>;
  /** The app's direct message with this person, once known. */
  dm_channel_id: string | null;
  /** When the first prompt ever explained itself. */
  welcomed_at: Instant | null;
  /** When a message named what is stored about them. */
  notified_at: Generated<Instant | null>;
  created_at: Instant;
  updated_at: Instant;
}

/** Both days are included; one that was taken back ends before it begins. */
export interface AbsenceTable {
  workspace_id: string;
  id: string;
  person_id: string;
  from_date: LocalDate;
  until_date: LocalDate;
  /** Who is asked instead. */
  delegate_person_id: string | null;
  source: Generated<AbsenceSource>;
  /** Of the Slack status that it was taken from: when it ends. */
  status_until: Instant | null;
  created_at: Instant;
}

/** Who entered an absence: the person, somebody with the right to, or the person's status in Slack. */
export type AbsenceSource = "person" | "lead" | "slack-status";

/** What a person has chosen; null stands for the default. */
export interface PersonPreferenceTable {
  workspace_id: string;
  person_id: string;
  /** JSON of `Weekday[]`. */
  working_days: string | null;
  /** Wall times `HH:MM` in their zone. */
  hours_from: string | null;
  hours_to: string | null;
  preferred_at: string | null;
  language: Language | null;
  holiday_region: string | null;
  /** Null: as in the workspace. */
  messages_come: DeliveryTiming | null;
  /** On which day sponsors and committees have their weekly message; null: the usual one. */
  weekly_on: Weekday | null;
  uses_slack_status: 0 | 1;
  updated_at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    workspace: WorkspaceTable;
    person: PersonTable;
    absence: AbsenceTable;
    person_preference: PersonPreferenceTable;
  }
}
