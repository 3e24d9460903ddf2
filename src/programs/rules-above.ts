/** The note that more came in a program than is meant: pure. */
import { DAY, type LocalDate } from "../platform/time.ts";

/** After that it would speak of another week. */
export const TOLD_FOR_MS = 6 * DAY;

/** `week`: its Monday. */
export function aboveKey(programId: string, week: LocalDate, personId: string): string {
  return `above-ceiling:${programId}:${week}:${personId}`;
}
