/** A program with a workshop on Thursday 10 December: asked on 26 November, answers due on 2 December, put together on the 3rd. */
import { expect } from "vitest";
import { createCadence } from "../../src/cadences/changes.ts";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { getTemplate } from "../../src/cadences/templates.ts";
import { submitCheckIn } from "../../src/check-ins/saving.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { createPortfolioFromForm } from "../../src/programs/portfolios.ts";
import { type Program, programOf } from "../../src/programs/programs.ts";
import { readPreparation } from "../../src/workshop/preparation.ts";
import {
  actingAs,
  aRun,
  LEA,
  NINA,
  personIn,
  RAVI,
  type Run,
  type RunOptions,
  SAM,
  SOFIA,
  TOM,
} from "../support/run.ts";

export const MIA = { handle: "mia", name: "Mia Berg", tz: "Europe/London", locale: "en-GB" };
export const HUGO = { handle: "hugo", name: "Hugo Lambert", tz: "Europe/Paris", locale: "fr-FR" };
export const ASKED = "2026-11-26T15:00Z";
export const DUE = "2026-12-02T20:00Z";
export const PUT_TOGETHER = "2026-12-03T15:00Z";

/** Sofia sponsors it; Sam, who sits longest, Ravi, Mia and Hugo are its committee, Nina its secretary. */
export const ATLAS = {
  key: "atlas",
  title: "Atlas",
  lead: "lea",
  sponsors: ["sofia"],
  steering: ["sam", "ravi", "mia", "hugo"],
  secretary: "nina",
  team: ["tom"],
};

export const YEAR = { key: "year", program: "atlas", template: "annual-strategy" };

export function aWorkshop(options: RunOptions = {}): Promise<Run> {
  return aRun({
    start: "2026-11-23T06:00:00.000Z",
    people: [LEA, TOM, NINA, RAVI, SOFIA, SAM, MIA, HUGO],
    programs: [ATLAS],
    cadences: [YEAR],
    ...options,
  });
}

/** What one person says, with their handle in each field. */
export function saidBy(handle: string, more: Answers = {}): Answers {
  return {
    vision: `vision of ${handle}`,
    successes: `success of ${handle}`,
    stop: `stop-${handle}`,
    agenda: `topic of ${handle}?`,
    ...more,
  };
}

export async function promptOf(run: Run, handle: string, cadence = "year"): Promise<string> {
  const { id: personId } = await personIn(run, handle);
  const { id } = await run.db
    .selectFrom("prompt")
    .innerJoin("round", "round.id", "prompt.round_id")
    .innerJoin("cadence", "cadence.id", "round.cadence_id")
    .select("prompt.id")
    .where("prompt.person_id", "=", personId)
    .where("cadence.key", "=", cadence)
    .orderBy("round.key", "desc")
    .executeTakeFirstOrThrow();
  return id;
}

export async function says(run: Run, handle: string, answers: Answers = saidBy(handle)): Promise<void> {
  const actor = await personIn(run, handle);
  const promptId = await promptOf(run, handle);
  expect(await submitCheckIn({ ...run.app.services, actor }, { promptId, answers })).toEqual({ stored: true });
  await run.settle();
}

export async function roundOf(run: Run, cadence = "year") {
  return run.db
    .selectFrom("round")
    .innerJoin("cadence", "cadence.id", "round.cadence_id")
    .selectAll("round")
    .where("cadence.key", "=", cadence)
    .orderBy("round.key", "desc")
    .executeTakeFirstOrThrow();
}

export async function preparationFor(run: Run, handle: string, cadence = "year") {
  return readPreparation(run.app.services, await personIn(run, handle), (await roundOf(run, cadence)).id);
}

export async function programIdOf(run: Run, key: string): Promise<string> {
  return (await run.db.selectFrom("program").select("id").where("key", "=", key).executeTakeFirstOrThrow()).id;
}

/** Over all programs, with its own workshop. */
export async function aPortfolioWithWorkshop(run: Run, memberHandles: readonly string[]): Promise<Program> {
  const members = [];
  for (const handle of memberHandles) members.push(await personIn(run, handle));
  const owner = await actingAs(run, "workspace-owner");
  const form = { title: "Retail", label: null, members, secretary: null, chair: null, quorum: null };
  const { id } = await createPortfolioFromForm(owner, form);
  const program = await programOf(run.db, owner.actor.workspace_id, id);
  const { id: template, rule, audience, readers, disclosure, questions } = getTemplate("annual-strategy");
  const cadence = { key: "year-of-retail", program, template, rule, audience, readers, disclosure, questions };
  await inTransaction(run.db, (tx) => createCadence({ ...owner, db: tx }, cadence));
  return program;
}

/** Who is asked in the last round. */
export async function askedIn(run: Run, cadence = "year"): Promise<string[]> {
  const found = await run.db
    .selectFrom("prompt")
    .innerJoin("round", "round.id", "prompt.round_id")
    .innerJoin("cadence", "cadence.id", "round.cadence_id")
    .innerJoin("person", "person.id", "prompt.person_id")
    .select("person.handle")
    .where("cadence.key", "=", cadence)
    .where("prompt.state", "!=", "excused")
    .execute();
  return found.map(({ handle }) => handle).sort();
}
