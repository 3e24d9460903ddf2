/** Whoever is named a delegate is told once what it means; of a role they may decline. */
import { describe, expect, it } from "vitest";
import { changeAway, goAway } from "../../src/check-ins/away/absences.ts";
import { declineSeat } from "../../src/programs/seat-delegates.ts";
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

describe("whoever stands in for an absence", () => {
  it("is told once what it means", async () => {
    const run = await atlas();
    await away(run, "ben", "sam");
    const told = await only(run, "absence-delegate", "sam");
    expect(textOf(told)).toContain(
      "Ben Ode asked you to cover while they’re away, from Thursday 5 November to Friday 6 November.",
    );
    expect(textOf(told)).toContain("your answers appear as “Ben Ode, by you”");
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

it("a deputy reads that the lead is away, and for how long, once", async () => {
  const run = await atlas();
  const tom = await personIn(run, "tom");
  const { id } = await goAway(run.app.services, tom, tom, { from: "2026-11-05", until: "2026-11-06", delegate: null });
  await run.to("2026-11-03T10:00Z");
  const told = await only(run, "lead-away", "ines");
  expect(textOf(told)).toContain(
    "Tom Baker, lead of Atlas, is away from Thursday 5 November to Friday 6 November. What’s asked of the lead comes to you.",
  );
  const longer = { from: "2026-11-05", until: "2026-11-09", delegate: await personIn(run, "sam") };
  await changeAway(run.app.services, tom, id, longer);
  await run.to("2026-11-04T10:00Z");
  expect(textOf(asItIsNow(run, await only(run, "lead-away", "ines")))).toContain(
    "to Monday 9 November. Sam Poe is covering.",
  );
  expect(run.sandbox.counters.errors).toEqual([]);
});

describe("the delegate of a seat", () => {
  it("is told once what it means, and declines: whoever leads is asked for somebody else, and the rights are gone", async () => {
    const run = await atlas();
    const tom = run.as("tom");
    const { response } = await tom.command("/drumbeat program");
    if (!response) throw new Error("Tom sees no program");
    await tom.press(response, { actionId: "program.menu", option: "Roles, dates, cover…" });
    await tom.waitForView();
    const seat = await run.db.selectFrom("seat").select("id").where("role", "=", "sponsor").executeTakeFirstOrThrow();
    await tom.pressInView({ actionId: "program.seat", value: seat.id });
    await tom.waitForView();
    tom.fill("delegate", "sam");
    await tom.submit();
    await run.to("2026-11-02T10:05Z");
    const told = await only(run, "seat-delegate", "sam");
    expect(textOf(told)).toContain("Tom Baker named you as cover for Sofia Rossi (Sponsor) in Atlas.");
    expect(textOf(told)).toContain("you have the same rights as Sofia Rossi in this role");
    await run.as("sam").press(told, { label: "I can’t do it" }, { confirm: true });
    await run.to("2026-11-02T10:10Z");
    expect(textOf(asItIsNow(run, told))).toContain("✓ You’re not covering for Sofia Rossi.");
    await run.to("2026-11-03T10:10Z");
    expect(textOf(await only(run, "role-declined", "tom"))).toContain(
      "Sam Poe declined to be cover in *Atlas*: Sponsor · Sofia Rossi. Name someone else.",
    );
    const after = await run.db
      .selectFrom("seat")
      .select("delegate_id")
      .where("id", "=", seat.id)
      .executeTakeFirstOrThrow();
    expect(after.delegate_id).toBeNull();
    const again = declineSeat(run.app.services, await personIn(run, "sam"), seat.id);
    await expect(again).rejects.toThrow("NOT_YOUR_SEAT");
    const actions = await run.db.selectFrom("audit").select("action").where("action", "=", "seat.changed").execute();
    expect(actions).toHaveLength(2);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});
