/** Workspaces to try Drumbeat in besides the story: large ones, through the product's own set-up. */
import { viewAsText } from "slack-sandbox";
import { expect, it, onTestFinished } from "vitest";
import { rolesNow } from "../../src/demo/roles.ts";
import { type SandboxRun, startRun } from "../../src/demo/sandbox-run.ts";
import type { Scenario } from "../../src/demo/scenario.ts";
import { largeWorkspace } from "../../src/demo/scenarios/generated.ts";
import { aDatabaseLocation } from "../support/databases.ts";

async function started(scenario: Scenario): Promise<SandboxRun> {
  const run = await startRun(scenario, { database: await aDatabaseLocation("SQLite"), logLevel: "fatal" });
  onTestFinished(() => run.close());
  return run;
}

it("knows everybody before anybody acts, though Slack makes it wait for the last pages of people", async () => {
  const large = largeWorkspace({ people: 4500, programs: 1 });
  const last = large.people.at(-1)?.handle ?? "";
  const programs = large.programs.map((program) => ({ ...program, lead: last }));
  const run = await started({ ...large, programs });
  expect((await rolesNow(run.app))[last]).toEqual([{ role: "lead", program: programs[0]?.title }]);
  const actor = run.sandbox.as(last);
  await actor.command("/drumbeat check-in");
  expect(viewAsText(await actor.waitForView())).toContain(programs[0]?.title);
});

it("makes a large workspace with programs in several zones, the same for the same numbers", async () => {
  const size = { people: 600, programs: 60 };
  const scenario = largeWorkspace(size);
  expect(scenario).toEqual(largeWorkspace(size));
  expect(new Set(scenario.people.map(({ handle }) => handle)).size).toBe(600);
  expect(new Set(scenario.programs.map(({ title }) => title)).size).toBe(60);
  const seated = scenario.programs.flatMap(({ lead, team }) => [lead, ...team]);
  const zones = scenario.people.filter(({ handle }) => seated.includes(handle)).map(({ tz }) => tz);
  expect(new Set(zones).size).toBe(10);
  const roles = await rolesNow((await started(scenario)).app);
  const [first] = scenario.programs;
  expect(roles[first?.lead ?? ""]).toContainEqual({ role: "lead", program: first?.title });
  expect(roles[first?.sponsors[0] ?? ""]).toContainEqual({ role: "sponsor", program: first?.title });
});
