/** Who hears of a check-in that nobody gave, and when. Pure. */
import type { ContactFacts } from "../../delivery/rules-contact.ts";
import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, addMs, DAY, instantOf, inZone, type LocalDate } from "../../platform/time.ts";
import { worksOn } from "../../platform/working-days.ts";
import type { SeatRole } from "../../programs/table.ts";

/** Working days of the reviewer before they hear of it. */
const GRACE_DAYS = 2;
/** Nobody is away for longer than anybody looks ahead. */
export const MOST_DAYS = 60;
/** A round that is over sooner leaves nobody time to be late. */
const SHORTEST_MS = DAY;

interface Times {
  due_at: Instant;
  closes_at: Instant;
}

/** `seats`: those of today whose holders can be asked. */
export interface Seated {
  seats: readonly { role: SeatRole; person_id: string }[];
  admins: readonly string[];
}

/** Whoever may hear of a check-in of this round that does not come. */
export function reviewersOf({ due_at, closes_at }: Times, seated: Seated): string[] {
  if (addMs(due_at, SHORTEST_MS) >= closes_at) return [];
  const reviewer = reviewing(seated);
  return [...new Set(seated.seats.flatMap(({ person_id }) => reviewer(person_id) ?? []))];
}

/** Of those who are silent the ones of whom this reviewer hears, as people sit today. */
export function heardOf(silent: readonly { person_id: string }[], seated: Seated, reviewerId: string): string[] {
  const reviewer = reviewing(seated);
  return silent.flatMap(({ person_id: id }) => (reviewer(id) === reviewerId ? [id] : []));
}

/**
 * Who reviews somebody's check-in: the lead, else the deputy, that of the team; whoever else may name a lead that of the
 * lead: the deputy, another lead, an admin. What is asked of sponsors and committee has no reviewer, nor are they one.
 */
export function reviewing({ seats, admins }: Seated): (personId: string) => string | null {
  const holders = (...roles: SeatRole[]) =>
    roles.flatMap((role) => seats.flatMap((seat) => (seat.role === role ? seat.person_id : [])));
  const above = new Set(holders("sponsor", "steering"));
  const [leads, leading, team] = [holders("lead"), holders("lead", "deputy"), new Set(holders("team"))];
  const naming = admins.filter((id) => !above.has(id));
  const candidatesFor = (id: string) => {
    if (leads.includes(id)) return [...holders("deputy", "lead"), ...naming];
    if (leading.includes(id)) return [...leading, ...naming];
    return team.has(id) ? leading : [];
  };
  return (id) => (above.has(id) ? null : (candidatesFor(id).find((each) => each !== id) ?? null));
}

/** Whoever hears of it by a role hears of each; an admin once, until there is an answer again. */
export function isLeading({ seats }: Pick<Seated, "seats">, personId: string): boolean {
  return seats.some(({ role, person_id }) => person_id === personId && (role === "lead" || role === "deputy"));
}

/** When somebody works, for `lateAt`. */
export function workOf(facts: ContactFacts): Parameters<typeof lateAt>[1] {
  return { zone: facts.zone, isWorkingDay: (date) => worksOn(facts, date) };
}

/** When the reviewer hears of what was due; null where the next round opens before that. */
export function lateAt(
  { due_at, closes_at }: Times,
  { zone, isWorkingDay }: { zone: string; isWorkingDay(date: LocalDate): boolean },
): Instant | null {
  const due = inZone(due_at, zone);
  let date: LocalDate = due.toPlainDate().toString();
  let left = GRACE_DAYS;
  for (let step = 0; step < MOST_DAYS && left > 0; step += 1) {
    date = addLocalDays(date, 1);
    if (isWorkingDay(date)) left -= 1;
  }
  const at = instantOf(date, due.toPlainTime().toString({ smallestUnit: "minute" }), zone);
  return left === 0 && at < closes_at ? at : null;
}
