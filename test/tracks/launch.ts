/** A program with two working roles and a track of three steps, for tests that play it. */

import { rows } from "../../src/platform/rows.ts";
import { completeStep } from "../../src/tracks/steps.ts";
import { trackTemplateSchema } from "../../src/tracks/template.ts";
import { getWorkRequest } from "../../src/tracks/work/request-queries.ts";
import { addLibraryRoles } from "../../src/tracks/working-roles.ts";
import { programId } from "../sponsorship/choosing-people.ts";
import type { databases } from "../support/databases.ts";
import { actingAs, aRun, LEA, NINA, type Run, type RunOptions, SAM, SOFIA, TOM } from "../support/run.ts";

/** Build (developer), then test (marketer), then go live, which its lead approves. */
export const LAUNCH = trackTemplateSchema.parse({
  version: 1,
  key: "launch",
  name: "Launch",
  purpose: "A journey goes live.",
  roles: ["developer", "marketer"],
  steps: [
    { key: "build", title: "Build the journey", role: "developer", accountable: "lead", term: 5 },
    {
      ...{ key: "test", title: { en: "Test the journey", fr: "Tester le parcours" }, role: "marketer" },
      ...{ accountable: "lead", term: 1, after: ["build"], checks: ["A test person got it"], gate: true },
    },
    { key: "live", title: "Go live", role: "developer", accountable: "lead", term: 2, after: ["test"] },
  ],
});

/** Tom leads, Nina is developer, Léa marketer. */
export async function aProgram(database: (typeof databases)[number], options: RunOptions = {}): Promise<Run> {
  const run = await aRun({
    people: [LEA, TOM, NINA, SOFIA, SAM],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: ["nina", "lea"] }],
    cadences: [],
    isTogether: true,
    database,
    ...options,
  });
  const ctx = await actingAs(run, "tom");
  await addLibraryRoles(ctx, { programId: await programId(run), keys: ["developer", "marketer"] });
  for (const [key, handle] of [
    ["developer", "nina"],
    ["marketer", "lea"],
  ] as const) {
    const { id: roleId } = await run.db
      .selectFrom("working_role")
      .select("id")
      .where("key", "=", key)
      .executeTakeFirstOrThrow();
    const { actor } = await actingAs(run, handle);
    await run.db
      .insertInto("role_holder")
      .values({
        workspace_id: actor.workspace_id,
        id: ctx.ids.next(),
        role_id: roleId,
        person_id: actor.id,
        named_by: ctx.actor.id,
        from_at: run.clock.now(),
        ended_at: null,
      })
      .execute();
  }
  return run;
}

/** The open step of this key of a request is done by whoever has it. */
export async function stepDone(run: Run, requestId: string, key: string): Promise<void> {
  const { workspace_id: workspaceId } = (await actingAs(run, "tom")).actor;
  const step = (await getWorkRequest(run.db, workspaceId, requestId)).steps.find((each) => each.key === key);
  const owner = await rows(run.db, "person", workspaceId).find({ id: step?.ownerId ?? "" });
  const ctx = await actingAs(run, owner?.handle ?? "");
  await completeStep(ctx, { itemId: step?.stands.item_id ?? "", checked: step?.checks.length ?? 0, note: "" });
  await run.settle();
}
