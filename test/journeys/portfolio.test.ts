/** `/drumbeat portfolio`, as people type it. */
import { viewAsText } from "slack-sandbox";
import { expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { aRun, LEA, openForm, type Run, SOFIA, TOM } from "../support/run.ts";

const WEEKLY = { key: "weekly", program: "atlas", template: "weekly-progress" };

/** Tom answers weekly on Atlas. */
async function aProgramThatMoved(): Promise<Run> {
  const run = await aRun({
    people: [TOM, SOFIA, LEA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: ["lea"] }],
    cadences: [WEEKLY],
  });
  for (const [at, colour] of [
    ["2026-11-05T15:00Z", "green"],
    ["2026-11-12T15:00Z", "red"],
  ] as const) {
    await run.to(at);
    await openForm(run, "tom", "weekly");
    const { questions } = run.known("tom", "weekly").cadence;
    const path = { action: "Start it again", by: "2026-12-18" };
    const health = colour === "green" ? { colour } : { colour, reason: "The pilot stopped", pathToGreen: path };
    await fillAndSubmit(run.as("tom"), questions, { health, progress: "The pilot", next: "Leeds" });
  }
  await run.to("2026-11-13T10:00Z");
  return run;
}

const shownTo = (run: Run, handle: string) => {
  const view = run.as(handle).view();
  return view === null ? "" : viewAsText(view).replaceAll("\u00a0", " ");
};

it("opens with how each program stands now", async () => {
  const run = await aProgramThatMoved();
  await run.as("tom").command("/drumbeat portfolio");
  expect(shownTo(run, "tom")).toContain("1 program, now");
  expect(shownTo(run, "tom")).toContain("[🔴 Atlas]\noff track since 12 Nov");
});
