import type { Instant } from "../../platform/clock.ts";
import type { LocalDate } from "../../platform/time.ts";

/** Their role in the decision, and never what somebody thinks of them. */
export const POWERS = ["decides", "must-agree", "neither"] as const;
export type Power = (typeof POWERS)[number];
export const INTERESTS = ["affected", "wants-to-know", "neither"] as const;
export type Interest = (typeof INTERESTS)[number];

/** What they said themselves. */
export const SAYINGS = ["agreed", "agreed-if", "objected", "not-asked"] as const;
export type Saying = (typeof SAYINGS)[number];

const STAKEHOLDER_EVENTS = ["named", "changed", "spoke", "notified", "joined"] as const;
export type StakeholderEventName = (typeof STAKEHOLDER_EVENTS)[number];

/** Somebody whom the decision of a program takes, in Slack or outside it. */
export interface StakeholderTable {
  workspace_id: string;
  id: string;
  program_id: string;
  /** Null: somebody outside this Slack. */
  person_id: string | null;
  /** Of somebody outside, from when they were told of it. */
  name: string | null;
  /** Of somebody outside: what they are, and where. */
  job: string;
  organisation: string;
  power: Power;
  interest: Interest;
  said: Saying;
  /** If what they agreed, to what they objected: in their words. */
  said_words: string;
  said_on: LocalDate | null;
  /** A person's id. */
  said_to: string | null;
  /** What they care about, in their words. */
  cares: string;
  /** Who keeps the contact. */
  owner_id: string;
  next_on: LocalDate | null;
  /** The last contact; null: none that was noted. */
  spoke_on: LocalDate | null;
  /** The Monday on whose page the contact is due, still or for the first time. */
  tell_on: LocalDate | null;
  /** When whoever names them said that somebody outside was told. */
  notified_at: Instant | null;
  named_by: string;
  named_at: Instant;
  revision: number;
}

/** What a line was after each change: no words of anybody. */
export interface StakeholderEventTable {
  workspace_id: string;
  stakeholder_id: string;
  revision: number;
  event: StakeholderEventName;
  actor_id: string;
  at: Instant;
  power: Power;
  interest: Interest;
  said: Saying;
}

declare module "../../platform/database.ts" {
  interface Tables {
    stakeholder: StakeholderTable;
    stakeholder_event: StakeholderEventTable;
  }
}
