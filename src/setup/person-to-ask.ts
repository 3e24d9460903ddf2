import { getPersonByHandle, type Person } from "../people/people.ts";
import type { Db } from "../platform/database.ts";
import { refuseWhoCannotAnswer } from "../programs/programs.ts";

/** Throws PERSON_UNKNOWN, PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED, PARTICIPANT_EXTERNAL. */
export async function personToAsk(db: Db, actor: Person, handle: string): Promise<Person> {
  const person = await getPersonByHandle(db, actor.workspace_id, handle);
  refuseWhoCannotAnswer(person);
  return person;
}
