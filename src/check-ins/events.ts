/** What check-ins ask of capabilities above them. */
import type { Cadence } from "../cadences/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import { Lookup } from "../platform/events.ts";

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
