/** A flash report tells its reader what their Home tells. */

import { expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { setApproval } from "../../src/digests/approval/use-cases.ts";
import { holdPart } from "../../src/digests/holds/use-cases.ts";
import { openHome } from "../support/home-tab.ts";
import { aRun, openForm, personIn, type Run, SOFIA, sentAs, TOM } from "../support/run.ts";

const QUESTIONS: Question[] = [
  { key: "health", type: "health", label: { en: "Health", fr: "Statut" }, feeds: "health", required: true },
];

/** Tom is asked by Sofia's check-in on Thursdays, and by one that stays in the team on Fridays. */
async function twoCheckIns(): Promise<Run> {
  const shared = { program: "atlas", questions: QUESTIONS, audience: ["lead"] };
  const rule = (day: string) => ({ every: "week", on: [day], at: "14:00", zone: "participant" });
  return aRun({
    people: [TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"] }],
    cadences: [
      { key: "weekly", ...shared, rule: rule("th"), readers: ["lead", "sponsors"], disclosure: "executive" },
      { key: "inside", ...shared, rule: rule("fr"), readers: ["lead", "team"], disclosure: "team" },
    ],
  });
}

async function says(run: Run, cadence: string, day: string, colour: "green" | "red", reason: string): Promise<void> {
  await run.to(`2026-${day}T15:00Z`);
  await openForm(run, "tom", cadence);
  await fillAndSubmit(run.as("tom"), QUESTIONS, { health: { colour, reason } });
  await run.settle();
}

async function read(run: Run) {
  const flashes = (await sentAs(run, "flash-report", "sofia")).map(({ text }) => text);
  const home = (await openHome(run, "sofia")).find((line) => line.includes("Atlas ·"));
  return { flashes, home };
}

it("a flash report tells the colour and the words that Home tells its reader, and no others (A1)", async () => {
  const run = await twoCheckIns();
  for (const [thursday, friday] of [["11-05", "11-06"] as const, ["11-12", "11-13"] as const]) {
    await says(run, "weekly", thursday, "red", "The vendor has gone");
    await says(run, "inside", friday, "green", "Among ourselves it is fine");
  }
  const { flashes, home } = await read(run);
  expect(home).toContain("🔴 Atlas · Off track");
  expect(flashes).toEqual([expect.stringContaining("The vendor has gone")]);
  expect(flashes[0]).not.toContain("Among ourselves");
  expect(run.sandbox.counters.errors).toEqual([]);
});

it("no flash report tells what nobody has approved, or what is held back in any of its reader's digests (A1)", async () => {
  const run = await twoCheckIns();
  const tom = await personIn(run, "tom");
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  await says(run, "weekly", "11-05", "green", "The dates hold");
  await setApproval(run.app.services, tom, { programId, approver: "lead" });
  for (const day of ["11-12", "11-19"]) await says(run, "weekly", day, "red", "The vendor has gone");
  expect(await read(run)).toEqual({ flashes: [], home: expect.stringContaining("Atlas · no recent update") });
  await run.db.deleteFrom("digest_approval").execute();
  await holdPart(run.app.services, tom, { programId, rhythm: "annual" });
  await says(run, "weekly", "11-26", "red", "The vendor has gone");
  expect(await read(run)).toEqual({ flashes: [], home: expect.stringContaining("Atlas · left out by the lead") });
  await run.db.deleteFrom("digest_hold").execute();
  // Nothing is kept back any more: it goes when the program is looked at next.
  await says(run, "weekly", "12-03", "red", "It has not come back");
  expect((await read(run)).flashes).toEqual([expect.stringContaining("Off track for the 3rd week in a row")]);
  expect(run.sandbox.counters.errors).toEqual([]);
});
