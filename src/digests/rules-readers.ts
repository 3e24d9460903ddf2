/** Who gets which digest, of what, and who may read what it rests on. */
import { resolveAudience } from "../cadences/audience.ts";
import { may, type Standing } from "../people/rules-rights.ts";
import type { LocalDate } from "../platform/time.ts";
import type { SeatRole } from "../programs/table.ts";
import type { SentRhythm } from "./rules-periods.ts";

/** By default; the steering committee's quarterly digest comes with the quarterly cadences. */
const RHYTHM_OF_SEAT: Record<SeatRole, SentRhythm | null> = {
  lead: "weekly",
  deputy: "weekly",
  team: "weekly",
  sponsor: "monthly",
  steering: null,
};

export function rhythmOfSeat(role: SeatRole): SentRhythm | null {
  return RHYTHM_OF_SEAT[role];
}

/** Both days are included. */
export function seatHolds(
  seat: { from_date: LocalDate | null; until_date: LocalDate | null },
  day: LocalDate,
): boolean {
  return (seat.from_date === null || seat.from_date <= day) && (seat.until_date === null || day <= seat.until_date);
}

/**
 * Whether a cadence feeds this person's digest: its readers name one of `roles`, the seats of that rhythm which the
 * person holds in the program, or the person by id.
 */
export function feeds(readers: readonly string[], person: { id: string; roles: readonly SeatRole[] }): boolean {
  if (person.roles.length === 0) return false;
  const seats = person.roles.map((role) => ({ role, person: person.id }));
  return resolveAudience(readers, seats).includes(person.id);
}

/** The digest's reader sees all that it rests on; a lead or deputy what their own program gave. */
export function mayReadSource(viewer: { isReader: boolean; roles: readonly SeatRole[] }): boolean {
  const standings: Standing[] = [...viewer.roles, ...(viewer.isReader ? (["digest-reader"] as const) : [])];
  return may(standings, "read-digest-sources");
}
