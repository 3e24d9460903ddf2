/** What nobody has confirmed is planned as it comes to those who lead, and lapses in the plan as it does. */
import { expect, it } from "vitest";
import { type PlanLine, planOfWorkspace } from "../../src/dry-run/use-cases.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { aRun, LEA, NINA, openForm, SOFIA, TOM } from "../support/run.ts";
import { differences, plannedSendings, sentIn } from "./comparing.ts";

it("the lead's weekly pages are planned until what stands there has lapsed (C7)", async () => {
  const run = await aRun({
    people: [TOM, SOFIA, LEA, NINA],
    programs: [{ key: "atlas", title: "Atlas", lead: "sofia", deputy: "nina", sponsors: ["lea"], team: ["tom"] }],
    cadences: [
      {
        key: "weekly",
        program: "atlas",
        questions: ["risk", "dependency", "decision"].map((feeds) => ({
          key: feeds,
          type: "long-text",
          label: `The ${feeds}`,
          feeds,
        })),
        rule: { every: "week", on: ["mo"], at: "09:00", zone: "Europe/London" },
        audience: ["team"],
      },
    ],
  });
  await run.to("2026-11-02T10:00Z");
  await openForm(run, "tom", "weekly");
  for (const key of ["risk", "dependency", "decision"]) run.as("tom").fill(`answer:${key}`, `The ${key} of the quay`);
  await run.as("tom").submit();
  await run.settle();
  // The second while a page waits.
  for (const [from, pages] of [
    ["2026-11-12T12:00:00.000Z", 3],
    ["2026-11-29T12:00:00.000Z", 1],
  ] as const) {
    await run.to(from);
    const plan: PlanLine[] = [];
    for await (const line of planOfWorkspace(run.db, run.app.workspace.id, { weeks: 3, now: from })) plan.push(line);
    const planned = plan.filter(({ kind, action }) => kind === "tidying" && action !== "hold");
    expect(planned.map(({ person }) => person)).toEqual(Array(pages).fill("sofia"));
    if (pages === 3) continue;
    const until = addMs(from, 21 * DAY);
    await run.to(until);
    const sent = await sentIn(run, from, until);
    expect(differences(plannedSendings(plan), sent)).toEqual({ onlyPlanned: [], onlySent: [] });
  }
});
