import { adminsOf, dataProtectionOf } from "../../people/use-cases-settings.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { answerersOf } from "./rules.ts";

/** Who answers this person now, by id. */
export async function answererIdsOf(db: Db | Tx, workspaceId: string, personId: string): Promise<string[]> {
  const { people } = await dataProtectionOf(db, workspaceId);
  return answerersOf(personId, { dataProtection: people, admins: await adminsOf(db, workspaceId) });
}
