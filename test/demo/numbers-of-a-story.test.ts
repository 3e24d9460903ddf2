/** The numbers of a story: those before a measure, and those that its owner enters where their day is asked about. */
import { expect, it } from "vitest";
import { playScenario } from "../../src/demo/player.ts";
import type { Scenario, ScenarioEvent } from "../../src/demo/scenario.ts";
import { numbersIn } from "../goals/a-measure.ts";
import { aRun, LEA, type Run, SOFIA, TOM } from "../support/run.ts";

const measure = {
  at: "2026-10-30T10:00:00.000Z",
  by: "lea",
  do: "add-measure",
  program: "atlas",
  title: "Repeat purchases",
  owner: "tom",
  unit: "points",
  baseline: "2,1",
  baselineOn: "2026-07-31",
  target: "4",
  on: "2027-07-31",
  waypoints: { "2026-12-31": "2,5" },
} as const satisfies ScenarioEvent;
const objective: ScenarioEvent = {
  at: "2026-10-30T10:05:00.000Z",
  by: "lea",
  do: "add-objective",
  program: "atlas",
  title: "Members come back",
  year: 2027,
  measures: ["Repeat purchases"],
  programs: [],
};
const enter = (at: string, rest: { notYet?: string } = {}) =>
  ({ at, by: "tom", do: "enter-numbers", ...rest }) as const satisfies ScenarioEvent;

function aWorkspace(): Promise<Run> {
  return aRun({
    isTogether: true,
    start: "2026-10-30T06:00:00.000Z",
    people: [LEA, TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"] }],
    cadences: [],
  });
}

async function played(run: Run, events: ScenarioEvent[], numbers: Scenario["numbers"], end: string): Promise<void> {
  await playScenario({ ...run, scenario: { ...run.scenario, events, numbers, end } });
}

it("enters what was before the measure as from a file, and later numbers with Enter…", async () => {
  const run = await aWorkspace();
  const numbers = { "Repeat purchases": { "2026-08-31": "2.2", "2026-09-30": "2.3", "2026-10-31": "2.4" } };
  await played(run, [measure, objective, enter("2026-11-03T10:00:00.000Z")], numbers, "2026-11-03T12:00:00.000Z");
  expect(await numbersIn(run)).toEqual(["2026-08-31 2.2 file", "2026-09-30 2.3 file", "2026-10-31 2.4 form"]);
  const items = await run.db.selectFrom("item").select(["type", "title"]).orderBy("type").execute();
  expect(items).toEqual([
    { type: "measure", title: "Repeat purchases" },
    { type: "objective", title: "Members come back" },
  ]);
});

it("says that a number is not known yet, and fails where it has none to enter", async () => {
  const run = await aWorkspace();
  const later = enter("2026-11-03T10:00:00.000Z", { notYet: "2026-11-06" });
  await played(run, [measure, later], {}, "2026-11-06T12:00:00.000Z");
  const [asking] = await run.db.selectFrom("measure_asking").select("for_day").execute();
  expect(asking).toEqual({ for_day: "2026-11-30" });
  const nothing = played(run, [enter("2026-11-06T12:30:00.000Z")], {}, "2026-11-06T13:00:00.000Z");
  await expect(nothing).rejects.toMatchObject({
    cause: expect.objectContaining({ message: "There is no number for the day that is asked about." }),
  });
  expect(await numbersIn(run)).toEqual([]);
});
