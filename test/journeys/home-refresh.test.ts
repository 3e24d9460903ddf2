/** Home shows what others do and what falls due, to those who have it open. */
import { describe, expect, it } from "vitest";
import { answer, linesOf, openHome } from "../support/home-tab.ts";
import { aRun, type Run } from "../support/run.ts";

const homeOf = (run: Run, handle: string) => linesOf(run.as(handle).home()).join("\n");
const publishings = (run: Run) => run.sandbox.counters.calls["views.publish"] ?? 0;

describe("an open Home", () => {
  it("shows a prompt when it is sent, and the next one in its place when it has closed", async () => {
    const run = await aRun();
    await run.to("2026-11-02T09:00Z");
    expect((await openHome(run, "tom")).join("\n")).toContain("Nothing for you to do.\n[Check in early]");
    await run.to("2026-11-02T09:30Z");
    expect(homeOf(run, "tom")).toContain("Monday\u00a02\u00a0November");
    await run.to("2026-11-03T08:00Z");
    await openHome(run, "tom");
    await run.to("2026-11-03T09:30Z");
    expect(homeOf(run, "tom")).toContain("Tuesday\u00a03\u00a0November");
    expect(homeOf(run, "tom")).not.toContain("Monday\u00a02\u00a0November");
    await run.db.updateTable("cadence").set({ audience: '["lead"]' }).execute();
    expect((await openHome(run, "nina")).join("\n")).not.toContain("[Check in early]");
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
