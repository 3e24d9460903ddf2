/** Whoever covers for somebody who is away is told once what it means. */
import { expect, it } from "vitest";
import { changeAway, goAway } from "../../src/check-ins/away/absences.ts";
import {
  aRun,
  asItIsNow,
  atAnyHour,
  personIn,
  type Run,
  SAM,
  SOFIA,
  sentAs,
  textOf as shownAs,
  TOM,
} from "../support/run.ts";

const textOf = (shown: Parameters<typeof shownAs>[0]) => shownAs(shown).replaceAll("\u00a0", " ");
const INES = { handle: "ines", name: "Inès Roy", tz: "Europe/London", locale: "en-GB" };
const BEN = { handle: "ben", name: "Ben Ode", tz: "Europe/London", locale: "en-GB" };

async function atlas(people = [TOM, SOFIA, SAM, BEN, INES]): Promise<Run> {
  const run = await aRun({
    people,
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", deputy: "ines", sponsors: ["sofia"], team: ["ben"] }],
    cadences: [],
  });
  await atAnyHour(run, ...people.map(({ handle }) => handle));
  await run.to("2026-11-02T10:00Z");
  return run;
}

async function away(run: Run, handle: string, delegate: string): Promise<void> {
  const actor = run.as(handle);
  await actor.command("/drumbeat away");
  await actor.waitForView();
  actor.fill("from", "2026-11-05");
  actor.fill("until", "2026-11-06");
  actor.fill("delegate", run.as(delegate).userId);
  await actor.submit();
  await run.settle();
  await run.to("2026-11-02T10:05Z");
}

async function only(run: Run, kind: string, handle: string) {
  const [first, ...more] = await sentAs(run, kind, handle);
  expect(more).toEqual([]);
  if (!first) throw new Error(`${handle} got no ${kind}`);
  return first.message;
}

it("is told once what it means", async () => {
  const run = await atlas();
  await away(run, "ben", "sam");
  const told = await only(run, "absence-delegate", "sam");
  expect(textOf(told)).toContain(
    "Ben Ode asked you to cover while they’re away, from Thursday 5 November to Friday 6 November.",
  );
  expect(textOf(told)).toContain("your answers appear as “Sam Poe, for Ben Ode”");
  expect(run.sandbox.counters.errors).toEqual([]);
});

it("a deputy reads that the lead is away, and for how long, once", async () => {
  const run = await atlas();
  const tom = await personIn(run, "tom");
  const days = { from: "2026-11-05", until: "2026-11-06", delegate: null };
  const { id } = await goAway({ ...run.app.services, actor: tom }, { person: tom, ...days });
  await run.to("2026-11-03T10:00Z");
  const told = await only(run, "lead-away", "ines");
  expect(textOf(told)).toContain(
    "Tom Baker, lead of Atlas, is away from Thursday 5 November to Friday 6 November. What’s asked of the lead comes to you.",
  );
  const longer = { from: "2026-11-05", until: "2026-11-09", delegate: await personIn(run, "sam") };
  await changeAway({ ...run.app.services, actor: tom }, { absenceId: id, ...longer });
  await run.to("2026-11-04T10:00Z");
  expect(textOf(asItIsNow(run, await only(run, "lead-away", "ines")))).toContain(
    "to Monday 9 November. Sam Poe is covering.",
  );
  expect(run.sandbox.counters.errors).toEqual([]);
});
