/** What somebody may do by being asked to sponsor a program: read its case, as long as they have not said no. */
import type { Standing } from "../../people/rules-rights.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { programsAskingToSponsor } from "./repository.ts";

export async function candidacyIn(db: Db | Tx, person: Person, programId: string): Promise<Standing[]> {
  return (await programsToSponsor(db, person)).includes(programId) ? ["candidate"] : [];
}

/** The ids of the programs whose sponsor they are asked to be. */
export async function programsToSponsor(db: Db | Tx, person: Person): Promise<string[]> {
  return person.is_deactivated === 1 ? [] : programsAskingToSponsor(db, person.workspace_id, person.id);
}
