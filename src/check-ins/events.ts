/** What check-ins ask of capabilities above them. */
import type { Cadence } from "../cadences/cadences.ts";
import type { HealthAnswer } from "../cadences/questions/questions.ts";
import type { Rule } from "../cadences/recurrence/rule.ts";
import type { Instant } from "../platform/clock.ts";
import { EventKind, Lookup } from "../platform/events.ts";
import type { Reader } from "../platform/texts/language.ts";

export interface AnswerToRead {
  cadence: Cadence;
  authorId: string;
  answeredAt: Instant;
}

/** One person by name, several by their roles. */
export type Readers = { name: string } | SeveralReaders;
export type SeveralReaders = "sponsors" | "committee" | "both";

/** Who above a program reads what was answered, and when; null: no digest above it has it. */
export const nextReading = new Lookup<AnswerToRead, { readers: Readers; at: Instant } | null>(
  "who reads an answer next",
);

export interface LastReportsAsked {
  workspaceId: string;
  programIds: readonly string[];
  /** The rhythm of the check-in. */
  every: Rule["every"];
  now: Instant;
}

/** The last report of this rhythm that went, by program. */
export const lastReports = new Lookup<LastReportsAsked, ReadonlyMap<string, { cutOffAt: Instant }>>(
  "which reports have gone",
);

export interface GreenStatusCheck {
  workspaceId: string;
  programId: string;
  reader: Reader;
  /** Ids of items that are done with this. */
  without: readonly string[];
}

/** What speaks against calling a program on track now, a line each: for whoever leads, before they say it. */
export const factsAgainstGreen = new Lookup<GreenStatusCheck, string[]>("what speaks against on track");

/** What of one role of a program waits for another, a line each: what a check-in across roles is about. */
export const waitingBetweenRoles = new Lookup<{ workspaceId: string; programId: string; reader: Reader }, string[]>(
  "what waits between roles",
);

export interface SavedAnswer {
  workspaceId: string;
  programId: string;
  /** The round, where it is one before a workshop. */
  workshopRoundId?: string;
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

/** What was asked of this person is answered, skipped, put off, excused, or asked again. */
export const promptChanged = new EventKind<{ workspaceId: string; personId: string }>();
