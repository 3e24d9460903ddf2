/** Who has the word after a quarter: the committee of a program, else that of the narrowest portfolio, else its sponsors. */
import { absencesOn, standInOf, standInsOf } from "../people/absences.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { ladderSeatsOf } from "../programs/committee.ts";
import { seatDay } from "../programs/seats.ts";
import { peopleAt } from "../register/requests/ladder.ts";
import { type Reviewed, reviewedBy } from "./reviews.ts";

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

/** What a body has the word on now, and the body: a program that has another by now is not among them, one that has ended is. */
export async function reviewedIn(
  db: Db | Tx,
  workspaceId: string,
  place: { bodyId: string; quarter: string },
  now: Instant,
): Promise<{ body: Body; reviewed: Reviewed[] }> {
  const all = await reviewedBy(db, workspaceId, place);
  const programIds = all.map(({ program }) => program.id);
  const bodies = await bodiesFor(db, workspaceId, programIds, now);
  const theirs = ({ program }: Reviewed) => bodies.get(program.id)?.id === place.bodyId;
  const reviewed = all.filter((each) => each.program.state !== "active" || theirs(each));
  const body = bodies.get(reviewed.find(theirs)?.program.id ?? "");
  return { body: body ?? { id: place.bodyId, memberIds: [], isCommittee: false }, reviewed };
}

/** Who gets it: its members; where all its sponsors are away, whoever stands in for them too. */
export async function recipientsOf(
  db: Db | Tx,
  workspaceId: string,
  { memberIds, isCommittee }: Body,
  now: Instant,
): Promise<string[]> {
  if (isCommittee) return [...memberIds];
  const today = seatDay(now);
  const away = await absencesOn(db, workspaceId, [...memberIds], today);
  if (memberIds.some((id) => !away.has(id))) return [...memberIds];
  const standIns = await standInsOf(db, workspaceId, memberIds, today);
  return [...new Set([...memberIds, ...standIns.values()])];
}

/**
 * Who may confirm for it today: its chair, while they are away the member who stands in, else the next who is there; each
 * sponsor, and whoever stands in for them.
 */
export async function confirmersOf(db: Db | Tx, workspaceId: string, body: Body, now: Instant): Promise<string[]> {
  const { memberIds, isCommittee } = body;
  const [chairId, ...others] = memberIds;
  if (!isCommittee || chairId === undefined) return recipientsOf(db, workspaceId, body, now);
  const today = seatDay(now);
  const away = await absencesOn(db, workspaceId, [...memberIds], today);
  if (!away.has(chairId)) return [chairId];
  const delegateId = await standInOf(db, workspaceId, chairId, today);
  const actingId = others.find((id) => id === delegateId) ?? others.find((id) => !away.has(id));
  return actingId === undefined ? [chairId] : [chairId, actingId];
}
