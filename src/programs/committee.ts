/** The committee of a program or portfolio: its members, chair first; and which committee a program has. */
import type { Selectable } from "kysely";
import type { ActorContext } from "../people/actors.ts";
import type { Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { rows } from "../platform/rows.ts";
import { portfolioSeatsOver } from "./coverage.ts";
import type { Program } from "./programs.ts";
import { listSeatsInRoleOn, SEAT_ROLES, type Seat, seatDay, seatsByProgram } from "./seats.ts";
import type { CommitteeTable } from "./table.ts";

const failure = errorTable({
  CHAIR_NOT_MEMBER: {
    en: ({ name }) => `${name} isn’t on the committee. Choose one of its members, or add them to it first.`,
    fr: ({ name }) =>
      `${name} ne fait pas partie du comité. Choisissez un de ses membres, ou ajoutez d’abord cette personne au comité.`,
  },
  QUORUM_WRONG: {
    en: ({ members }) =>
      Number(members) === 0
        ? "The committee has no members yet. Add them first, then its quorum."
        : `Enter a whole number from 1 to ${members}: the committee has no more members.`,
    fr: ({ members }) =>
      Number(members) === 0
        ? "Le comité n’a pas encore de membres. Ajoutez-les d’abord, puis le quorum."
        : `Saisissez un nombre entier de 1 à ${members}\u00a0: le comité n’a pas davantage de membres.`,
  },
});

export type Committee = Omit<Selectable<CommitteeTable>, "workspace_id">;

/** Throws CHAIR_NOT_MEMBER. */
export function refuseUnlessMember(chair: Person | null, memberIds: readonly string[]): void {
  if (chair && !memberIds.includes(chair.id)) throw failure("CHAIR_NOT_MEMBER", { name: chair.name });
}

/** Throws QUORUM_WRONG. */
export function refuseUnlessQuorum(quorum: number | null, memberIds: readonly string[]): void {
  if (quorum === null || (Number.isInteger(quorum) && quorum >= 1 && quorum <= memberIds.length)) return;
  throw failure("QUORUM_WRONG", { members: memberIds.length });
}

/** Throws CHAIR_NOT_MEMBER, QUORUM_WRONG. */
export async function setCommittee(
  { db: tx, clock }: ActorContext<Tx>,
  { program, chair, quorum }: { program: Program; chair: Person | null; quorum: number | null },
): Promise<void> {
  const { workspace_id: workspaceId, id: programId } = program;
  const seats = await listSeatsInRoleOn(tx, program, "steering", seatDay(clock.now()));
  const memberIds = [...new Set(seats.map((seat) => seat.person_id))];
  refuseUnlessMember(chair, memberIds);
  refuseUnlessQuorum(quorum, memberIds);
  const committees = rows(tx, "committee", workspaceId);
  await committees.remove({ program_id: programId });
  if (chair || quorum !== null) await committees.insert({ program_id: programId, chair_id: chair?.id ?? null, quorum });
}

/** What was chosen for it; nothing by default. */
export async function committeeOf(db: Db | Tx, workspaceId: string, programId: string): Promise<Committee> {
  const chosen = await rows(db, "committee", workspaceId).find({ program_id: programId });
  return { program_id: programId, chair_id: chosen?.chair_id ?? null, quorum: chosen?.quorum ?? null };
}

/** A seat by which requests go up. Of a committee's, `isChair` is set where its holder was chosen to take the chair. */
export interface LadderSeat {
  id: string;
  role: Seat["role"];
  person_id: string;
  from_date: Seat["from_date"];
  created_at: Instant;
  isChair: boolean;
  /** In a portfolio over the program. */
  isOver: boolean;
  /** The program or portfolio in which it is held. */
  bodyId: string;
}

/**
 * By program, the seats by which its requests go up: its own but its team's; where its committee has no member, those of the
 * portfolio over it that has one and covers least.
 */
export async function ladderSeatsOf(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  now: Instant,
): Promise<Map<string, LadderSeat[]>> {
  const ids = [...new Set(programIds)];
  const roles = SEAT_ROLES.filter((role) => role !== "team");
  const own = await seatsByProgram(db, workspaceId, ids, seatDay(now), roles);
  const without = ids.filter((id) => !own.get(id)?.some(({ role }) => role === "steering"));
  const over = await portfolioSeatsOver(db, workspaceId, without, now);

  const sitting = new Map(
    ids.map((id) => {
      const seats = own.get(id) ?? [];
      const members = (over.get(id) ?? []).filter(({ role }) => role === "steering");
      const [first] = members;
      const bodyId = first?.portfolioId ?? id;
      return [id, { bodyId, seats: [...seats, ...members.filter(({ portfolioId }) => portfolioId === bodyId)] }];
    }),
  );

  // One member takes the chair, whoever was chosen.
  const several = [...sitting.values()].filter(
    ({ seats }) => seats.filter(({ role }) => role === "steering").length > 1,
  );
  const bodyIds = [...new Set(several.map(({ bodyId }) => bodyId))];
  const chosen = await rows(db, "committee", workspaceId).list({ program_id: bodyIds });
  const chairs = new Map(chosen.map((committee) => [committee.program_id, committee.chair_id]));
  return new Map(
    [...sitting].map(([id, { bodyId, seats }]) => [
      id,
      seats.map(({ id: seatId, role, person_id, from_date, created_at }) => {
        const isChair = role === "steering" && chairs.get(bodyId) === person_id;
        const isOver = role === "steering" && bodyId !== id;
        return { id: seatId, role, person_id, from_date, created_at, isChair, isOver, bodyId: isOver ? bodyId : id };
      }),
    ]),
  );
}

/** Of one program. */
export async function ladderSeats(
  db: Db | Tx,
  { workspace_id, id }: { workspace_id: string; id: string },
  now: Instant,
): Promise<LadderSeat[]> {
  return (await ladderSeatsOf(db, workspace_id, [id], now)).get(id) ?? [];
}

/** Of the programs that this person covers, those without a committee of their own, for which they sit. */
export async function programsDecidedOver(
  db: Db | Tx,
  person: Person,
  covered: readonly string[],
  now: Instant,
): Promise<string[]> {
  const seats = await ladderSeatsOf(db, person.workspace_id, covered, now);
  const sits = (id: string) =>
    seats.get(id)?.some(({ role, person_id: personId }) => role === "steering" && personId === person.id);
  return covered.filter((id) => sits(id));
}
