/** Who is asked at the moment: what somebody's word about their own answers rests on. */
import { cadenceOf, isAskable } from "../../cadences/use-cases.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { listCadencesAsking } from "./repository-prompts.ts";

/** Answers `programsAsking`. */
export async function asking(
  services: { clock: Pick<Clock, "now"> },
  db: Db | Tx,
  { person, programIds }: { person: Person; programIds: readonly string[] },
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const { program_id, cadence_id } of await listCadencesAsking(db, {
    workspace_id: person.workspace_id,
    id: person.id,
    programIds,
    now: services.clock.now(),
  })) {
    if (found.has(program_id)) continue;
    const cadence = await cadenceOf(db, person.workspace_id, cadence_id);
    if (await isAskable(db, cadence, person, services)) found.add(program_id);
  }
  return found;
}
