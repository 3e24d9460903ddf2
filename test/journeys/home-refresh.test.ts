/** Home shows what others do and what falls due, to those who have it open. */
import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { linesOf, openHome } from "../support/home-tab.ts";
import { aRun, LEA, NINA, openForm, RAVI, type Run, SOFIA, TOM } from "../support/run.ts";

const MONTHLY = { key: "monthly", program: "atlas", template: "monthly-executive" };
const ENGLISH_LEA = { ...LEA, locale: "en-GB" };
const PEOPLE = [ENGLISH_LEA, TOM, NINA, RAVI, SOFIA];
const homeOf = (run: Run, handle: string) => linesOf(run.as(handle).home()).join("\n");
const publishings = (run: Run) => run.sandbox.counters.calls["views.publish"] ?? 0;

async function answer(run: Run, handle: string, cadence: string, answers: Answers): Promise<void> {
  await openForm(run, handle, cadence);
  await fillAndSubmit(run.as(handle), run.known(handle, cadence).cadence.questions, answers);
  await run.settle();
}

describe("an open Home", () => {
  it("shows a prompt when it is sent, and the next one in its place when it has closed", async () => {
    const run = await aRun();
    await run.to("2026-11-02T09:00Z");
    expect((await openHome(run, "tom")).join("\n")).toContain("Nothing for you to do.");
    await run.to("2026-11-02T09:30Z");
    expect(homeOf(run, "tom")).toContain("Monday\u00a02\u00a0November");
    await run.to("2026-11-03T08:00Z");
    await openHome(run, "tom");
    await run.to("2026-11-03T09:30Z");
    expect(homeOf(run, "tom")).toContain("Tuesday\u00a03\u00a0November");
    expect(homeOf(run, "tom")).not.toContain("Monday\u00a02\u00a0November");
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("lets go of what has closed where nothing follows", async () => {
    const rule = { every: "day", at: "09:30", zone: "Europe/London", until: "2026-11-02" };
    const run = await aRun({ cadences: [{ key: "daily", program: "atlas", template: "daily-team", rule }] });
    await run.to("2026-11-03T09:00Z");
    expect((await openHome(run, "tom")).join("\n")).toContain("[Check in]");
    await run.to("2026-11-03T09:40Z");
    expect(homeOf(run, "tom")).not.toContain("[Check in]");
  });

  it("shows the sponsor the status that the lead has just given", async () => {
    const run = await aRun({ people: PEOPLE, cadences: [MONTHLY], start: "2026-10-29T00:00:00.000Z" });
    await run.to("2026-10-30T12:00Z");
    expect((await openHome(run, "sofia")).join("\n")).toContain("[⚪ Atlas]");
    await answer(run, "lea", "monthly", { "bottom-line": "All well.", health: { colour: "green" }, progress: "Done." });
    await expect.poll(() => homeOf(run, "sofia"), { interval: 2 }).toContain("[🟢 Atlas]");
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("is left as it is when nothing in it changed", async () => {
    const run = await aRun();
    await run.to("2026-11-02T10:00Z");
    await openHome(run, "tom");
    await openHome(run, "sofia");
    const before = publishings(run);
    await run.as("ravi").command("/drumbeat help");
    await run.settle();
    await answer(run, "ravi", "daily", { progress: "The import runs.", next: "Watch it." });
    expect(publishings(run)).toBe(before);
  });

  it("holds up no message when it cannot be published, and is brought up to date once Slack takes it", async () => {
    const run = await aRun();
    await run.to("2026-11-02T09:00Z");
    await openHome(run, "tom");
    run.sandbox.misbehave({ do: "answer-429", retryAfterSeconds: 90, on: { method: "views.publish" } });
    await run.to("2026-11-02T09:30Z");
    expect(run.as("tom").dm()).toHaveLength(1);
    expect(homeOf(run, "tom")).toContain("Nothing for you to do.");
    await run.to("2026-11-02T09:33Z");
    expect(homeOf(run, "tom")).toContain("[Check in]");
  });
});
