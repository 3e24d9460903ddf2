import { expect, it } from "vitest";
import { aRun, LEA, NINA, RAVI, SAM, SOFIA, TOM, textOf } from "../support/run.ts";

it("prints", async () => {
  const run = await aRun({
    people: [{ ...LEA }, TOM, NINA, RAVI, SOFIA, SAM],
    cadences: [
      { key: "daily", program: "atlas", template: "daily-team" },
      { key: "weekly", program: "atlas", template: "weekly-progress" },
      { key: "monthly", program: "atlas", template: "monthly-executive" },
    ],
  });
  await run.to("2026-11-02T15:00:00Z");
  for (const who of ["lea", "tom", "sofia", "sam"]) {
    await run.as(who).openHome();
    await run.settle();
    const home = run.as(who).home();
    console.log(who, home ? textOf(home) : "none");
  }
  console.log(run.transcript.filter((e) => e.ok === false));
});
