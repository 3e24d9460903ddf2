import type { Generated } from "kysely";
import type { HealthColour } from "../cadences/questions/health-scale.ts";
import type { Instant } from "../platform/clock.ts";

/** When a program is to be evaluated next, and what its lead has decided about criteria and triggers. */
export interface HealthWatchTable {
  workspace_id: string;
  program_id: string;
  /** Null: nothing comes by itself. */
  look_at: Instant | null;
  /** JSON of `HealthSettings`, without what equals its default. */
  settings: Generated<string>;
}

/** `asked` → `stays` with a reason, `changed`: the answer has another colour, or `overtaken` by a newer answer. */
export type QuestionState = "asked" | "stays" | "changed" | "overtaken";

/** The checks of one colour, put to whoever gave it in one message. */
export interface HealthQuestionTable {
  workspace_id: string;
  id: string;
  program_id: string;
  owner_id: string;
  round_id: string;
  /** The answer with the colour. */
  check_in_id: string;
  colour: HealthColour;
  asked_at: Instant;
  /** When the digest goes out that tells others of it, unless it is answered before. */
  shown_at: Instant;
  state: QuestionState;
  /** Why it stays. */
  reason: string | null;
  answered_at: Instant | null;
}

/** Append-only: a check that spoke against a colour; each cause once per answer. */
export interface HealthFindingTable {
  workspace_id: string;
  question_id: string;
  check_in_id: string;
  /** Check and what it is about: `W1:<item id>`. */
  cause: string;
  /** JSON of `Finding`. */
  finding: string;
}

/** Append-only: what somebody was asked about, or told, outside the rhythm; each cause once. */
export interface HealthTriggerTable {
  workspace_id: string;
  program_id: string;
  cause: string;
  fired_at: Instant;
  /** The extra round, or null for a report. */
  round_id: string | null;
}

declare module "../platform/database.ts" {
  interface Tables {
    health_watch: HealthWatchTable;
    health_question: HealthQuestionTable;
    health_finding: HealthFindingTable;
    health_trigger: HealthTriggerTable;
  }
}

/** A program whose health is watched. */
export interface Watch {
  workspace_id: string;
  program_id: string;
}
