import { expect, it } from "vitest";
import { aRun, arrivals } from "../support/run.ts";
it("x", async () => {
  console.time("start");
  const run = await aRun();
  console.timeEnd("start");
  console.time("week");
  await run.to("2026-11-09T00:00:00Z");
  console.timeEnd("week");
  for (const h of ["lea","tom","nina","ravi","sofia"]) for (const a of arrivals(run, h)) console.log(h, a.at, a.text.slice(0,300));
  console.log(await run.db.selectFrom("round").selectAll().execute());
  expect(1).toBe(1);
});
