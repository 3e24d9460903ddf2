/** A pilot group: some of the audience are asked first, then everybody. Pure. */
import { z } from "zod";
import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../../platform/time.ts";
import { type LocalTime, occurrences, openingOf } from "../recurrence/occurrences.ts";
import type { Rule } from "../recurrence/rule.ts";

export const pilotSchema = z.strictObject({
  /** Person ids. */
  people: z.array(z.string()).min(1),
  /** How many rounds more; null: until whoever leads the program ends it. */
  rounds: z.int().min(1).nullable(),
});
export type Pilot = z.infer<typeof pilotSchema>;

/** Those who are asked in the next round. */
export function narrowToPilot<Someone extends { id: string }>(
  everybody: readonly Someone[],
  pilot: Pilot | null,
): Someone[] {
  return everybody.filter(({ id }) => pilot === null || pilot.people.includes(id));
}

/** What is left of a pilot once so many of its rounds were asked. */
export function pilotAfter(pilot: Pilot | null, asked: number): Pilot | null {
  if (pilot === null || pilot.rounds === null) return pilot;
  return pilot.rounds > asked ? { ...pilot, rounds: pilot.rounds - asked } : null;
}

/**
 * What is left of a pilot that is ended by hand. A round that has opened for somebody of all, but has yet to open for the
 * pilot, stays the pilot's: “from the next round on” asks nobody late. `through`: rounds up to this date exist or are over.
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
