/** Of which programs and portfolios somebody may know that there are. */
import type { Person } from "../people/people.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import { listPlacesFor, type VisibleProgram } from "./programs.ts";

/** By id, with what they are in each: theirs, and those that are open to the workspace, as by `mayKnow`. */
export async function placesKnownTo(
  db: Db | Tx,
  person: Person,
  stamps: { clock: Pick<Clock, "now"> },
): Promise<Map<string, VisibleProgram>> {
  const places = await placesOf(db, person, stamps);
  if (person.affiliation !== "member" || person.is_deactivated === 1) return places;
  for (const program of await rows(db, "program", person.workspace_id).list({ visibility: "workspace" }))
    if (!places.has(program.id)) places.set(program.id, { program, standings: [] });
  return places;
}

/** By id, theirs alone. */
export async function placesOf(
  db: Db | Tx,
  person: Person,
  stamps: { clock: Pick<Clock, "now"> },
): Promise<Map<string, VisibleProgram>> {
  return new Map((await listPlacesFor(db, person, stamps)).map((place) => [place.program.id, place]));
}
