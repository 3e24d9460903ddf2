/** Owners are asked for their numbers on the working day on which these are known, once, wherever they are asked anyway. */
import { describe, expect, it } from "vitest";
import { enterIds } from "../../src/goals/enter-form.ts";
import { enterValues } from "../../src/goals/values.ts";
import { closeProgram, reopenProgram } from "../../src/programs/changes.ts";
import { handOver } from "../../src/register/acts.ts";
import { acting } from "../support/acting.ts";
import { openHome } from "../support/home-tab.ts";
import { aRun, arrivals, LEA, openForm, personIn, type Run, SOFIA, TOM, textOf } from "../support/run.ts";
import { aMeasure, numbersIn } from "./a-measure.ts";

const WEEKLY = {
  key: "weekly",
  program: "atlas",
  questions: [
    { key: "moved", type: "long-text", label: "What moved?" },
    { key: "measures", type: "measures", label: "Measures" },
  ],
  rule: { every: "week", on: ["mo"], at: "09:00", zone: "participant" },
  audience: ["lead"],
};

function aWorkspace(): Promise<Run> {
  return aRun({
    isTogether: true,
    people: [LEA, TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"] }],
    cadences: [WEEKLY],
  });
}

const asked = (run: Run, handle: string) => arrivals(run, handle).filter(({ text }) => /due: |attendu/.test(text));

async function openNumbers(run: Run, handle: string) {
  const actor = run.as(handle);
  const last = asked(run, handle).at(-1);
  if (!last) throw new Error(`${handle} was not asked`);
  await actor.press(last.message, { actionId: enterIds.open });
  await actor.waitForView();
  return actor;
}

describe("the owner of a measure", () => {
  it("is asked in their morning message on the second working day, and enters it there", async () => {
    const run = await aWorkspace();
    const { id } = await aMeasure(run, { owner: "tom" });
    await run.to("2026-11-02T12:00Z");
    expect(asked(run, "tom")).toEqual([]);
    await run.to("2026-11-03T12:00Z");
    expect(asked(run, "tom").map(({ at, text }) => [at.slice(0, 16), text.includes("Repeat purchases")])).toEqual([
      ["2026-11-03T09:00", true],
    ]);

    const tom = await openNumbers(run, "tom");
    expect(textOf(await tom.waitForView())).toContain("Repeat purchases, points · 2.1 on 30 Sept");
    tom.fill(`measure:${id}:2026-10-31`, "two");
    expect(await tom.submit()).toMatchObject({
      errors: { [`measure:${id}:2026-10-31`]: expect.stringContaining("2.1, 1,200") },
    });
    tom.fill(`measure:${id}:2026-10-31`, "2,6");
    expect(await tom.submit()).toEqual({ closed: true });
    await run.settle();
    expect(await numbersIn(run)).toEqual(["2026-10-31 2.6 form"]);
    expect(
      arrivals(run, "tom")
        .map(({ text }) => text)
        .join(),
    ).toContain("No number is due from you now.");
    await run.to("2026-12-01T12:00Z");
    expect(asked(run, "tom")).toEqual([]);
    await run.to("2026-12-02T12:00Z");
    expect(asked(run, "tom")).toHaveLength(1);
  });

  it("is asked in the form of a check-in that lies before them, and not beside it", async () => {
    const run = await aWorkspace();
    const { id } = await aMeasure(run, { owner: "lea" });
    await run.to("2026-11-03T12:00Z");
    expect(asked(run, "lea")).toEqual([]);
    await openForm(run, "lea", "weekly");
    const lea = run.as("lea");
    expect(textOf(await lea.waitForView())).toContain("Repeat purchases, points · 2,1 le 30 sept.");
    lea.fill("answer:moved", "Trois magasins");
    lea.fill(`measure:${id}:2026-10-31`, "2.600");
    expect(await lea.submit()).toMatchObject({
      errors: { [`measure:${id}:2026-10-31`]: expect.stringContaining("2,6 ou 2\u202f600") },
    });
    lea.fill(`measure:${id}:2026-10-31`, "26");
    await lea.submit();
    expect(textOf(await lea.waitForView())).toMatch(/26 après 2,1.*enregistrez de nouveau/s);
    expect(await lea.submit()).toEqual({ closed: true });
    await run.settle();
    expect(await numbersIn(run)).toEqual(["2026-10-31 26 check-in"]);
    expect(
      arrivals(run, "lea")
        .map(({ text }) => text)
        .join(),
    ).toContain("Repeat purchases – 26\u00a0points le");
  });

  it("who only sponsors reads it in the weekly message, as on Home", async () => {
    const run = await aWorkspace();
    await aMeasure(run, { owner: "sofia" });
    await run.to("2026-11-03T12:00Z");
    expect(asked(run, "sofia")).toHaveLength(1);
    expect((await openHome(run, "sofia")).join()).toContain("Repeat purchases");
    const kinds = await run.db.selectFrom("delivery").select("kind").where("state", "=", "sent").execute();
    expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["weekly"]));
    expect(kinds.map(({ kind }) => kind)).not.toContain("measures-due");
  });

  it("says that it is not known yet, and is asked again on that day", async () => {
    const run = await aWorkspace();
    const { id } = await aMeasure(run, { owner: "tom" });
    await run.to("2026-11-03T12:00Z");
    const tom = await openNumbers(run, "tom");
    expect(await tom.submit()).toMatchObject({
      errors: { [`measure:${id}:2026-10-31`]: expect.stringContaining("at least one") },
    });
    tom.fill("measures-not-yet", "2026-11-03");
    expect(await tom.submit()).toMatchObject({ errors: { "measures-not-yet": expect.stringContaining("tomorrow") } });
    tom.fill("measures-not-yet", "2026-11-06");
    expect(await tom.submit()).toEqual({ closed: true });
    await run.settle();
    expect((await openHome(run, "tom")).join()).not.toContain("Repeat purchases");
    expect(arrivals(run, "tom").at(-1)?.text).toContain("No number is due from you now.");
    await run.to("2026-11-06T12:00Z");
    expect(asked(run, "tom").at(-1)?.at.slice(0, 10)).toBe("2026-11-06");
    expect((await openHome(run, "tom")).join()).toContain("Repeat purchases");
  });

  it("enters forty in two pages, and is asked about one that jumps", async () => {
    const run = await aWorkspace();
    const ids: string[] = [];
    for (let place = 0; place < 40; place += 1)
      ids.push((await aMeasure(run, { owner: "tom", title: `Measure ${String(place).padStart(2, "0")}` })).id);
    await run.to("2026-11-03T12:00Z");
    const tom = await openNumbers(run, "tom");
    for (const turn of [1, 2]) {
      const shown = ids.filter((id) => JSON.stringify(tom.view()).includes(`measure:${id}:2026-10-31`));
      expect(shown).toHaveLength(20);
      for (const id of shown) tom.fill(`measure:${id}:2026-10-31`, id === ids[0] ? "210" : "2.2");
      if (turn === 1) {
        await tom.submit();
        expect(textOf(await tom.waitForView())).toContain("more than ten times as much");
      }
      expect("closed" in (await tom.submit())).toBe(turn === 2);
    }
    expect(await numbersIn(run)).toHaveLength(40);
  });
});

