/** Who is told that somebody asks: digests, Home and flash reports count and list the same asks. Pure. */
import { feeds } from "../../cadences/audience/audience.ts";
import { isRestricted } from "../../people/rules-restricted.ts";
import { may } from "../../people/rules-rights.ts";
import type { SeatRole } from "../../programs/table.ts";
import { rightToRead } from "../escalation/rules-cases.ts";
import type { Disclosure } from "../table.ts";

/**
 * Whether an ask is known to somebody: it is theirs to decide, their seats in its program let them read it in the record,
 * or the check-in in which it was said last feeds their digests, but for what the lead alone reads. `readers`: of that check-in; null for what came of none.
 * `isLetGo`: as it is now it is neither held back from their digests nor waits for approval. An ask that nobody has put to
 * anybody is no more than its answer: it is told with that.
 */
export function isKnownTo(
  ask: { disclosure: Disclosure; readers: readonly string[] | null; isByRule: boolean },
  reader: { id: string; roles: readonly SeatRole[]; isTheirs: boolean; isLetGo: boolean },
): boolean {
  if (ask.isByRule && !reader.isLetGo) return false;
  // What the lead alone reads is nobody else's by a rule.
  const isOpenToRule = !ask.isByRule || !isRestricted(ask);
  if ((reader.isTheirs && isOpenToRule) || may(reader.roles, rightToRead(ask))) return true;
  return ask.readers !== null && !isRestricted(ask) && reader.isLetGo && feeds(ask.readers, reader);
}
