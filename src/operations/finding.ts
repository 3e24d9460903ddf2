import type { Clock } from "../platform/clock.ts";
import type { Language } from "../platform/texts/language.ts";
import type { State } from "./doctor-thresholds.ts";
import type { DoctorSentence } from "./texts.ts";

/** One thing that `drumbeat doctor` looked at. */
export interface Finding {
  check: DoctorCheck;
  state: State;
  sentence: DoctorSentence;
  facts: Record<string, string | number>;
}

export type DoctorCheck =
  | "configuration"
  | "network"
  | "measures"
  | "bot-token"
  | "app-token"
  | "installation"
  | "people"
  | "messages"
  | "scopes"
  | "requests"
  | "slack-clock"
  | "channels"
  | "database"
  | "migrations"
  | "disk"
  | "room"
  | "copies"
  | "erasures"
  | "privacy"
  | "database-clock"
  | "zone-data"
  | "back-up"
  | "live-messages"
  | "live-home"
  | "live-commands"
  | "live-arrivals"
  | "live-round-trip";

export interface Examined {
  env: Record<string, string | undefined>;
  database: string;
  clock: Clock;
  language: Language;
  zoneData: string;
}

export function finding(
  check: DoctorCheck,
  state: State,
  sentence: DoctorSentence,
  facts: Finding["facts"] = {},
): Finding {
  return { check, state, sentence, facts };
}

/** Rounded, whichever is ahead. */
export function seconds(ms: number): number {
  return Math.round(Math.abs(ms) / 1000);
}
