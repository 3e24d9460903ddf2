/** Lines of *My people* for the tests of them. */
import { nameStakeholder } from "../../src/sponsorship/stakeholders/use-cases.ts";
import { aRun, LEA, NINA, personIn, type Run, type RunOptions, SAM, SOFIA, TOM } from "../support/run.ts";

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
  given: {
    by?: string;
    program?: string;
    person?: string;
    job?: string;
    owner?: string;
    said?: "agreed" | "agreed-if" | "objected" | "not-asked";
    saidWords?: string;
    cares?: string;
    power?: "decides" | "must-agree" | "neither";
    interest?: "affected" | "wants-to-know" | "neither";
    nextOn?: string;
  } = {},
) {
  const { by = "tom", program = "atlas", job = "", owner = "tom", said = "agreed-if" } = given;
  const { id } = await run.db.selectFrom("program").select("id").where("key", "=", program).executeTakeFirstOrThrow();
  const actor = await personIn(run, by);
  return nameStakeholder(run.app.services, actor, id, {
    person: job === "" ? await personIn(run, given.person ?? "sofia") : null,
    job,
    organisation: job === "" ? "" : "Northwind",
    power: given.power ?? "decides",
    interest: given.interest ?? "affected",
    said,
    saidWords: given.saidWords ?? "the budget stays",
    saidOn: null,
    saidTo: null,
    cares: given.cares ?? "No new cost",
    owner: await personIn(run, owner),
    nextOn: given.nextOn ?? null,
  });
}
