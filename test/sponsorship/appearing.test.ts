/** What is best asked of a sponsor now, from facts: as the lead begins to ask, and in a line of their week. */
import { expect, it } from "vitest";
import { addItem } from "../../src/register/use-cases-acts.ts";
import { personIn, type Run, textOf } from "../support/run.ts";
import { aRunOfPeople } from "./people.ts";

async function form(run: Run, handle = "tom", line = "/drumbeat appearance"): Promise<string> {
  await run
    .as(handle)
    .closeView({ all: true })
    .catch(() => undefined);
  await run.as(handle).command(line);
  return textOf(await run.as(handle).waitForView()).replaceAll("\u00a0", " ");
}

async function promised(run: Run, dueOn: string): Promise<void> {
  const { id } = await run.db.selectFrom("program").select("id").where("key", "=", "atlas").executeTakeFirstOrThrow();
  await addItem(run.app.services, await personIn(run, "tom"), id, {
    type: "action",
    details: {},
    title: "Sign the contract",
    ownerId: (await personIn(run, "sofia")).id,
    dueOn,
    sourceKey: `test:${dueOn}`,
  });
  await run.settle();
}

it("begins the form with an overdue promise of the sponsor, which goes away once it is done or something is asked", async () => {
  const run = await aRunOfPeople();
  await promised(run, "2026-11-06");
  expect(await form(run)).not.toContain("Proposed");
  await run.to("2026-11-09T12:00Z");
  const begun = await form(run);
  expect(begun).toContain(
    "Proposed: Clear the way. ATL-ACT-1 was due on Fri 6 Nov and is not done. Change it, or ask for something else.",
  );
  expect(begun).toContain("(title) Sign the contract");
  expect(begun).toContain(`(owner) ${run.as("sofia").userId}`);
  // Whoever has words for it, or does not speak for the program, is offered nothing.
  expect(await form(run, "tom", "/drumbeat appearance Leeds")).not.toContain("Proposed");
  expect(await form(run, "nina")).not.toContain("Proposed");
  await form(run);
  run.as("tom").fill("due", "2026-11-20");
  await run.as("tom").submit();
  await run.settle();
  expect(await form(run)).not.toContain("Proposed");
});
