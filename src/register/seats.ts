/** The seats of a program whose holders can be asked today. */
import { peopleByIds } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { localDateOf } from "../platform/time.ts";
import { listSeatsOn, type Program, type Seat } from "../programs/use-cases.ts";

export async function seatsNow(
  db: Db | Tx,
  program: Pick<Program, "workspace_id" | "id">,
  now: Instant,
): Promise<Seat[]> {
  const seats = await listSeatsOn(db, program, localDateOf(now, "UTC"));
  const people = await peopleByIds(db, program.workspace_id, [...new Set(seats.map(({ person_id }) => person_id))]);
  const active = new Set(people.filter((person) => !person.is_deactivated).map(({ id }) => id));
  return seats.filter(({ person_id }) => active.has(person_id));
}
