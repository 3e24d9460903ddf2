import { expect, it } from "vitest";
import { aRun, arrivals, LEA, SOFIA, TOM, textOf } from "../support/run.ts";

it("a round that falls on a weekend is not asked of those who do not work then, and can be answered all the same", async () => {
  const cadence = {
    key: "weekend",
    program: "one",
    questions: [{ key: "progress", type: "long-text", label: "What happened?", required: true }],
    audience: ["team"],
    rule: { every: "day", on: ["sa", "su"], at: "09:00", zone: "Europe/London" },
  };
  const run = await aRun({
    people: [LEA, TOM, SOFIA],
    programs: [{ key: "one", title: "One", lead: "lea", team: ["tom"] }],
    cadences: [cadence],
  });
  await run.to("2026-11-08T08:00Z");
  const prompts = await run.db.selectFrom("prompt").select(["state", "reason"]).execute();
  // Saturday's is over before Monday. It is open until Sunday's takes its place.
  expect(prompts).toEqual([{ state: "missed", reason: "held" }]);
  await run.as("tom").command("/drumbeat check-in weekend");
  expect(textOf(await run.as("tom").waitForView())).toContain("What happened?");
  await run.as("tom").closeView();
  await run.to("2026-11-09T08:30Z");
  // Sunday's is open for a week: it waits for Monday morning.
  expect(arrivals(run, "tom").map(({ at }) => at)).toEqual(["2026-11-09T08:00:00.000Z"]);
});
