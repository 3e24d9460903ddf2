/** What waits for somebody stands on their Home, and is done from there. */

import { expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { linesOf, openHome as openedHome, refreshed } from "../support/home-tab.ts";
import { aRun, atAnyHour, personIn, SOFIA, TOM } from "../support/run.ts";

/** Dates do not break at the end of a line: here their blanks are plain ones. */
const plainly = (text: string) => text.replaceAll("\u00a0", " ");
const openHome = async (...given: Parameters<typeof openedHome>) => (await openedHome(...given)).map(plainly);

const ANA = { handle: "ana", name: "Ana Gil", tz: "Europe/London", locale: "en-GB" };
const BEN = { handle: "ben", name: "Ben Ode", tz: "Europe/London", locale: "en-GB" };
const MONTHLY = {
  key: "monthly",
  program: "atlas",
  questions: [{ key: "progress", type: "long-text", label: "What has been achieved?", feeds: "progress" }],
  rule: { every: "month", on: { day: 2, overflow: "clamp" }, at: "09:00", zone: "Europe/London" },
  audience: ["lead", "team"],
  readers: ["sponsors"],
};

it("what is asked of somebody instead of a person who is away stands on their Home with the name", async () => {
  const people = [TOM, SOFIA, ANA, BEN];
  const team = { lead: "tom", sponsors: ["sofia"], steering: ["ana", "sofia"], team: ["ben"] };
  const run = await aRun({ people, programs: [{ key: "atlas", title: "Atlas", ...team }], cadences: [MONTHLY] });
  await atAnyHour(run, ...people.map(({ handle }) => handle));
  await run.to("2026-11-02T10:00Z");
  await run.as("ben").command("/drumbeat away");
  await run.as("ben").waitForView();
  run.as("ben").fill("from", "2026-11-02");
  run.as("ben").fill("until", "2026-11-06");
  run.as("ben").fill("delegate", run.as("ana").userId);
  await run.as("ben").submit();
  await run.settle();
  expect((await openHome(run, "ana")).slice(0, 4)).toEqual([
    "NEEDS YOU (1)",
    "Monthly check-in · Atlas",
    "covering for Ben Ode · November 2026 · due Tue 3 Nov, 17:00",
    "[Check in]",
  ]);
  await refreshed(run, "ana", async () => {
    await run.as("ana").pressInHome({ label: "Check in" });
    const { questions } = run.known("ben", "monthly").cadence;
    await run.as("ana").waitForView();
    await fillAndSubmit(run.as("ana"), questions, { progress: "Done." });
    await run.settle();
  });
  expect(linesOf(run.as("ana").home()).join("\n")).not.toContain("for Ben Ode");
  const { author_id } = await run.db.selectFrom("check_in_revision").select("author_id").executeTakeFirstOrThrow();
  expect(author_id).toBe((await personIn(run, "ana")).id);
});
