/** Who has the word after a quarter: the committee of a program, else that of the narrowest portfolio, else its sponsors. */
import { absencesOn, standInOf } from "../people/absences.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { ladderSeatsOf } from "../programs/committee.ts";
import { seatDay } from "../programs/seats.ts";
import { peopleAt } from "../register/requests/ladder.ts";

const DISCLOSURE = { disclosure: "above" } as const;

export interface Body {
  id: string;
  /** The chair first; of a program without a committee its sponsors. */
  memberIds: readonly string[];
  isCommittee: boolean;
}

/** By program; nobody sits where there are neither members nor sponsors. */
export async function bodiesFor(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  now: Instant,
): Promise<Map<string, Body>> {
  const seats = await ladderSeatsOf(db, workspaceId, programIds, now);
  return new Map(
    [...seats].map(([programId, held]) => {
      const members = peopleAt(held, "chair", DISCLOSURE);
      const isCommittee = members.length > 0;
      const seat = held.find(({ role }) => role === "steering");
      const memberIds = isCommittee ? members : peopleAt(held, "sponsor", DISCLOSURE);
      return [programId, { id: seat?.bodyId ?? programId, memberIds, isCommittee }];
    }),
  );
}

/**
 * Who may confirm for it today: its chair, while they are away the member who stands in, else the next who is there; each
 * sponsor.
 */
export async function confirmersOf(
  db: Db | Tx,
  workspaceId: string,
  { memberIds, isCommittee }: Body,
  now: Instant,
): Promise<string[]> {
  const [chairId, ...others] = memberIds;
  if (!isCommittee || chairId === undefined) return [...memberIds];
  const today = seatDay(now);
  const away = await absencesOn(db, workspaceId, [...memberIds], today);
  if (!away.has(chairId)) return [chairId];
  const delegateId = await standInOf(db, workspaceId, chairId, today);
  const actingId = others.find((id) => id === delegateId) ?? others.find((id) => !away.has(id));
  return actingId === undefined ? [chairId] : [chairId, actingId];
}