it("the weekly message lets go of a number once it is entered", async () => {
  const run = await aWorkspace();
  const { id } = await aMeasure(run, { owner: "sofia" });
  await run.to("2026-11-03T12:00Z");
  const sofia = await openNumbers(run, "sofia");
  sofia.fill(`measure:${id}:2026-10-31`, "2.6");
  await sofia.submit();
  await run.settle();
  expect(arrivals(run, "sofia").at(-1)?.text).toMatch(/Nothing here needs you now(?!.*Repeat purchases)/s);
});

it("whoever gets the measure of somebody who leaves is asked next", async () => {
  const run = await aWorkspace();
  await aMeasure(run, { owner: "tom" });
  run.sandbox.misbehave({ do: "deactivate", handle: "tom" });
  await run.to("2026-11-03T12:00Z");
  expect((await run.db.selectFrom("item").select("owner_id").executeTakeFirstOrThrow()).owner_id).toBe(
    (await personIn(run, "lea")).id,
  );
  await openForm(run, "lea", "weekly");
  expect(textOf(await run.as("lea").waitForView())).toContain("Repeat purchases");
});

describe("a number that is due", () => {
  it("is taken from a form that stood open while a check-in began to ask for it", async () => {
    const run = await aWorkspace();
    const { id } = await aMeasure(run, { owner: "lea" });
    await run.to("2026-11-03T12:00Z");
    await answerWeekly(run);
    await run.to("2026-11-04T12:00Z");
    const lea = await openNumbers(run, "lea");
    lea.fill(`measure:${id}:2026-10-31`, "2,4");
    await run.to("2026-11-09T12:00Z");
    expect(await lea.submit()).toEqual({ closed: true });
    await run.settle();
    expect(await numbersIn(run)).toEqual(["2026-10-31 2.4 form"]);
  });

  it("gets its line next morning, where the check-in that asked for it left it empty", async () => {
    const run = await aWorkspace();
    await aMeasure(run, { owner: "lea" });
    await run.to("2026-11-03T12:00Z");
    expect(asked(run, "lea")).toEqual([]);
    await answerWeekly(run);
    await run.to("2026-11-04T12:00Z");
    expect(asked(run, "lea").map(({ at }) => at.slice(0, 10))).toEqual(["2026-11-04"]);
  });

  it("is asked for again after its program was closed over that day and reopened", async () => {
    const run = await aWorkspace();
    const measure = await aMeasure(run, { owner: "tom" });
    const lea = acting(run.app.services, await personIn(run, "lea"));
    await closeProgram(lea, { programId: measure.program_id });
    await run.to("2026-11-04T12:00Z");
    expect(asked(run, "tom")).toEqual([]);
    await reopenProgram(lea, { programId: measure.program_id });
    await run.to("2026-11-05T12:00Z");
    expect(asked(run, "tom").map(({ at }) => at.slice(0, 10))).toEqual(["2026-11-05"]);
  });

  it("is asked of whoever gets the measure after that day, next morning", async () => {
    const run = await aWorkspace();
    const { id } = await aMeasure(run, { owner: "sofia" });
    await run.to("2026-11-04T12:00Z");
    const tom = await personIn(run, "tom");
    await handOver(acting(run.app.services, await personIn(run, "lea")), { id, owner: tom, note: "" });
    await run.to("2026-11-05T12:00Z");
    expect(asked(run, "tom").map(({ at }) => at.slice(0, 10))).toEqual(["2026-11-05"]);
  });

  it("stays put off while another value is entered, and no longer than until the next is known", async () => {
    const run = await aWorkspace();
    const { id } = await aMeasure(run, { owner: "tom" });
    await run.to("2026-11-03T12:00Z");
    const tom = await openNumbers(run, "tom");
    tom.fill("measures-not-yet", "2027-11-03");
    await tom.submit();
    const ctx = acting(run.app.services, await personIn(run, "tom"));
    const values = [{ measureId: id, on: "2026-09-30", value: "2.2", isSure: false }];
    await enterValues(ctx, { values, source: "file" });
    await run.to("2026-11-30T12:00Z");
    expect((await openHome(run, "tom")).join()).not.toContain("Repeat purchases");
    await run.to("2026-12-02T12:00Z");
    expect(
      asked(run, "tom")
        .map(({ at }) => at.slice(0, 10))
        .at(-1),
    ).toBe("2026-12-02");
  });
});

async function answerWeekly(run: Run): Promise<void> {
  await openForm(run, "lea", "weekly");
  run.as("lea").fill("answer:moved", "Trois magasins");
  await run.as("lea").submit();
  await run.settle();
}
