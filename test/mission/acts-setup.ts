/** How programs and cadences are set up and run, and what people set for themselves, under the rule of acts.ts. */
import { submitForm, untilOpen } from "../../src/demo/answering.ts";
import { submitAndLeave } from "../../src/demo/asking.ts";
import type { Run } from "../support/run.ts";

/** By their own command, from a day to a day; `delegate`: who stands in. */
export async function away(
  run: Run,
  who: string,
  { from, until, delegate }: { from: string; until: string; delegate?: string },
): Promise<void> {
  const actor = run.as(who);
  await untilOpen(actor, async () => (await actor.command("/drumbeat away")).response);
  actor.fill("from", from);
  actor.fill("until", until);
  if (delegate !== undefined) actor.fill("delegate", delegate);
  await submitAndLeave(actor);
  await run.settle();
}

export interface Roles {
  sponsors: string[];
  team: string[];
}

/** In the form of the program. */
export async function changeRoles(run: Run, who: string, { sponsors, team }: Roles): Promise<void> {
  const actor = run.as(who);
  const { response } = await actor.command("/drumbeat program");
  if (!response) throw new Error(`${who} has no list of programs.`);
  await actor.press(response, { actionId: "program.menu", option: "Edit…" });
  await actor.waitForView();
  actor.fill("sponsors", sponsors);
  actor.fill("team:0", team);
  const result = await submitForm(actor);
  if ("errors" in result) throw new Error(JSON.stringify(result));
  while (actor.view()) await actor.closeView();
  await run.settle();
}
