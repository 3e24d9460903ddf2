import type { Instant } from "../../platform/clock.ts";
import type { LocalDate } from "../../platform/time.ts";

/** By what a sponsor is chosen, in the order of the form. */
export const CRITERIA = ["vision", "influence", "desire", "credibility", "customer"] as const;
export type Criterion = (typeof CRITERIA)[number];

export const ANSWERS = ["yes", "talk", "no"] as const;
export type Answer = (typeof ANSWERS)[number];

/** One runs at a time in a program. */
export interface SponsorChoiceTable {
  workspace_id: string;
  id: string;
  program_id: string;
  /** From 1, within its program. */
  turn: number;
  /** JSON: ids of people who are asked for facts beside the leads. */
  contributors: string;
  state: "open" | "chosen" | "withdrawn";
  opened_by: string;
  opened_at: Instant;
  /** When anything was last entered, confirmed or asked in it. */
  touched_at: Instant;
  ended_at: Instant | null;
  /** The person who said yes. */
  chosen_id: string | null;
  /** The item of the register that says so. */
  decision_id: string | null;
}

/** Somebody of *My people*. */
export interface SponsorCandidateTable {
  workspace_id: string;
  id: string;
  choice_id: string;
  stakeholder_id: string;
  /** Null: somebody outside this Slack. */
  person_id: string | null;
  named_by: string;
  named_at: Instant;
}

/** What one contributor knows of a candidate under one criterion: a fact with its day, or that they know of none. */
export interface CandidateFactTable {
  workspace_id: string;
  id: string;
  candidate_id: string;
  criterion: Criterion;
  by_id: string;
  /** Null: none. */
  text: string | null;
  on_day: LocalDate | null;
  at: Instant;
}

/** By somebody other than who entered the fact, and never by the candidate. */
export interface FactConfirmationTable {
  workspace_id: string;
  fact_id: string;
  by_id: string;
  candidate_id: string;
  at: Instant;
}

export interface SponsorRequestTable {
  workspace_id: string;
  id: string;
  choice_id: string;
  candidate_id: string;
  person_id: string;
  /** The sponsor whose place they take. */
  replaces_id: string | null;
  asked_by: string;
  asked_at: Instant;
  /** `withdrawn`: by the leads. */
  answer: Answer | "withdrawn" | null;
  answered_at: Instant | null;
}

declare module "../../platform/database.ts" {
  interface Tables {
    sponsor_choice: SponsorChoiceTable;
    sponsor_candidate: SponsorCandidateTable;
    candidate_fact: CandidateFactTable;
    fact_confirmation: FactConfirmationTable;
    sponsor_request: SponsorRequestTable;
  }
}
