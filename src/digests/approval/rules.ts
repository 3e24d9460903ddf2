import { dateOf, dayOf, type WorkingCalendar, workingDayFrom } from "../../calendars/rules-days.ts";
import type { Instant } from "../../platform/clock.ts";
import { instantOf, localDateOf } from "../../platform/time.ts";
import { hasRole, type RoleFacts } from "../../programs/rules-grounds.ts";

/** Those who lead a program by these seats, each once. */
export function leadsAmong(seats: readonly { person_id: string; role: string }[]): string[] {
  const leading = seats.filter(({ role }) => role === "lead" || role === "deputy");
  return [...new Set(leading.map((seat) => seat.person_id))];
}

/** The same wall time one working day before the sending. */
export function draftAt(sendAt: Instant, zone: string, working: WorkingCalendar): Instant {
  const day = workingDayFrom(dayOf(localDateOf(sendAt, zone)) - 1, -1, working);
  const time = Temporal.Instant.from(sendAt)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: "minute" });
  return instantOf(dateOf(day), time, zone);
}

/** When an approver has to have read a part: before the digest should go. After that it is the digest that waits. */
export function readBefore(sendAt: Instant, now: Instant): Instant | null {
  return sendAt > now ? sendAt : null;
}

/** Of a question to an approver: one a person, part and time of asking. */
export function approvalKey(of: { draftId: string; programId: string; personId: string; asked: number }): string {
  return `digest-approval:${of.draftId}:${of.programId}:${of.personId}:${of.asked}`;
}

/**
 * Whether the naming of an approver still holds: they have a role in the program, or had none when they were named and
 * whoever named them has one.
 */
export function mayStillApprove(
  { approver_id, set_by, set_at }: { approver_id: string; set_by: string; set_at: Instant },
  facts: RoleFacts,
): boolean {
  if (hasRole(approver_id, facts)) return true;
  const named = localDateOf(set_at, "UTC");
  const theirs = facts.seats.filter(({ person_id }) => person_id === approver_id);
  const wasOutside = theirs.every(({ until_date: until }) => until !== null && until < named);
  return wasOutside && !facts.isGone(approver_id) && hasRole(set_by, facts);
}
