/** Which digests a person gets: by default those of their seats, else those that they chose; none of them is never. */
import type { Person } from "../../../people/use-cases.ts";
import type { Db, Tx } from "../../../platform/database.ts";
import type { Services } from "../../../platform/services.ts";
import { localDateOf } from "../../../platform/time.ts";
import { isActiveOn } from "../../../programs/rules-program.ts";
import { listActiveSeats } from "../../repository.ts";
import type { Rhythm } from "../../table.ts";
import { refreshSubscriptions } from "../../use-cases.ts";
import { choiceOf, givesDigest, RHYTHMS } from "../rules.ts";
import { deleteChoice, listChoices, upsertChoice } from "./repository.ts";

export interface ReaderRhythms {
  /** In the order of `RHYTHMS`; both are empty for those who have no seat. */
  byDefault: Rhythm[];
  chosen: Rhythm[];
  hasSeat: boolean;
}

export async function rhythmsOf(
  db: Db | Tx,
  { workspace_id: workspaceId, id, zone }: Person,
  { clock }: Pick<Services, "clock">,
): Promise<ReaderRhythms> {
  const today = localDateOf(clock.now(), zone);
  const seats = (await listActiveSeats(db, workspaceId, [id])).filter((seat) => isActiveOn(seat, today));
  const choices = new Map((await listChoices(db, workspaceId, [id])).map((row) => [row.rhythm, choiceOf(row)]));
  const gives = (rhythm: Rhythm, choice: boolean | undefined) =>
    seats.some(({ role }) => givesDigest(role, rhythm, choice));
  return {
    byDefault: RHYTHMS.filter((rhythm) => gives(rhythm, undefined)),
    chosen: RHYTHMS.filter((rhythm) => gives(rhythm, choices.get(rhythm))),
    hasSeat: seats.length > 0,
  };
}

/** Only what differs from the default is kept, so that a seat that comes brings its digests. */
export async function chooseRhythms(
  stamps: Pick<Services, "clock">,
  tx: Tx,
  person: Person,
  wanted: readonly Rhythm[],
): Promise<void> {
  const { byDefault } = await rhythmsOf(tx, person, stamps);
  for (const rhythm of RHYTHMS) {
    const isWanted = wanted.includes(rhythm);
    if (isWanted === byDefault.includes(rhythm)) await deleteChoice(tx, person.workspace_id, person.id, rhythm);
    else
      await upsertChoice(tx, {
        workspace_id: person.workspace_id,
        person_id: person.id,
        rhythm,
        is_wanted: isWanted ? 1 : 0,
        updated_at: stamps.clock.now(),
      });
  }
  await refreshSubscriptions(tx, stamps, person.workspace_id, [person.id]);
}
