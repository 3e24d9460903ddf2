/** Which digests a person gets: by default those of their seats, else those that they chose; none of them is never. */
import type { ActorContext } from "../../people/actors.ts";
import type { Person } from "../../people/people.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { localDateOf } from "../../platform/time.ts";
import { isActiveOn, listSeatsOfPerson } from "../../programs/seats.ts";
import { RHYTHMS, type Rhythm } from "../compile/report.ts";
import { refreshSchedule } from "../digest/schedule.ts";
import { givesDigest } from "./cadences-feeding-reports.ts";

/** In the order of `RHYTHMS`; both are empty for those who have no seat. */
export async function rhythmsOf(
  db: Db | Tx,
  { workspace_id: workspaceId, id, zone }: Person,
  { clock }: Pick<Services, "clock">,
): Promise<{ byDefault: Rhythm[]; chosen: Rhythm[]; hasSeat: boolean }> {
  const today = localDateOf(clock.now(), zone);
  const held = (await listSeatsOfPerson(db, workspaceId, id)).filter((seat) => isActiveOn(seat, today));
  const ids = held.map(({ program_id: programId }) => programId);
  const running = await rows(db, "program", workspaceId).list({ id: ids, state: "active" });
  const seats = held.filter((seat) => running.some((program) => program.id === seat.program_id));
  const choices = await rows(db, "reader_rhythm", workspaceId).list({ person_id: id });
  const chosen = new Map(choices.map((row) => [row.rhythm, row.is_wanted === 1]));
  const gives = (rhythm: Rhythm, choice: boolean | undefined) =>
    seats.some(({ role }) => givesDigest(role, rhythm, choice));
  return {
    byDefault: RHYTHMS.filter((rhythm) => gives(rhythm, undefined)),
    chosen: RHYTHMS.filter((rhythm) => gives(rhythm, chosen.get(rhythm))),
    hasSeat: seats.length > 0,
  };
}

/** Stores only what differs from the default, so that a seat that comes brings its digests. */
export async function chooseRhythms(
  { db: tx, actor, clock }: ActorContext<Tx>,
  { wanted }: { wanted: readonly Rhythm[] },
): Promise<void> {
  const { byDefault } = await rhythmsOf(tx, actor, { clock });
  const { workspace_id: workspaceId, id: personId } = actor;
  const now = clock.now();
  const choices = rows(tx, "reader_rhythm", workspaceId);
  await choices.remove({ person_id: personId });
  for (const rhythm of RHYTHMS) {
    const isWanted = wanted.includes(rhythm);
    if (isWanted === byDefault.includes(rhythm)) continue;
    await choices.insert({ person_id: personId, rhythm, is_wanted: isWanted ? 1 : 0, updated_at: now });
  }
  await refreshSchedule(tx, workspaceId, now, [personId]);
}
