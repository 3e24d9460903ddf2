/** Lines of *My people* for the tests of them. */
import { addLocalDays } from "../../src/platform/time.ts";
import { aRun, LEA, NINA, personIn, type Run, type RunOptions, SAM, SOFIA, TOM } from "../support/run.ts";
import { type Named, nameStakeholder } from "../support/stakeholders.ts";

export const DAN = { handle: "dan", name: "Dan Olsen", tz: "Europe/London", locale: "en-GB" };
const DORA = { handle: "dora", name: "Dora Klein", tz: "Europe/Paris", locale: "fr-FR" };

/** Tom leads it, Dan is the deputy, Sofia sponsors it, Nina works for it; Léa reads French and leads another. */
export function aRunOfPeople(options: RunOptions = {}): Promise<Run> {
  return aRun({
    people: [LEA, TOM, NINA, SOFIA, SAM, DAN, DORA],
    programs: [
      { key: "atlas", title: "Atlas", lead: "tom", deputy: "dan", sponsors: ["sofia"], team: ["nina"] },
      { key: "borea", title: "Borea", lead: "lea", team: ["nina"] },
    ],
    cadences: [],
    isTogether: true,
    ...options,
  });
}

/** What is left out is of Sofia, whose yes Atlas needs and with whom Tom keeps the contact. */
export async function named(
  run: Run,
  given: Omit<Partial<Named>, "person" | "owner"> & {
    by?: string;
    program?: string;
    person?: string;
    owner?: string;
  } = {},
) {
  const { by = "tom", program = "atlas", person = "sofia", owner = "tom", ...line } = given;
  const { id } = await run.db.selectFrom("program").select("id").where("key", "=", program).executeTakeFirstOrThrow();
  return nameStakeholder(run.app.services, await personIn(run, by), id, {
    ...{ stance: "agreed-if", stanceWords: "the budget stays", cares: "No new cost", ...line },
    person: line.outside === undefined ? await personIn(run, person) : null,
    owner: await personIn(run, owner),
  });
}

/** Their seats in Atlas ended yesterday. */
export async function endRole(run: Run, handle: string): Promise<void> {
  const { id } = await personIn(run, handle);
  const until_date = addLocalDays(run.clock.now().slice(0, 10), -1);
  await run.db.updateTable("seat").set({ until_date }).where("person_id", "=", id).execute();
}
