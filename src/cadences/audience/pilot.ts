/** Pilots: a part of the audience is asked first. Pure. */
import { z } from "zod";
import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../../platform/time.ts";
import { type LocalTime, occurrences, openingOf } from "../recurrence/occurrences.ts";
import type { Rule } from "../recurrence/rule.ts";

export const pilotSchema = z.strictObject({
  /** Person ids. */
  people: z.array(z.string()).min(1),
  /** Remaining rounds; null: until the lead ends it. */
  rounds: z.int().min(1).nullable(),
});
export type Pilot = z.infer<typeof pilotSchema>;

/** People asked in the next round. */
export function narrowToPilot<Someone extends { id: string }>(
  everybody: readonly Someone[],
  pilot: Pilot | null,
): Someone[] {
  return everybody.filter(({ id }) => pilot === null || pilot.people.includes(id));
}

/** The pilot after `asked` rounds. */
export function pilotAfter(pilot: Pilot | null, asked: number): Pilot | null {
  if (pilot === null || pilot.rounds === null) return pilot;
  return pilot.rounds > asked ? { ...pilot, rounds: pilot.rounds - asked } : null;
}

/**
 * The rest of a pilot ended by hand. A round that has opened for someone, but not yet for the pilot, remains the
 * pilot's, so that nobody is asked late. `through`: rounds up to this date exist or are over.
 */
export function pilotEnded(
  pilot: Pilot | null,
  rule: Rule,
  {
    everybody,
    through,
    now,
  }: { everybody: readonly (LocalTime & { id: string })[]; through: LocalDate | null; now: Instant },
): Pilot | null {
  if (pilot === null) return null;
  const [next] = occurrences(rule, { after: through ?? addLocalDays(localDateOf(now, "UTC"), -2) });
  const hasOpened = (people: readonly LocalTime[]) =>
    next !== undefined && people.some((person) => openingOf(rule, next, person) <= now);
  return hasOpened(everybody) && !hasOpened(narrowToPilot(everybody, pilot)) ? { ...pilot, rounds: 1 } : null;
}
