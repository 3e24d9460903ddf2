/**
 * Who gets what hung on a role that has ended: the next of the same role, else the level above, else the lead; and what
 * whoever handed something over by hand may undo. Pure.
 */
import { dateOf, dayOf, type WorkingCalendar, workingDayFrom } from "../../calendars/rules-days.ts";
import type { Instant } from "../../platform/clock.ts";
import { DAY, type LocalDate, msBetween } from "../../platform/time.ts";
import type { SeatRole } from "../../programs/table.ts";
import { LEVELS, type Level } from "../escalation/rules.ts";
import { levelOf, type SeatNow, seatedIn } from "../escalation/rules-cases.ts";
import type { Disclosure, ItemEventName } from "../table.ts";

export interface Heir {
  personId: string;
  level: Level;
  /** There is nobody of the same role nor above: whoever leads is told that nobody decides. */
  isLast: boolean;
}

interface Bequeathed {
  type: string;
  raised_by: string;
  disclosure: Disclosure;
}

/**
 * `roles`: those whom the item leaves had in the program; `seats`: those that hold now; `passedBy`: who has declined it. An
 * ask is decided at the sponsor's level or above, and not by whoever asks while there is anybody else. Null: nobody is left.
 */
export function heirOf(
  item: Bequeathed,
  leaver: { id: string; roles: readonly SeatRole[] },
  { seats, passedBy }: { seats: readonly SeatNow[]; passedBy: readonly string[] },
): Heir | null {
  const seatedAt = seatedIn(seats, item);
  const level = levelFor(item, leaver.roles);
  const out = new Set([leaver.id, ...passedBy]);
  const isOut = (id: string) => out.has(id) || (item.type === "ask" && id === item.raised_by);
  for (const one of LEVELS.slice(LEVELS.indexOf(level))) {
    const seated = one === level ? afterOf(leaver.id, seatedAt(one), seats) : seatedAt(one);
    const personId = seated.find((id) => !isOut(id));
    if (personId !== undefined) return { personId, level: one, isLast: false };
  }
  const lead = seatedAt("lead").find((id) => !out.has(id));
  return lead === undefined ? null : { personId: lead, level: "lead", isLast: true };
}

/** Where nobody else is left: whoever declined it last and still sits in the program is better than nobody. */
export function lastHeirOf({
  seats,
  passedBy,
}: {
  seats: readonly SeatNow[];
  passedBy: readonly string[];
}): Heir | null {
  const rolesOf = (id: string) => seats.flatMap(({ person_id, role }) => (person_id === id ? [role] : []));
  const personId = passedBy.findLast((id) => rolesOf(id).length > 0);
  return personId === undefined ? null : { personId, level: levelOf(rolesOf(personId)) ?? "lead", isLast: true };
}

function levelFor({ type }: Bequeathed, roles: readonly SeatRole[]): Level {
  const level = levelOf(roles);
  if (type === "ask") return level === null || level === "team" ? "sponsor" : level;
  return level ?? "lead";
}

/** Those who came after, then those who were there before. */
function afterOf(leaverId: string, seated: readonly string[], seats: readonly SeatNow[]): string[] {
  const order = seats.map(({ person_id }) => person_id);
  const at = order.indexOf(leaverId);
  const isAfter = (id: string) => order.indexOf(id) > at;
  return [...seated.filter(isAfter), ...seated.filter((id) => !isAfter(id))];
}

/** The second working day after the day on which somebody got it: until then they may decline. */
export function lastDayToDecline(got: LocalDate, calendar: WorkingCalendar): LocalDate {
  const first = workingDayFrom(dayOf(got) + 1, 1, calendar);
  return dateOf(workingDayFrom(first + 1, 1, calendar));
}

/** For a day, whoever handed an item over may have it back where it was, while that is the last that happened to it. */
export function mayUndoHandOver(
  last: { event: ItemEventName; actor_id: string | null; at: Instant } | undefined,
  { personId, now }: { personId: string; now: Instant },
): boolean {
  return last?.event === "delegated" && last.actor_id === personId && msBetween(last.at, now) < DAY;
}
