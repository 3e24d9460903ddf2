/** By what somebody may act on an item at an instant: a role, a delegation, being named, being asked. Pure. */
import type { Standing } from "../people/rules-rights.ts";
import { addLocalDays, type LocalDate } from "../platform/time.ts";
import { hasRole, type RoleFacts, standsInFor } from "../programs/rules-grounds.ts";

/** Somebody was made the owner of an item. */
export interface Naming {
  personId: string;
  /** Null: by a rule, which names people by their roles. */
  byId: string | null;
  on: LocalDate;
  /** They had no role in the program then. Null: it was not written down. */
  isOutside: boolean | null;
}

/** What holds for an item, and in its program, at an instant. */
export interface Grounds extends RoleFacts {
  /** Who was made the owner of this item, oldest first. */
  namings: readonly Naming[];
  /** In an open round of the program. */
  isAsked(personId: string): boolean;
}

interface Acted {
  type: string;
  owner_id: string | null;
  raised_by: string;
}

/** Whether somebody without a role was made the owner by one whose own ground holds, and has not been replaced since. */
function isNamed(personId: string, grounds: Grounds, before = grounds.namings.length): boolean {
  const { namings, isGone, isAdmin } = grounds;
  const index = namings.slice(0, before).findLastIndex((naming) => naming.personId === personId);
  const naming = namings[index];
  if (!naming || naming.byId === null || isGone(personId) || !wasOutside(naming, grounds)) return false;
  const { byId } = naming;
  if (isGone(byId)) return false;
  return isAdmin(byId) || hasRole(byId, grounds) || isNamed(byId, grounds, index);
}

/** Whose role ended has lost what it gave them: a seat that held, or may have, when they were named, is no naming. */
function wasOutside({ personId, on, isOutside }: Naming, { seats }: Grounds): boolean {
  if (isOutside !== null) return isOutside;
  const theirs = seats.filter((seat) => seat.person_id === personId);
  // A seat that is ended by hand holds until the day before.
  return theirs.every(({ until_date: until }) => until !== null && addLocalDays(until, 1) < on);
}

/** Whether it is theirs to answer for, by a ground that holds. */
export function ownsItem(personId: string, item: Acted, grounds: Grounds): boolean {
  if (item.owner_id !== personId) return false;
  if (hasRole(personId, grounds) || isNamed(personId, grounds)) return true;
  return item.type !== "ask" && isAskedNow(personId, grounds);
}

function isAskedNow(personId: string, { isGone, isAsked }: Grounds): boolean {
  return !isGone(personId) && isAsked(personId);
}

/**
 * What somebody is to an item beside their roles in its program, for the table of rights. `voters`: to whom it was put by
 * circulation; `alsoDecide`: who may decide it beside its owner.
 */
export function standingsOnItem(
  personId: string,
  item: Acted & { voters: readonly string[]; alsoDecide: readonly string[] },
  grounds: Grounds,
): Standing[] {
  const standings: Standing[] = [];
  const owns = ownsItem(personId, item, grounds);
  if (owns) standings.push("owner");
  if (item.type === "ask" && (owns || standsInFor(personId, item.owner_id, grounds))) standings.push("decider");
  else if (item.alsoDecide.some((id) => isBeside(personId, id, grounds))) standings.push("also-decider");
  const goesOn = hasRole(personId, grounds) || isAskedNow(personId, grounds);
  if (item.raised_by === personId && goesOn) standings.push("asker");
  if (item.voters.includes(personId) && sitsInCommittee(personId, grounds)) standings.push("voter");
  return standings;
}

function isBeside(personId: string, id: string, grounds: Grounds): boolean {
  if (personId === id) return hasRole(id, grounds) || isNamed(id, grounds);
  return standsInFor(personId, id, grounds);
}

/** Their own seat: a vote is not delegated. */
function sitsInCommittee(personId: string, grounds: Grounds): boolean {
  const own = grounds.seats.filter((seat) => seat.person_id === personId);
  return hasRole(personId, { ...grounds, seats: own }, ["steering"]);
}

/** Whether whoever an item was passed up to, or handed over to by `handedBy`, still has it by a ground. */
export function isEscalationHolder(personId: string, handedBy: string | null, grounds: RoleFacts): boolean {
  if (hasRole(personId, grounds)) return true;
  return handedBy !== null && !grounds.isGone(personId) && hasRole(handedBy, grounds);
}
