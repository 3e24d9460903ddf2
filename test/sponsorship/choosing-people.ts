/** The choice of a sponsor for the tests of it: Tom leads Atlas, Sofia sponsors it, Sam and Nina could. */
import { saveChoice } from "../../src/sponsorship/candidates.ts";
import { answerRequest, askCandidate } from "../../src/sponsorship/sponsor-request.ts";
import { actingAs, personIn, type Run, textOf } from "../support/run.ts";
import { allowChoosing, scored } from "../support/stakeholders.ts";
import { named } from "./people.ts";

export async function programId(run: Run, key = "atlas"): Promise<string> {
  return (await run.db.selectFrom("program").select("id").where("key", "=", key).executeTakeFirstOrThrow()).id;
}

/** Begun by Tom: candidates by handle, with lines of *My people* of their own. */
export async function begun(
  run: Run,
  { candidates = ["sam", "nina"], scorers = ["tom", "dan"] }: { candidates?: string[]; scorers?: string[] } = {},
): Promise<void> {
  await allowChoosing(run.db);
  for (const person of candidates) await named(run, { person, stance: "not-asked" });
  const people = async (handles: string[]) => Promise.all(handles.map((handle) => personIn(run, handle)));
  const ids = (await people(candidates)).map(({ id }) => id);
  const choice = { candidates: ids, scorers: await people(scorers) };
  await saveChoice(await actingAs(run, "tom"), { programId: await programId(run), ...choice });
}

export async function candidateId(run: Run, handle: string): Promise<string> {
  const { id } = await personIn(run, handle);
  const row = await run.db.selectFrom("sponsor_candidate").select("id").where("person_id", "=", id).executeTakeFirst();
  return row?.id ?? "";
}

/** By default 4 each. */
export async function entered(
  run: Run,
  by: string,
  of: string,
  evidence: string,
  scores: Parameters<typeof scored>[4] = {},
): Promise<void> {
  await scored(run.app.services, await personIn(run, by), await candidateId(run, of), evidence, scores);
}

export async function asked(run: Run, of: string, { by = "tom" } = {}): Promise<void> {
  await askCandidate(await actingAs(run, by), { candidateId: await candidateId(run, of) });
}

export async function answers(run: Run, handle: string, answer: "yes" | "talk" | "no"): Promise<void> {
  const person = await personIn(run, handle);
  const request = await run.db
    .selectFrom("sponsor_request")
    .select("id")
    .where("person_id", "=", person.id)
    .orderBy("id", "desc")
    .executeTakeFirst();
  await answerRequest({ ...run.app.services, actor: person }, { requestId: request?.id ?? "", answer });
}

/** What somebody opens, or is told. */
export async function opens(run: Run, handle: string, line = "/drumbeat sponsor-choice atlas"): Promise<string> {
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
