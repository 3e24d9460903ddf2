/** Everybody to whom something may come, with what comes to them in a week. */
import { CEILINGS } from "../delivery/attention/rules.ts";
import { countedSince } from "../delivery/use-cases-outlook.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { attentionRolesAmong, slotFactsOf } from "../programs/use-cases-slots.ts";
import { listPeople } from "./repository.ts";
import type { KnownPerson } from "./steps.ts";

export async function peopleAhead(db: Db, workspaceId: string, now: Instant): Promise<KnownPerson[]> {
  const people = await listPeople(db, workspaceId);
  const ids = people.map(({ id }) => id);
  const slots = await slotFactsOf(db, workspaceId, ids, now);
  const roles = await attentionRolesAmong(db, workspaceId, ids, now);
  const came = await countedSince(db, workspaceId, { now, personIds: ids });
  return people.map((person) => ({
    ...person,
    ceiling: slots.get(person.id)?.isAsItHappens ? null : CEILINGS[roles.get(person.id) ?? "team"].perWeek,
    came: (came.get(person.id) ?? []).map(({ at }) => at),
  }));
}
