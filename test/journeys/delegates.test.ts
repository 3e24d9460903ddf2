import { expect, it } from "vitest";
import { changeAway, goAway } from "../../src/check-ins/away/absences.ts";
import { aRun, asItIsNow, atAnyHour, personIn, SAM, SOFIA, sentAs, TOM, textOf } from "../support/run.ts";

it("whoever covers for somebody who is away reads once what it means, and in its place once they cover no more", async () => {
  const programs = [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: ["sam"] }];
  const run = await aRun({ people: [TOM, SOFIA, SAM], programs, cadences: [] });
  await atAnyHour(run, "sam");
  await run.to("2026-11-02T10:00Z");
  const { services } = run.app;
  const tom = await personIn(run, "tom");
  const days = { from: "2026-11-05", until: "2026-11-06" };
  const { id } = await goAway(services, tom, tom, { ...days, delegate: await personIn(run, "sam") });
  await run.to("2026-11-02T10:05Z");
  const [told, ...more] = await sentAs(run, "absence-delegate", "sam");
  expect(more).toEqual([]);
  const words = told ? textOf(told.message).replaceAll("\u00a0", " ") : "";
  expect(words).toContain(
    "Tom Baker asked you to cover while they’re away, from Thursday 5 November to Friday 6 November.",
  );
  expect(words).toContain("your answers appear as “Tom Baker, by you”");
  await changeAway(services, tom, id, { ...days, delegate: null });
  await run.to("2026-11-02T10:10Z");
  expect(told && textOf(asItIsNow(run, told.message))).toContain("✓ You’re not covering for Tom Baker.");
});
