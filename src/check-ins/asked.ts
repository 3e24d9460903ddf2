/** Who is asked at the moment: what somebody's word about their own answers rests on. */
import { cadenceOf, isAskable } from "../cadences/use-cases.ts";
import type { Person } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { listCadencesAsking } from "./repository-prompts.ts";

/**
 * Of these programs, those with an open round in which this person is asked, and still in its audience: whoever has
 * answered before they left is not.
 */
export async function programsAsking(
  db: Db | Tx,
  person: Person,
  programIds: readonly string[],
  now: Instant,
): Promise<Set<string>> {
  const asking = new Set<string>();
  for (const { program_id, cadence_id } of await listCadencesAsking(db, {
    workspace_id: person.workspace_id,
    id: person.id,
    programIds,
    now,
  })) {
    if (asking.has(program_id)) continue;
    const cadence = await cadenceOf(db, person.workspace_id, cadence_id);
    if (await isAskable(db, cadence, person, { clock: { now: () => now } })) asking.add(program_id);
  }
  return asking;
}
