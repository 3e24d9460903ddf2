import { expect, it } from "vitest";
import { answer, inbox } from "../mission/acts.ts";
import { addItem, finish, moveBlocker } from "../mission/acts-register.ts";
import { closeProgram } from "../mission/acts-setup.ts";
import { startInSlack } from "../mission/acts-tracks.ts";
import { aCompany, cadence, LOYALTY, STORES } from "../mission/company.ts";
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

it("a blocker of its reader stands under Needs you with what they can do, kept up to date", async () => {
  const run = await aCompany({ cadences: ["monthly", "weekly"], start: "2026-11-23T00:00:00.000Z" });
  await run.to("2026-11-25T10:00Z");
  await addItem(run, "tom", { type: "issue", title: TITLE, due: "2026-12-08", owner: "margaret", blocks: true });
  await addItem(run, "tom", { type: "issue", title: "No till", due: "2026-12-20", owner: "margaret", blocks: true });
  await run.to("2026-11-27T12:00Z");
  await answer(run, "tom", "weekly", { status: "on track", done: "Import is live" });
  await run.to("2026-11-30T12:00Z");
  await answer(run, "tom", "monthly", { bottomLine: "Live in March", status: "on track", done: "Import is live" });
  await run.to("2026-12-03T10:00Z");
  await moveBlocker(run, "margaret", TITLE, "2026-12-15");
  expect(digest(run, "margaret")).toContain("due Tue 15 Dec");
  await finish(run, "tom", TITLE, "Card is here");
  await run.to("2026-12-03T10:20Z");
  expect(digest(run, "margaret")).toContain("✓ Done by Tom Baker on Thu 3 Dec.");
  await closeProgram(run, "tom", "");
  await run.to("2026-12-03T10:40Z");
  expect(digest(run, "margaret")).toContain("due Sun 20 Dec\nTom Baker closed the program on Thu 3 Dec.");
});

it("a week’s report shows its sources only of programs of which its reader may read them", async () => {
  const run = await aCompany({
    programs: [{ ...LOYALTY, team: ["lea"] }, STORES],
    cadences: ["weekly", cadence("weekly", { key: "stores-weekly", program: "stores" })],
  });
  await run.to("2026-11-05T10:00Z");
  await answer(run, "tom", "weekly", { status: "on track", done: "Import is live" });
  await answer(run, "lea", "stores-weekly", { status: "on track", done: "Caisses" });
  await run.to("2026-11-09T12:00Z");
  const thread = inbox(run, "lea", "Rédaction : Tom Baker").at(-1)?.words.split("Stores") ?? [];
  expect(thread.map((part) => part.includes("[Sources]"))).toEqual([false, true]);
});

it("a late step needs no sponsor", async () => {
  const run = await aCompany({ cadences: ["monthly"], start: "2026-11-09T00:00:00.000Z" });
  await startInSlack(run, "tom", "rollout");
  await run.to("2026-12-03T10:00Z");
  expect(digest(run, "margaret")).not.toContain(
    "1. Loyalty · Create the development, staging and production sandboxes",
  );
});

it.each([
  ["alone", ["weekly"]],
  ["beside others", ["weekly", "monthly"]],
] as const)(
  "a week's report is five lines at most to whoever leads, %s, and whole in its thread",
  async (_, rhythms) => {
    const programs = [LOYALTY, { ...STORES, lead: "tom" }];
    const stores = cadence("weekly", { key: "stores-weekly", program: "stores" });
    const run = await aCompany({ programs, cadences: [...rhythms, stores], start: "2026-11-23T00:00:00.000Z" });
    await run.to("2026-11-25T10:00Z");
    const blocker = {
      type: "issue",
      due: "2026-12-08",
      owner: "tom",
      blocks: true,
      more: { program: "Loyalty" },
    } as const;
    for (const title of ["No test card", "No till", "No paper"]) await addItem(run, "tom", { ...blocker, title });
    await run.to("2026-11-27T12:00Z");
    await answer(run, "tom", "weekly", { status: "at risk", because: "The bank", done: "Import is live" });
    await run.to("2026-11-30T12:00Z");
    const lines = digest(run, "tom").split("\n");
    const begins = lines.findIndex((line) => line.startsWith("WEEK 48"));
    const words = lines.slice(begins).filter((line) => !/^\[|⋯|Your morning message/u.test(line));
    // What needs them came in messages of its own.
    expect(words.slice(2).map((line) => line.trim())).toEqual(["│ 🟠 Loyalty: The bank."]);
    expect(lines.join()).toContain("[Open a program…]");
    expect(run.as("tom").dm().map(textOf).join()).toContain("Value and done\n• Import is live");
  },
);
