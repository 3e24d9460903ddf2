/** A program with a case, for the tests of it: Léa leads Atlas, Nina is her deputy, Sofia sponsors it. */
import { addItem } from "../../src/register/use-cases-acts.ts";
import { readCase, saveSection } from "../../src/sponsorship/case/use-cases.ts";
import { approveCase } from "../../src/sponsorship/case/use-cases-approval.ts";
import { aRun, LEA, NINA, personIn, RAVI, type Run, type RunOptions, SAM, SOFIA, TOM, textOf } from "../support/run.ts";

export const ATLAS = {
  key: "atlas",
  title: "Atlas",
  purpose: "One import for all countries.",
  lead: "lea",
  sponsors: ["sofia"],
  team: ["tom", "ravi"],
};

export async function aProgram(options: RunOptions = {}): Promise<{ run: Run; programId: string }> {
  const run = await aRun({
    programs: [ATLAS],
    people: [{ ...LEA, locale: "en-GB" }, TOM, NINA, RAVI, SOFIA, SAM],
    ...options,
  });
  const { id: programId, workspace_id } = await run.db
    .selectFrom("program")
    .selectAll()
    .orderBy("id")
    .executeTakeFirstOrThrow();
  const { id: person_id } = await personIn(run, "nina");
  const seat = { id: run.app.services.ids.next(), from_date: null, until_date: null, delegate_id: null };
  const since = { created_at: run.clock.now() };
  await run.db
    .insertInto("seat")
    .values({ workspace_id, program_id: programId, person_id, role: "deputy", ...seat, ...since })
    .execute();
  return { run, programId };
}

export async function aRisk(run: Run, programId: string, title: string) {
  const lea = await personIn(run, "lea");
  return addItem(run.app.services, lea, programId, {
    type: "risk",
    details: { probability: 4, impact: 5, response: "reduce" },
    ownerId: lea.id,
    dueOn: "2026-12-01",
    title,
    sourceKey: `command:${title}`,
  });
}

export async function write(
  run: Run,
  handle: string,
  given: Partial<Parameters<typeof saveSection>[2]> & { programId: string },
) {
  const person = await personIn(run, handle);
  const whole = { section: "purpose" as const, revision: 0, text: "", items: [], measures: [], ...given };
  return saveSection(run.app.services, person, whole);
}

export async function approve(run: Run, handle: string, programId: string) {
  const person = await personIn(run, handle);
  const { sectionIds: read } = await readCase(run.app.services, person, programId);
  return approveCase(run.app.services, person, { programId, read });
}

export const said = (text: string) => text.replaceAll("\u00a0", " ");

export async function opened(run: Run, handle: string, line = "/drumbeat case ATL"): Promise<string> {
  await run.as(handle).command(line);
  return said(textOf(await run.as(handle).waitForView()));
}
