/** What everybody got, written down to be read. */
import { expect, it } from "vitest";
import { WrittenDown } from "../../src/demo/transcript.ts";
import { aRun, lastMessage } from "../support/run.ts";

it("says how a message reads once a press has changed it", async () => {
  const run = await aRun();
  const written = new WrittenDown(run.sandbox.slack);
  await run.to("2026-11-02T12:00Z");
  await run.as("tom").press(lastMessage(run, "tom"), { label: "Nothing to report" });
  await run.settle();
  expect(written.people().find(({ handle }) => handle === "tom")?.markdown).toMatch(/it reads:\*\n.*✓ Checked in/s);
});
