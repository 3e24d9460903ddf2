/** How many people may read what somebody answers. */
import { feeds } from "../../cadences/audience/audience.ts";
import { listParticipants } from "../../cadences/use-cases.ts";
import { mayReadAnswers } from "../../people/rules-rights.ts";
import { handlesOf, peopleByIds } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import { officeOver } from "../../programs/office/grounds.ts";
import { listSeatsOn, seatDay } from "../../programs/use-cases.ts";
import type { RoundContext } from "../rounds/context.ts";

/** One by one, or in a digest. Whoever wrote it is not counted. */
export async function countReaders(
  services: Pick<Looking, "clock">,
  db: Db | Tx,
  { program, cadence }: Pick<RoundContext, "program" | "cadence">,
  authorId: string,
): Promise<number> {
  const { workspace_id: workspaceId, visibility } = program;
  const { disclosure } = cadence;
  const seats = await listSeatsOn(db, program, seatDay(services.clock.now()));
  const ids = new Set<string>();
  for (const [id, theirs] of Map.groupBy(seats, (seat) => seat.person_id)) {
    const roles = theirs.map(({ role }) => role);
    if (mayReadAnswers(roles, { disclosure, visibility }) || feeds(cadence.readers, { id, roles })) ids.add(id);
  }
  if (mayReadAnswers(["office"], { disclosure, visibility }))
    for (const id of await officeOver(db, program, services.clock.now())) ids.add(id);
  if (mayReadAnswers(["participant"], { disclosure, visibility }))
    for (const { id } of await listParticipants(db, cadence, services)) ids.add(id);
  if (mayReadAnswers([], { disclosure, visibility }))
    for (const id of (await handlesOf(db, workspaceId)).keys()) ids.add(id);
  ids.delete(authorId);
  const people = await peopleByIds(db, workspaceId, [...ids]);
  return people.filter((person) => person.is_deactivated === 0 && person.is_bot === 0).length;
}
