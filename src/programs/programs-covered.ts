/** The running programs that somebody is over, by the office or for a portfolio. */
import type { Person } from "../people/people.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { bodiesOf, coverageColumns, covers, placeOf } from "./coverage.ts";
import type { Label } from "./labels.ts";
import { officeOf } from "./office.ts";
import { listPrograms, type Program } from "./programs.ts";

/** The running programs over which this person has the office now; null: none is theirs. */
export async function programsOfOffice(
  { db, clock }: { db: Db | Tx; clock: Pick<Services["clock"], "now"> },
  person: Person,
): Promise<Program[] | null> {
  const over = await officeOf(db, person, clock.now(), null);
  if (!over) return null;
  return (await listPrograms(db, person.workspace_id)).filter(({ state, id }) => state === "active" && over(id));
}

/** The running programs that the portfolios of this person cover now. */
export async function programsCoveredBy(
  { db, clock }: { db: Db | Tx; clock: Pick<Services["clock"], "now"> },
  person: Person,
): Promise<Program[]> {
  const { committee } = await bodiesOf(db, person, clock.now(), null);
  if (!committee) return [];
  return (await listPrograms(db, person.workspace_id)).filter(({ state, id }) => state === "active" && committee(id));
}

/** The running programs that a portfolio would cover, which its members read. */
export async function programsCovered(db: Db | Tx, workspaceId: string, label: Label | null): Promise<Program[]> {
  const coverage = coverageColumns(label);
  return (await listPrograms(db, workspaceId)).filter(
    (program) => program.state === "active" && covers("committee", coverage, placeOf(program)),
  );
}
