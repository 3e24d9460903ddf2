/** What appearances will bring to sponsors and leads is planned as it comes: four weeks, in which nobody acts. */
import { expect, it } from "vitest";
import { type PlanLine, planOfWorkspace } from "../../src/dry-run/use-cases.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { acceptAppearance, declineAppearance } from "../../src/register/appearances/use-cases.ts";
import { ATLAS, begin, enter } from "../register/appearing.ts";
import { personIn, type Run } from "../support/run.ts";
import { differences, plannedSendings, sentIn } from "./comparing.ts";

async function planned(run: Run) {
  const now = run.clock.now();
  const plan: PlanLine[] = [];
  for await (const line of planOfWorkspace(run.db, run.app.workspace.id, { weeks: 4, now })) plan.push(line);
  const until = addMs(now, 28 * DAY);
  await run.to(until);
  expect(differences(plannedSendings(plan), await sentIn(run, now, until))).toEqual({ onlyPlanned: [], onlySent: [] });
  return plan.flatMap(({ at, person, kind, item, action, unless }) =>
    kind.startsWith("appearance") && action !== "hold"
      ? [`${at.slice(5, 10)} ${person} ${kind} ${item}${unless === undefined ? "" : ` (${unless})`}`]
      : [],
  );
}

it("plans the reminder, the tick, what waits for two weeks, and what would come too late", async () => {
  const run = await begin("SQLite", {
    programs: [ATLAS, { key: "borea", title: "Borea", lead: "lea", sponsors: ["sam"] }],
  });
  const { services } = run.app;
  const sofia = await personIn(run, "sofia");
  const first = await enter(run, { title: "First", on: "2026-11-12" });
  await run.to("2026-11-04T12:00Z");
  await acceptAppearance(services, sofia, first.id);
  await enter(run, { title: "Second", on: "2026-11-26" });
  await enter(run, { title: "Third", on: "2026-11-30" });
  await enter(run, { title: "Fourth", on: "2026-12-01", program: "borea", by: "lea", to: "sam" });
  expect(await planned(run)).toEqual([
    "11-09 tom appearance-told ATL-APP-1",
    "11-10 sam appearance BOR-APP-1 (answered)",
    "11-11 sofia appearance-reminder ATL-APP-1",
    "11-16 tom appearance-tick ATL-APP-1",
    "11-17 sofia appearance ATL-APP-2 (answered)",
    // By then the second has taken the two weeks.
    "11-23 tom appearance-told ATL-APP-3",
    "11-30 tom appearance-tick ATL-APP-2",
  ]);
}, 120_000);

it("plans none for two weeks after somebody declined", async () => {
  const run = await begin("SQLite", {});
  const { services } = run.app;
  const first = await enter(run, { title: "First", on: "2026-11-12" });
  await run.to("2026-11-04T12:00Z");
  await declineAppearance(services, await personIn(run, "sofia"), first.id);
  await run.to("2026-11-09T12:00Z");
  await enter(run, { title: "Second", on: "2026-11-27" });
  expect(await planned(run)).toEqual([
    "11-24 sofia appearance ATL-APP-2 (answered)",
    "11-30 tom appearance-tick ATL-APP-2",
  ]);
}, 120_000);
