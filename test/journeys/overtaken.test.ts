/** What was sent of a check-in follows what becomes of it: no button is left that leads nowhere. */
import { expect, it } from "vitest";
import { aRun, arrivals, sentAs } from "../support/run.ts";

const DAILY = { key: "daily", program: "atlas", template: "daily-team" };

it("a prompt whose round a newer one has overtaken says so, and leads to that one (C12)", async () => {
  const run = await aRun({ cadences: [DAILY] });
  await run.to("2026-11-03T09:29Z");
  const [first] = await sentAs(run, "prompt", "tom");
  if (!first) throw new Error("Nobody was asked");
  expect(arrivals(run, "tom")[0]?.text).toContain("[Check in]");
  // The last zone is New York: until there the next one opens, it can be answered late.
  await run.to("2026-11-03T15:00Z");
  const texts = (await sentAs(run, "prompt", "tom")).map(({ message }) => message);
  expect(texts).toHaveLength(2);
  const [old, newer] = texts;
  expect(arrivals(run, "tom")[0]?.text).toContain("Monday\u00a02\u00a0November · closed, a newer one has opened");
  if (!old || !newer) throw new Error("One is missing");
  await run.as("tom").press(old, { label: "Check in" });
  const view = await run.as("tom").waitForView();
  expect(JSON.stringify(view)).toContain("3\u00a0November");
  run.as("tom").fill("answer:progress", "Parser is done");
  run.as("tom").fill("answer:next", "Then the exporter");
  expect(await run.as("tom").submit()).toEqual({ closed: true });
  await run.settle();
});
