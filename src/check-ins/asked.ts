/** Who is asked at the moment: what somebody's word about their own answers rests on. */
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { listProgramsAsking } from "./repository-prompts.ts";

/** Of these programs, those with an open round in which this person is asked. */
export async function programsAsking(
  db: Db | Tx,
  person: { workspace_id: string; id: string },
  programIds: readonly string[],
  now: Instant,
): Promise<Set<string>> {
  return new Set(await listProgramsAsking(db, { ...person, programIds, now }));
}
