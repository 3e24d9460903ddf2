import { expect, it } from "vitest";
import { answer } from "../mission/acts.ts";
import { addItem, finish, moveBlocker, takeUp } from "../mission/acts-register.ts";
import { closeProgram } from "../mission/acts-setup.ts";
import { aCompany } from "../mission/company.ts";
import { type Run, textOf } from "../support/run.ts";

const TITLE = "No test card";

/** The first screen of the last digest that has it, as it is now. */
function digest(run: Run, who: string): string {
  const found = run
    .as(who)
    .dm()
    .findLast((message) => textOf(message).includes("[Forward…]"));
  return found ? textOf(found).replaceAll("\u00a0", " ") : expect.fail("No digest");
}

it("a blocker of its reader stands under Needs you with what they can do, kept up to date (D5)", async () => {
  const run = await aCompany({ cadences: ["monthly", "weekly"], start: "2026-11-23T00:00:00.000Z" });
  await run.to("2026-11-25T10:00Z");
  await addItem(run, "tom", { type: "issue", title: TITLE, due: "2026-12-08", owner: "tom", blocks: true });
  await addItem(run, "tom", { type: "issue", title: "No till", due: "2026-12-20", owner: "margaret", blocks: true });
  await run.to("2026-11-27T12:00Z");
  await answer(run, "tom", "weekly", { status: "on track", done: "Import is live" });
  await run.to("2026-11-30T12:00Z");
  await takeUp(run, "tom", TITLE, "Ask the bank");
  expect(digest(run, "tom")).toContain("Now with Margaret Osei.");
  await answer(run, "tom", "monthly", { bottomLine: "Live in March", status: "on track", done: "Import is live" });
  await run.to("2026-12-03T10:00Z");
  await moveBlocker(run, "margaret", TITLE, "2026-12-15");
  expect(digest(run, "margaret")).toContain("due Tue 15 Dec");
  await finish(run, "tom", TITLE, "Card is here");
  await run.to("2026-12-03T10:20Z");
  expect(digest(run, "margaret")).toContain("✓ Done by Tom Baker on Thu 3 Dec.");
  await closeProgram(run, "tom", "");
  await run.to("2026-12-03T10:40Z");
  expect(digest(run, "margaret")).toContain("due Sun 20 Dec\n✓ Dropped");
});

it("beside others in a lead's morning message a report is five lines at most, and whole in its thread (M16)", async () => {
  const run = await aCompany({ cadences: ["monthly", "weekly"], start: "2026-11-23T00:00:00.000Z" });
  await run.to("2026-11-27T12:00Z");
  await answer(run, "tom", "weekly", { status: "at risk", because: "No test card", done: "Import is live" });
  await run.to("2026-11-30T12:00Z");
  const lines = digest(run, "tom").split("\n");
  expect(lines).toContain("*Monthly executive check-in* · Loyalty");
  const begins = lines.findIndex((line) => line.startsWith("WEEK 48"));
  const ends = lines.findIndex((line) => line.includes("[Forward…]"));
  expect(ends - begins).toBeLessThanOrEqual(5);
  expect(lines.join()).not.toContain("Value and done");
  expect(run.as("tom").dm().map(textOf).join()).toContain("Value and done\n• Import is live");
});
