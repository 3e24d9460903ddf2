/** Whoever has a working role, a step or an open request in a program, without a seat: what they are told, and what opens. */
import { expect, it } from "vitest";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { rolesOf, saveRole } from "../../src/tracks/working-roles.ts";
import { opens, programId } from "../sponsorship/choosing-people.ts";
import { openHome } from "../support/home-tab.ts";
import { actingAs, lastMessage, personIn, type Run, textOf } from "../support/run.ts";
import { aProgram, LAUNCH } from "./launch.ts";

/** `holders`: by their handles. */
async function nameTo(run: Run, who: string, key: string, handles: string[]) {
  const ctx = await actingAs(run, who);
  const id = await programId(run);
  const role = (await rolesOf(run.db, { workspace_id: ctx.actor.workspace_id, id })).find((each) => each.key === key);
  const holders = await Promise.all(handles.map((handle) => personIn(run, handle)));
  const lists = { answersFor: "", skills: "", tasks: "", gives: "", needs: "" };
  const { description } = role ?? expect.fail(key);
  const { en } = description.name;
  await saveRole(ctx, { programId: id, roleId: role?.id ?? null, ...lists, name: en, holders });
}

it("tells whoever is named to two roles once: what they give and get, the first step, who waits", async () => {
  const run = await aProgram("SQLite");
  const tom = await actingAs(run, "tom");
  await startTrack(tom, { programId: await programId(run), template: LAUNCH });
  await nameTo(run, "tom", "developer", ["sam"]);
  await nameTo(run, "tom", "marketer", ["sam", "lea"]);
  await run.to("2026-11-02T18:00:00Z");
  console.log(run.as("sam").dm().map(textOf).join("\n=====\n"));
  console.log(run.as("nina").dm().map(textOf).join("\n=====\n"));
  console.log((await openHome(run, "sam")).join("\n"));
  console.log(await opens(run, "sam", "/drumbeat tracks"));
  console.log(await opens(run, "sam", "/drumbeat roles atlas"));
  console.log(await opens(run, "sam", "/drumbeat atlas"));
  console.log(textOf(lastMessage(run, "sam")));
});
