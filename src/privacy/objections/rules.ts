import type { Instant } from "../../platform/clock.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";

interface Somebody {
  id: string;
}

/** Who answers somebody: who looks after people's data, else an admin; themselves only where there is nobody else. */
export function answerersOf(
  personId: string,
  { dataProtection, admins }: { dataProtection: readonly Somebody[]; admins: readonly Somebody[] },
): string[] {
  const others = [dataProtection, admins].map((people) => people.filter(({ id }) => id !== personId));
  return (others.find((people) => people.length > 0) ?? admins).map(({ id }) => id);
}

/** The day by which it is to be answered: a month, as article 12(3) of the GDPR has it; the 31st becomes the last of the month. */
export function answerBy(at: Instant, zone: string): LocalDate {
  return Temporal.PlainDate.from(localDateOf(at, zone)).add({ months: 1 }).toString();
}

export function isOverdue({ at }: { at: Instant }, now: Instant, zone: string): boolean {
  return answerBy(at, zone) < localDateOf(now, zone);
}
