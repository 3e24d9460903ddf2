import { expect, it } from "vitest";
import { play } from "../../src/demo/player.ts";
import type { ScenarioEvent } from "../../src/demo/scenario.ts";
import { aRun } from "../support/run.ts";

it("people of a story add, move and reach milestones by the forms of the app", async () => {
  const run = await aRun();
  const lea = { by: "lea", program: "atlas" };
  const events: ScenarioEvent[] = [
    { ...lea, at: "2026-11-02T10:00:00.000Z", do: "add-milestone", title: "Pilot", on: "2026-11-20", owner: "tom" },
    {
      ...lea,
      at: "2026-11-03T10:00:00.000Z",
      do: "move-milestone",
      milestone: "M-1",
      to: "2026-11-27",
      why: "Consent",
    },
    { ...lea, by: "tom", at: "2026-11-04T10:00:00.000Z", do: "reach-milestone", milestone: "M-1", on: "2026-11-03" },
  ];
  for (const event of events) {
    await run.to(event.at);
    await play(run, event);
  }
  const items = await run.db.selectFrom("item").selectAll().where("type", "=", "milestone").execute();
  expect(items).toMatchObject([
    { title: "Pilot", original_due_on: "2026-11-20", due_on: "2026-11-27", due_moves: 1, state: "reached" },
  ]);
  expect(items.map(({ details }) => JSON.parse(details))).toEqual([{ reachedOn: "2026-11-03" }]);
  expect(run.sandbox.counters.errors).toEqual([]);
});
