/** What waits for somebody stands on their Home, and is done from there. */

import { describe, expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { delegate } from "../../src/register/requests/acts.ts";
import { sendToCommittee } from "../../src/register/requests/votes.ts";
import { addItem } from "../../src/register/use-cases-acts.ts";
import { linesOf, openHome as openedHome, refreshed as refreshedHome } from "../support/home-tab.ts";
import { aRun, atAnyHour, personIn, type Run, SOFIA, TOM } from "../support/run.ts";

/** Dates do not break at the end of a line: here their blanks are plain ones. */
const plainly = (text: string) => text.replaceAll("\u00a0", " ");
const openHome = async (...given: Parameters<typeof openedHome>) => (await openedHome(...given)).map(plainly);
const refreshed = async (...given: Parameters<typeof refreshedHome>) => (await refreshedHome(...given)).map(plainly);

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

async function atlas(people = [TOM, SOFIA, ANA, BEN]): Promise<Run> {
  const run = await aRun({
    people,
    programs: [
      { key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], steering: ["ana", "sofia"], team: ["ben"] },
    ],
    cadences: [MONTHLY],
  });
  await atAnyHour(run, ...people.map(({ handle }) => handle));
  await run.to("2026-11-02T10:00Z");
  return run;
}

async function programId(run: Run): Promise<string> {
  return (await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow()).id;
}

/** An ask of Tom's that Sofia decides. */
async function asked(run: Run, title: string, dueOn = "2026-11-20") {
  const options = [
    { label: "Yes", doesNothing: false },
    { label: "Do nothing", doesNothing: true },
  ];
  const item = await addItem(run.app.services, await personIn(run, "tom"), await programId(run), {
    type: "ask",
    details: { kind: "decision", options, recommended: 0, costOfWaiting: "A week" },
    title,
    dueOn,
    sourceKey: `command:${title}`,
  });
  await run.settle();
  return item;
}

function between(lines: string[], from: string, until: string): string[] {
  expect(lines).toContain(from);
  expect(lines).toContain(until);
  return lines.slice(lines.indexOf(from) + 1, lines.indexOf(until));
}

describe("what waits for a decision", () => {
  it("is for whoever it was passed to, then for each member of a committee until they have voted", async () => {
    const run = await atlas();
    const item = await asked(run, "Buy it?");
    const [sofia, ben] = [await personIn(run, "sofia"), await personIn(run, "ben")];
    await delegate(run.app.services, sofia, item.id, { person: ben, why: "Yours" });
    expect((await openHome(run, "sofia"))[0]).toBe("PROGRAMS");
    expect((await openHome(run, "ben")).slice(0, 2)).toEqual(["NOW", "Atlas · Buy it? · by Wed 18 Nov"]);
    expect(await openHome(run, "tom")).toContain("Buy it? · Ben Ode, by Wed 18 Nov");
    await sendToCommittee(run.app.services, ben, item.id);
    expect((await openHome(run, "ana")).slice(0, 3)).toEqual([
      "NEEDS YOU (1)",
      "Atlas · Buy it? · by Wed 18 Nov · your vote",
      "[Vote…]",
    ]);
    await run.as("ana").pressInHome({ label: "Vote…" });
    await run.as("ana").waitForView();
    run.as("ana").fill("option", "0");
    await run.as("ana").submit();
    await run.settle();
    expect(await openHome(run, "ana")).not.toContain("[Vote…]");
  });

  it("is for whoever stands in for the sponsor, with the buttons", async () => {
    const run = await atlas();
    await asked(run, "Buy it?");
    const { id } = await personIn(run, "ben");
    await run.db.updateTable("seat").set({ delegate_id: id }).where("role", "=", "sponsor").execute();
    expect(await openHome(run, "ben")).toContain("[Yes] [Other answer…]");
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

describe("what is asked of somebody instead of a person who is away", () => {
  it("stands on their Home with the name, and is answered from there", async () => {
    const run = await atlas();
    await run.as("ben").command("/drumbeat away");
    await run.as("ben").waitForView();
    run.as("ben").fill("from", "2026-11-02");
    run.as("ben").fill("until", "2026-11-06");
    run.as("ben").fill("delegate", run.as("ana").userId);
    await run.as("ben").submit();
    await run.settle();
    expect(between(await openHome(run, "ana"), "NEEDS YOU (1)", "PROGRAMS").slice(0, 3)).toEqual([
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
});
