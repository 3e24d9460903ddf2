/** By what somebody may act on an item at an instant: a role, a delegation, being named, being asked. Pure. */
import type { Standing } from "../people/rules-rights.ts";
import { hasGround, hasRole, type Naming, type RoleFacts, standsInFor } from "../programs/grounds.ts";
import type { SeatRole } from "../programs/table.ts";

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

/** Whether it is theirs to answer for, by a ground that holds. */
export function ownsItem(personId: string, item: Acted, grounds: Grounds): boolean {
  if (item.owner_id !== personId) return false;
  if (hasGround(personId, grounds, grounds.namings)) return true;
  return item.type !== "ask" && item.type !== "stakeholder" && isAskedNow(personId, grounds);
}

function isAskedNow(personId: string, { isGone, isAsked }: Grounds): boolean {
  return !isGone(personId) && isAsked(personId);
}

/**
 * What somebody is to an item beside their roles in its program, for the table of rights. `isInVote`: the committee votes on
 * it. Nobody decides their own request; of several sponsors each may decide what one of them has.
 */
export function standingsOnItem(personId: string, item: Acted & { isInVote: boolean }, grounds: Grounds): Standing[] {
  const standings: Standing[] = [];
  const owns = ownsItem(personId, item, grounds);
  const isRequester = item.raised_by === personId;
  if (owns) standings.push("owner");
  if (item.type === "ask" && !isRequester) {
    if (owns || standsInFor(personId, item.owner_id, grounds)) standings.push("decider");
    else if (isSponsorBeside(personId, item, grounds)) standings.push("also-decider");
    if (item.isInVote && hasOwnRole(personId, "steering", grounds)) standings.push("voter");
  }
  if (isRequester && item.type !== "stakeholder" && (hasRole(personId, grounds) || isAskedNow(personId, grounds)))
    standings.push("asker");
  return standings;
}

function isSponsorBeside(personId: string, { owner_id: ownerId }: Acted, grounds: Grounds): boolean {
  const isSponsors = ownerId !== null && hasOwnRole(ownerId, "sponsor", grounds);
  return isSponsors && hasOwnRole(personId, "sponsor", grounds);
}

/** A seat of their own: neither a vote nor a decision of another is delegated. */
function hasOwnRole(personId: string, role: SeatRole, grounds: Grounds): boolean {
  const own = grounds.seats.filter((seat) => seat.person_id === personId);
  return hasRole(personId, { ...grounds, seats: own }, [role]);
}
