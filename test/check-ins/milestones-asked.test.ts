import { describe, expect, it } from "vitest";
import { submitCheckIn } from "../../src/check-ins/saving.ts";
import { getPerson, type Person } from "../../src/people/people.ts";
import type { Db } from "../../src/platform/database.ts";
import { itemsOfPrograms } from "../../src/register/item-rights.ts";
import { chosenIn, type ItemsChosen, trackedChoice } from "../../src/register/items-in-check-in.ts";
import { milestonesToAsk } from "../../src/register/milestones.ts";
import { acting, addQuietly } from "../support/acting.ts";

import { aDatabase } from "../support/databases.ts";
import { aRecord, WEEKLY } from "../support/record.ts";
import { aRun, openForm, textOf } from "../support/run.ts";
import { servicesAt } from "../support/still-clock.ts";

const TODAY = "2026-11-02";

it.each([
  ["a move without a date", { "tracked:a": "moved", "tracked:a:why": "x" }, "tracked:a:to"],
  [
    "a move to a past day",
    { "tracked:a": "moved", "tracked:a:why": "x", "tracked:a:to": "2026-11-01" },
    "tracked:a:to",
  ],
  ["a move without a reason", { "tracked:a": "moved", "tracked:a:to": "2026-12-01" }, "tracked:a:why"],
  ["a new milestone without a date", { "milestones:new": "Pilot" }, "milestones:new-date"],
  ["a new milestone without a title", { "milestones:new-date": "2026-12-01" }, "milestones:new"],
])("%s is refused at its field", (_, given, block) => {
  const fields = Object.entries(given).map(([key, value]) => [
    key,
    { value, selected_date: value, selected_option: { value } },
  ]);
  const { errors } = chosenIn(Object.fromEntries(fields), { language: "en", today: TODAY });
  expect(Object.keys(errors)).toEqual([block]);
});

async function aProgram(db: Db) {
  const record = await aRecord(db);
  const people = {
    lead: await record.person("tom"),
    owner: await record.person("priya"),
    member: await record.person("zoe"),
  };
  const everybody = [people.lead, people.owner, people.member];
  const program = await record.program("loyalty", {
    seats: { lead: [people.lead], team: [people.owner, people.member] },
  });
  const services = servicesAt(db, `${TODAY}T10:00:00.000Z`);
  const cadence = await record.cadence(program, {
    rule: WEEKLY,
    audience: ["lead", "team"],
    questions: [{ key: "progress", type: "long-text", label: "What moved?" }],
  });
  const round = await record.round(cadence, TODAY, everybody);
  const as = (who: keyof typeof people) => getPerson(db, record.workspaceId, people[who].id);
  const [lead, owner, member] = [await as("lead"), await as("owner"), await as("member")];
  const add = (title: string, dueOn: string) =>
    addQuietly(acting(services, lead), {
      programId: program.id,
      type: "milestone",
      details: {},
      title,
      ownerId: owner.id,
      dueOn,
      sourceKey: `test:${title}`,
    });
  const answer = async (person: Person, chosen: Partial<ItemsChosen>, progress = "Done") => {
    const { id } = await db
      .selectFrom("prompt")
      .select("id")
      .where("round_id", "=", round.id)
      .where("person_id", "=", person.id)
      .executeTakeFirstOrThrow();
    return submitCheckIn({ ...services, actor: person }, { promptId: id, answers: { progress }, ...chosen });
  };
  const milestones = () => itemsOfPrograms(db, record.workspaceId, [program.id], { types: ["milestone"] });
  return { services, program, lead, owner, member, add, answer, milestones };
}

describe("the milestones of a form", () => {
  it("are the first five that are past their date or due in six weeks, of those who lead all", async () => {
    const db = await aDatabase("SQLite");
    const { services, program, lead, add } = await aProgram(db);
    const days = ["2026-10-30", "2026-11-03", "2026-11-04", "2026-11-05", "2026-11-06"];
    for (const day of ["2026-12-14", ...days, "2026-12-15"]) await add(day, day);
    const { items, mayAdd } = await milestonesToAsk(services, lead, program.id);
    expect(items.map(({ due_on }) => due_on)).toEqual(days);
    expect(mayAdd).toBe(true);
  });

  it("are of others their own", async () => {
    const db = await aDatabase("SQLite");
    const { services, program, owner, member, add } = await aProgram(db);
    await add("Launch", "2026-11-17");
    expect((await milestonesToAsk(services, owner, program.id)).items).toHaveLength(1);
    expect(await milestonesToAsk(services, member, program.id)).toEqual({ items: [], mayAdd: false });
  });
});

describe("an answer", () => {
  it("of the owner moves their own, of another member none", async () => {
    const db = await aDatabase("SQLite");
    const { owner, member, add, answer, milestones } = await aProgram(db);
    const { id: itemId } = await add("Launch", "2026-11-17");
    await answer(member, { about: [{ itemId, is: "moved", to: "2026-12-01", why: "x" }] });
    expect(await milestones()).toMatchObject([{ due_on: "2026-11-17" }]);
    await answer(owner, { about: [{ itemId, is: "moved", to: "2026-12-01", why: "x" }] });
    expect(await milestones()).toMatchObject([{ due_on: "2026-12-01" }]);
  });

  it("adds a milestone once, of whoever leads alone", async () => {
    const db = await aDatabase("SQLite");
    const { lead, member, answer, milestones } = await aProgram(db);
    const words = { added: { title: "Pilot", dueOn: "2026-12-01" } };
    await answer(member, words);
    expect(await milestones()).toEqual([]);
    await answer(lead, words);
    await answer(lead, words);
    await answer(lead, words, "More");
    expect(await milestones()).toMatchObject([{ title: "Pilot", due_on: "2026-12-01", owner_id: lead.id }]);
  });
});

it("the form asks them in place, and the receipt says what became of them", async () => {
  const weekly = {
    key: "weekly",
    program: "atlas",
    questions: [
      { key: "moved", type: "long-text", label: "What moved?" },
      { key: "milestones", type: "milestones", label: "Milestones" },
    ],
    rule: { every: "week", on: ["mo"], at: "09:00", zone: "participant" },
    audience: ["lead"],
  };
  const run = await aRun({ cadences: [weekly] });
  await run.to("2026-11-02T12:00Z");
  await openForm(run, "lea", "weekly");
  const lea = run.as("lea");
  lea.fill("milestones:new", "Pilot in two stores");
  lea.fill("milestones:new-date", "2026-11-20");
  expect(await lea.submit()).toEqual({ closed: true });
  await run.settle();
  expect(lea.dm().map(textOf).join("\n")).toContain("M-1 Pilot in two stores – ajouté pour le");
  await run.to("2026-11-09T12:00Z");
  await openForm(run, "lea", "weekly");
  await lea.pressInView({ actionId: trackedChoice, option: "moved" });
  expect(textOf(await lea.waitForView())).toContain("Reporté au…");
  await lea.pressInView({ actionId: trackedChoice, option: "done" });
  expect(await lea.submit()).toEqual({ closed: true });
  await run.settle();
  expect(lea.dm().map(textOf).join("\n")).toContain("M-1 Pilot in two stores – atteint");
  expect(run.sandbox.counters.errors).toEqual([]);
});
