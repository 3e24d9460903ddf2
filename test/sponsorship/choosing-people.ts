/** The choice of a sponsor for the tests of it: Tom leads Atlas, Sofia sponsors it, Sam and Nina could. */
import { CRITERIA, type Criterion } from "../../src/sponsorship/choosing/table.ts";
import { saveChoice } from "../../src/sponsorship/choosing/use-cases.ts";
import { enterFacts } from "../../src/sponsorship/choosing/use-cases-facts.ts";
import { answerRequest, askCandidate } from "../../src/sponsorship/choosing/use-cases-request.ts";
import { personIn, type Run, textOf } from "../support/run.ts";
import { named } from "./people.ts";

export async function programId(run: Run, key = "atlas"): Promise<string> {
  return (await run.db.selectFrom("program").select("id").where("key", "=", key).executeTakeFirstOrThrow()).id;
}

/** Begun by Tom: candidates by handle, with lines of *My people* of their own. */
export async function begun(
  run: Run,
  {
    candidates = ["sam", "nina"],
    contributors = ["dan"],
    said = "agreed-if",
  }: { candidates?: string[]; contributors?: string[]; said?: "agreed-if" | "not-asked" } = {},
): Promise<void> {
  const stakeholderIds: string[] = [];
  for (const person of candidates) stakeholderIds.push((await named(run, { person, said })).id);
  const people = [];
  for (const handle of contributors) people.push(await personIn(run, handle));
  const choice = { stakeholderIds, contributors: people };
  await saveChoice(run.app.services, await personIn(run, "tom"), await programId(run), choice);
}

export async function candidateId(run: Run, handle: string): Promise<string> {
  const { id } = await personIn(run, handle);
  const row = await run.db.selectFrom("sponsor_candidate").select("id").where("person_id", "=", id).executeTakeFirst();
  return row?.id ?? "";
}

/** What is left out is none. */
export async function entered(
  run: Run,
  by: string,
  of: string,
  facts: Partial<Record<Criterion, string>> = {},
  on = "2026-10-12",
): Promise<void> {
  const all = (criterion: Criterion) => ({ text: facts[criterion] ?? "", on });
  const [vision, influence, desire, credibility, customer] = CRITERIA.map(all);
  if (!vision || !influence || !desire || !credibility || !customer) throw new Error("Not five criteria");
  await enterFacts(run.app.services, await personIn(run, by), await candidateId(run, of), {
    ...{ vision, influence, desire, credibility, customer },
  });
}

export async function asked(run: Run, of: string, { by = "tom", replaces = "" } = {}): Promise<void> {
  const replaced = replaces === "" ? null : (await personIn(run, replaces)).id;
  await askCandidate(run.app.services, await personIn(run, by), await candidateId(run, of), replaced);
}

export async function answers(run: Run, handle: string, answer: "yes" | "talk" | "no"): Promise<void> {
  const person = await personIn(run, handle);
  const request = await run.db
    .selectFrom("sponsor_request")
    .select("id")
    .where("person_id", "=", person.id)
    .orderBy("id", "desc")
    .executeTakeFirst();
  await answerRequest(run.app.services, person, request?.id ?? "", answer);
}

/** What somebody opens, or is told. */
export async function opens(run: Run, handle: string, line = "/drumbeat sponsor-choice"): Promise<string> {
  await run
    .as(handle)
    .closeView({ all: true })
    .catch(() => undefined);
  const { response } = await run.as(handle).command(line);
  return response ? textOf(response) : seen(run, handle);
}

export async function seen(run: Run, handle: string): Promise<string> {
  return textOf(await run.as(handle).waitForView()).replaceAll("\u00a0", " ");
}
