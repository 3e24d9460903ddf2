import { expect, it } from "vitest";
import { aRun, asItIsNow, lastMessage, openForm, textOf } from "../support/run.ts";

it("whoever leaves all fields empty has answered, and their message says so (C12)", async () => {
  const daily = {
    key: "daily",
    program: "atlas",
    questions: [{ key: "moved", type: "long-text", label: "What moved?" }],
    rule: { every: "day", on: ["mo", "tu", "we", "th", "fr"], at: "09:00", zone: "participant" },
    audience: ["team"],
  };
  const run = await aRun({ cadences: [daily] });
  await run.to("2026-11-02T12:00Z");
  await openForm(run, "tom");
  expect(await run.as("tom").submit()).toEqual({ closed: true });
  await run.settle();
  expect(textOf(asItIsNow(run, lastMessage(run, "tom")))).toContain("✓ Checked in Mon\u00a02\u00a0Nov");
  expect(run.sandbox.counters.errors).toEqual([]);
});
