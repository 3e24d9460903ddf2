/** By what a digest that was sent is still somebody's to open: roles in the programs of which it tells. */
import type { Person } from "../../people/use-cases.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { listProgramsFor } from "../../programs/use-cases.ts";

/** The keys and ids of the programs in which this person has a role now, their own or as a delegate. */
export async function programsWithRole(
  services: { clock: Pick<Clock, "now"> },
  db: Db | Tx,
  person: Person,
): Promise<{ keys: ReadonlySet<string>; ids: string[] }> {
  const known = (await listProgramsFor(db, person, services)).filter(({ standings }) =>
    standings.some((standing) => standing !== "admin"),
  );
  return { keys: new Set(known.map(({ program }) => program.key)), ids: known.map(({ program }) => program.id) };
}
