/** Nobody writes the same thing twice: what was said below is offered above, and what was planned as what is done. */
import { placedElements, type View } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answer-check-in.ts";
import { answer as answerAsked, inbox } from "../mission/acts.ts";
import { addItem } from "../mission/acts-register.ts";
import { aCompany, LOYALTY, STORES } from "../mission/company.ts";
import { databases } from "../support/databases.ts";
import { aRun, LEA, openForm, type Run, type RunOptions, sentAs, TOM, textOf } from "../support/run.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

const STORY: RunOptions = {
  people: [LEA, TOM, { handle: "sofia", name: "Sofia Rossi", tz: "Europe/London", locale: "en-GB" }],
  programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], steering: ["sofia"], team: ["tom"] }],
  cadences: [
    { key: "daily", program: "atlas", template: "daily-team" },
    { key: "weekly", program: "atlas", template: "weekly-progress", audience: ["lead", "team"] },
    { key: "monthly", program: "atlas", template: "monthly-executive" },
    { key: "quarterly", program: "atlas", template: "quarterly-roadmap" },
  ],
};

async function answer(run: Run, at: string, handle: string, cadence: string, answers: Record<string, unknown>) {
  await run.to(at);
  await openForm(run, handle, cadence);
  await fillAndSubmit(run.as(handle), run.known(handle, cadence).cadence.questions, answers as never);
  await run.settle();
}

/** What stands in a text field. */
function typedIn(view: View, block: string): unknown {
  return placedElements(view.blocks).find(({ blockId }) => blockId === block)?.element.initial_value;
}

async function answersIn(run: Run, cadence: string) {
  const lines = await Array.fromAsync(storedCheckIns(run.db));
  return lines.filter((line) => line.cadence === cadence).map(({ answers }) => answers);
}

describe.each(databases)("yesterday's plan, on %s", (database) => {
  it("is offered as a list to tick, and what is ticked stands before what is typed", async () => {
    const run = await aRun({ ...STORY, database });
    await answer(run, "2026-11-02T10:00Z", "tom", "daily", {
      progress: "Began",
      next: "- Write the exporter\n- Call Nina",
    });
    await run.to("2026-11-03T10:00Z");
    const tom = run.as("tom");
    const view = await openForm(run, "tom");
    expect(textOf(view)).toContain("What you planned – tick what’s done");
    tom.fill("answer:next", "The importer");
    tom.fill("answer:progress:done", ["Write the exporter"]);
    expect(await tom.submit()).toEqual({ closed: true });
    await run.settle();
    await run.to("2026-11-03T11:00Z");
    const receipt = (await sentAs(run, "prompt", "tom")).at(-1);
    if (!receipt) throw new Error("no receipt");
    await tom.press(receipt.message, { label: "Edit" });
    const edited = await tom.waitForView();
    expect(textOf(edited)).not.toContain("tick what’s done");
    expect(typedIn(edited, "answer:progress")).toBe("Write the exporter");
    tom.fill("answer:progress", "Write the exporter\nand tested it");
    expect(await tom.submit()).toEqual({ closed: true });
    expect((await answersIn(run, "daily")).map(({ progress }) => progress)).toEqual([
      "Began",
      "Write the exporter",
      "Write the exporter\nand tested it",
    ]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

describe.each(databases)("a check-in above others, on %s", (database) => {
  it("offers the lines of one's own below it to tick, and stores those that were ticked word for word", async () => {
    const run = await aRun({ ...STORY, database });
    await answer(run, "2026-11-02T10:00Z", "tom", "daily", { progress: "Parser merged.", next: "Loader" });
    await answer(run, "2026-11-03T10:00Z", "tom", "daily", {
      progress: "Loader runs for 12 stores.",
      next: "All stores",
      blocker: "No test data",
    });
    await run.to("2026-11-05T14:10Z");
    const tom = run.as("tom");
    const view = await openForm(run, "tom", "weekly");
    expect(textOf(view)).toMatch(/tick what belongs here/);
    expect(typedIn(view, "answer:progress")).toBeUndefined();
    await tom.pressInView({ blockId: "answer:health", option: "green" });
    tom.fill("answer:progress:done", ["Loader runs for 12 stores."]);
    expect(await tom.submit()).toEqual({ closed: true });
    expect(await answersIn(run, "weekly")).toEqual([
      { health: { colour: "green" }, progress: "Loader runs for 12 stores." },
    ]);
  });
});

it("a lead's part of a digest says who has what as it is shown, and for whom it is after it went as before", async () => {
  const run = await aCompany({
    programs: [LOYALTY, { ...STORES, sponsors: ["hugo"] }],
    cadences: ["monthly"],
    start: "2026-10-19T00:00:00.000Z",
  });
  await run.to("2026-10-19T10:00Z");
  await addItem(run, "tom", { type: "issue", title: "No access", due: "2026-10-26", blocks: true });
  await run.to("2026-10-30T10:00Z");
  await answerAsked(run, "tom", "monthly", { bottomLine: "Live in March", status: "on track", done: "Import" });
  await run.to("2026-11-03T12:00Z");
  expect(inbox(run, "tom", "is now with Margaret Osei").at(-1)?.at).toBe("2026-11-03T09:00");
  const part = () => inbox(run, "tom", "Your part of Margaret’s digest, Wed 4 Nov, from 9:00").at(-1)?.words;
  expect(part()).toContain("No access (Margaret Osei)");
  await run.to("2026-11-04T12:00Z");
  expect(part()).toContain("Sent Wed 4 Nov, 9:00.");
});
