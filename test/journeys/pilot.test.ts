/** A check-in that some are asked first, and a change that asks a week again: as its leads see it. */
import { expect, it } from "vitest";
import { answerTo, aRun, LEA, NINA, type Run, SAM, savedWith, sentAs, TOM, textOf } from "../support/run.ts";

const ATLAS = { key: "atlas", title: "Atlas", lead: "lea", deputy: "sam", team: ["tom", "nina"] };
const STORY = { programs: [ATLAS], people: [LEA, TOM, NINA, SAM] };

const listFor = (run: Run, handle: string) => answerTo(run, handle, "/drumbeat cadence");

async function askedDays(run: Run, handle: string): Promise<string[]> {
  return (await sentAs(run, "prompt", handle)).map(({ at }) => at.slice(5, 10));
}

it("a pilot group is asked first, as the preview says, until the lead asks everybody", async () => {
  const run = await aRun({ ...STORY, cadences: [] });
  const sam = run.as("sam");
  await sam.command("/drumbeat cadence new");
  await sam.waitForView();
  sam.fill("template", "Weekly progress");
  expect(await sam.submit()).toHaveProperty("updated");
  await sam.pressInView({ actionId: "cadence.more" });
  sam.fill("audience", ["Working team"]);
  sam.fill("pilot", ["tom", "lea"]);
  sam.fill("pilot_rounds", "2 more check-ins");
  expect(await sam.submit()).toEqual({
    errors: { pilot: "Not on this check-in: Léa Martin. Add them above or remove them here." },
  });
  sam.fill("pilot", ["tom"]);
  expect(await sam.submit()).toHaveProperty("pushed");
  const preview = textOf(await sam.waitForView());
  expect(preview).toContain(
    "*1 person is asked*\nTom Baker\nOnly the *pilot group* for 2 check-ins. Then *1 more* person is asked:\nNina Diaz\n*Next dates*",
  );
  expect(await savedWith(run, "sam")).toContain(" is set up for Atlas. First check-in: ");

  await run.to("2026-11-06T12:00Z");
  expect([await askedDays(run, "tom"), await askedDays(run, "nina")]).toEqual([["11-05"], []]);
  expect(textOf(await listFor(run, "sam"))).toContain("pilot with 1 person, for 1 more check-in, then everyone");
  const french = await listFor(run, "lea");
  expect(textOf(french)).toContain("groupe pilote de 1 personne, pour encore 1 occurrence");
  await run.as("lea").press(french, { label: "Ouvrir à tout le monde…" }, { confirm: true });
  await expect
    .poll(() => run.as("lea").ephemerals().map(textOf).at(-1))
    .toContain("est envoyé à tout le monde\u00a0: 2 personnes");
  expect(textOf(await listFor(run, "lea"))).not.toContain("pilote");
  await run.to("2026-11-12T20:00Z");
  expect([await askedDays(run, "tom"), await askedDays(run, "nina")]).toEqual([["11-05", "11-12"], ["11-12"]]);
  expect(run.sandbox.counters.errors).toEqual([]);
});
