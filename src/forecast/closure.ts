/** Whom and what a forecast has to run, so that what it says of those asked about is true. */
import { adminsOf } from "../people/settings.ts";
import type { Db } from "../platform/database.ts";
import { type Closure, listPeopleAround, listProgramsAround } from "./repository-copy.ts";

/**
 * Those asked about, every program in which something may come to one of them, and everybody in these programs: what comes to
 * the others from elsewhere is left out. Null: the whole workspace. `programId`: all of its people are asked about.
 */
export async function closureOf(
  db: Db,
  workspaceId: string,
  { personId, programId }: { personId: string | undefined; programId: string | undefined },
): Promise<Closure | null> {
  if (personId === undefined && programId === undefined) return null;
  // An admin hears of every program.
  if (personId !== undefined && (await adminsOf(db, workspaceId)).some(({ id }) => id === personId)) return null;
  const own = programId === undefined ? [] : [programId];
  const people = personId === undefined ? await listPeopleAround(db, workspaceId, own) : [personId];
  const programIds = [...new Set([...own, ...(await listProgramsAround(db, workspaceId, people))])];
  const others = await listPeopleAround(db, workspaceId, programIds);
  return { programIds, personIds: [...new Set([...people, ...others])] };
}
