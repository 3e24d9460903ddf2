/** A pilot group: some of the audience are asked first, then everybody. Pure. */
import { z } from "zod";
import type { Instant } from "../../../platform/clock.ts";
import type { LocalDate } from "../../../platform/time.ts";
import type { Rule } from "../../recurrence/rule.ts";
import { type LocalTime, occurrences, openingOf } from "../../recurrence/rules.ts";

export const pilotSchema = z.strictObject({
  /** Person ids. */
  people: z.array(z.string()).min(1),
  /** How many rounds more; null: until whoever leads the program ends it. */
  rounds: z.int().min(1).nullable(),
});
export type Pilot = z.infer<typeof pilotSchema>;

/** Those who are asked in the next round. */
export function askedFirst<Someone extends { id: string }>(
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
 * What is left of a pilot that is ended by hand. A round that would have opened already for somebody of all, but has yet
 * to open for the pilot, stays the pilot's: “from the next round on” asks nobody late.
 */
export function pilotEnded(
  pilot: Pilot,
  rule: Rule,
  {
    everybody,
    plannedThrough,
    now,
  }: {
    everybody: readonly (LocalTime & { id: string })[];
    /** Rounds up to this nominal date exist or are over. */
    plannedThrough: LocalDate;
    now: Instant;
  },
): Pilot | null {
  const openingsIn = (people: readonly LocalTime[], date: LocalDate) =>
    people.map((person) => openingOf(rule, { date }, person)).sort();
  const first = askedFirst(everybody, pilot);
  let begun = 0;
  for (const { date } of occurrences(rule, { after: plannedThrough })) {
    const [opens] = openingsIn(everybody, date);
    if (opens === undefined || opens > now) break;
    const [opensForPilot] = openingsIn(first, date);
    if (opensForPilot !== undefined && opensForPilot > now) begun += 1;
  }
  return begun === 0 ? null : { ...pilot, rounds: begun };
}
