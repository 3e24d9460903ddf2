/** What check-ins ask of capabilities above them. */
import type { HealthAnswer } from "../cadences/questions/questions.ts";
import type { Cadence } from "../cadences/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import { EventKind, Lookup } from "../platform/events.ts";
import type { Reader } from "../platform/texts/language.ts";

export interface AnswerToRead {
  cadence: Cadence;
  authorId: string;
  checkInId: string;
  answeredAt: Instant;
  /** Those who lead the program. */
  leadIds: readonly string[];
}

export interface NextReading {
  /** Null: no digest to anybody above the program tells it; `at` null: their next one goes without the program. */
  reader: { name: string; at: Instant | null } | null;
  /** In a digest of theirs, or where there is nobody above, of those who lead. */
  isTold: boolean;
}

/** Who above a program reads next what is answered to a check-in, and whether they have this answer. */
export const nextReading = new Lookup<AnswerToRead, NextReading>("who reads an answer next");

/** What speaks against calling a program on track now, a line each: for whoever leads, before they say it. */
export const factsAgainstGreen = new Lookup<{ workspaceId: string; programId: string; reader: Reader }, string[]>(
  "what speaks against on track",
);

export interface SavedAnswer {
  workspaceId: string;
  programId: string;
  checkInId: string;
  revision: number;
  /** Whose answer it is, whoever gave it for them. */
  personId: string;
  answeredAt: Instant;
  /** What it says of the status; null: nothing. */
  health: HealthAnswer | null;
}

/** An answer was saved, also one that revises another. */
export const answerSaved = new EventKind<SavedAnswer>();
