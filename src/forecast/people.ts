/** Everybody to whom something may come, with what comes to them in a week. */
import { countedSince } from "../delivery/use-cases-outlook.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { listPeople } from "./repository.ts";
import type { KnownPerson } from "./steps.ts";

export async function peopleAhead(db: Db, workspaceId: string, now: Instant): Promise<KnownPerson[]> {
  const people = await listPeople(db, workspaceId);
  const ids = people.map(({ id }) => id);
  const came = await countedSince(db, workspaceId, { now, personIds: ids });
  return people.map((person) => ({ ...person, came: (came.get(person.id) ?? []).map(({ at }) => at) }));
}
