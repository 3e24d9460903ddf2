import { describe, expect, it } from "vitest";
import { aRun, arrivals, lastMessage, type Run, sentAs, textOf } from "../support/run.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

const DAILY = { key: "daily", program: "atlas", template: "daily-team" };

async function answerOpenForm(run: Run, handle: string, progress: string): Promise<void> {
  const actor = run.as(handle);
  await actor.waitForView();
  actor.fill("answer:progress", progress);
  actor.fill("answer:next", "Then this");
  expect(await actor.submit()).toEqual({ closed: true });
  await run.settle();
}

async function exported(run: Run) {
  const lines = await Array.fromAsync(storedCheckIns(run.db));
  return lines.map(({ person, round, late, answers }) => ({ person, round, late, progress: answers.progress }));
}

describe("/drumbeat check-in", () => {
  it("answers the next round ahead of time; the others are asked at their time, this person is not", async () => {
    const run = await aRun();
    await run.to("2026-11-02T03:00Z");
    const { response } = await run.as("tom").command("/drumbeat check-in");
    expect(response).toBeNull();
    expect(textOf(await run.as("tom").waitForView())).toContain("You’re early – this opens Mon\u00a02\u00a0Nov, 9:30.");
    await answerOpenForm(run, "tom", "Before breakfast");
    expect(arrivals(run, "tom").map(({ text }) => text.split("\n")[1])).toEqual([
      "✓ Checked in Mon\u00a02\u00a0Nov, 3:00",
    ]);
    await run.to("2026-11-03T00:00Z");
    expect(await sentAs(run, "prompt", "tom")).toEqual([]);
    expect(await sentAs(run, "reminder", "tom")).toEqual([]);
    expect((await sentAs(run, "prompt", "ravi")).map(({ at }) => at)).toEqual(["2026-11-02T04:00:00.000Z"]);
    expect((await sentAs(run, "prompt", "nina")).map(({ at }) => at)).toEqual(["2026-11-02T14:30:00.000Z"]);
    expect(await exported(run)).toEqual([
      { person: "tom", round: "2026-11-02", late: false, progress: "Before breakfast" },
    ]);
    // The receipt of an early answer can be edited like any other.
    await run.as("tom").press(lastMessage(run, "tom"), { label: "Edit" });
    await answerOpenForm(run, "tom", "After dinner");
    expect(arrivals(run, "tom")).toHaveLength(1);
    expect(arrivals(run, "tom")[0]?.text).toContain("After dinner");
    expect(arrivals(run, "tom")[0]?.text).toContain("✓ Checked in Tue\u00a03\u00a0Nov, 0:00");
  });

  it("still asks a person who opened the form early and did not answer", async () => {
    const run = await aRun();
    await run.to("2026-11-02T03:00Z");
    await run.as("tom").command("/drumbeat check-in");
    await run.as("tom").waitForView();
    await run.as("tom").closeView();
    await run.to("2026-11-02T12:00Z");
    expect((await sentAs(run, "prompt", "tom")).map(({ at }) => at)).toEqual(["2026-11-02T09:30:00.000Z"]);
  });

  it("reopens the last round when nothing follows, and records the answer as late", async () => {
    const run = await aRun({
      cadences: [{ ...DAILY, rule: { every: "day", at: "09:30", zone: "Europe/London", until: "2026-11-02" } }],
    });
    await run.to("2026-11-04T12:00Z");
    const { response } = await run.as("tom").command("/drumbeat check-in");
    expect(response).toBeNull();
    expect(textOf(await run.as("tom").waitForView())).toContain(
      "This was due Mon\u00a02\u00a0Nov, 17:00. Your answer will be marked late.",
    );
    await answerOpenForm(run, "tom", "Better late");
    expect(await exported(run)).toEqual([{ person: "tom", round: "2026-11-02", late: true, progress: "Better late" }]);
    expect(arrivals(run, "tom")[0]?.text).toContain("✓ Checked in late, Wed\u00a04\u00a0Nov, 12:00");
  });
});
