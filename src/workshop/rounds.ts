/** The rounds that are asked before workshops, and who reads what was answered in one. */
import { isAskable } from "../cadences/participants.ts";
import { isWorkshop } from "../cadences/templates.ts";
import { findRoundContext, type RoundContext } from "../check-ins/rounds/context.ts";
import type { Round } from "../check-ins/rounds/rounds.ts";
import { type CheckIn, listCheckIns } from "../check-ins/stored-check-ins.ts";
import { peopleByIds } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import { ladderSeats } from "../programs/committee.ts";
import { listPlaces, type Program } from "../programs/programs.ts";
import { listSeatsInRoleOn, seatDay } from "../programs/seats.ts";
import { peopleAt } from "../register/requests/ladder.ts";

const DISCLOSURE = { disclosure: "above" } as const;

/** Before workshops that are still to come, of running programs and portfolios. */
export async function listOpenRounds(db: Db | Tx, workspaceId: string): Promise<Round[]> {
  const cadences = (await rows(db, "cadence", workspaceId).list({ state: ["active", "paused"] })).filter(isWorkshop);
  if (cadences.length === 0) return [];
  const running = new Set(
    (await listPlaces(db, workspaceId)).flatMap(({ id, state }) => (state === "active" ? id : [])),
  );
  const ids = cadences.flatMap(({ id, program_id: programId }) => (running.has(programId) ? id : []));
  return rows(db, "round", workspaceId).list({ cadence_id: ids, state: "open" }, ["id"]);
}

/** Undefined where it is none before a workshop. */
export async function findWorkshopRound(
  db: Db | Tx,
  workspaceId: string,
  roundId: string,
): Promise<RoundContext | undefined> {
  const context = await findRoundContext(db, workspaceId, roundId);
  return context && isWorkshop(context.cadence) ? context : undefined;
}

/** Those of which the words are there: neither past their age nor of somebody who was erased. */
export async function listKept(db: Db | Tx, workspaceId: string, roundId: string): Promise<CheckIn[]> {
  const checkIns = await listCheckIns(db, workspaceId, roundId);
  const ids = checkIns.map(({ personId }) => personId);
  const people = await rows(db, "person", workspaceId).list({ id: ids, erased_at: null });
  const there = new Set(people.map(({ id }) => id));
  return checkIns.filter(({ personId, removedAt }) => removedAt === null && there.has(personId));
}

/** Who chairs its committee, its sponsors where there is none, and who writes for it. */
export async function keepersOf(db: Db | Tx, program: Program, now: Instant): Promise<string[]> {
  const seats = (await ladderSeats(db, program, now)).filter(({ bodyId }) => bodyId === program.id);
  const [chairId] = peopleAt(seats, "chair", DISCLOSURE);
  const chairs = chairId === undefined ? peopleAt(seats, "sponsor", DISCLOSURE) : [chairId];
  const secretaries = await listSeatsInRoleOn(db, program, "secretary", seatDay(now));
  return [...new Set([...chairs, ...secretaries.map(({ person_id: id }) => id)])];
}

/** They, and whoever answered and is still asked. */
export async function readersOf(
  db: Db | Tx,
  { round, cadence, program }: Pick<RoundContext, "round" | "cadence" | "program">,
  now: Instant,
): Promise<string[]> {
  const checkIns = await listCheckIns(db, round.workspace_id, round.id);
  const authors = await peopleByIds(
    db,
    round.workspace_id,
    checkIns.map(({ personId }) => personId),
  );
  const readers = new Set(await keepersOf(db, program, now));
  for (const person of authors)
    if (await isAskable(db, cadence, person, { clock: { now: () => now } })) readers.add(person.id);
  return [...readers];
}
