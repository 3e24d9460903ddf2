import { describe, expect, it } from "vitest";
import { submitCheckIn } from "../../src/check-ins/saving.ts";
import { type Person, personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { itemsOfPrograms } from "../../src/register/grounds.ts";
import { milestoneIds } from "../../src/register/ids.ts";
import { raiseItem } from "../../src/register/items.ts";
import {
  choiceBlockOf,
  dateBlockOf,
  type MilestoneWords,
  milestoneFields,
  milestonesToAsk,
  milestoneWordsIn,
  NEW_BLOCK,
  NEW_DATE_BLOCK,
  WHY_BLOCK,
} from "../../src/register/milestones/milestones.ts";

import { aDatabase } from "../support/databases.ts";
import { aRecord, WEEKLY } from "../support/record.ts";
import { aRun, openForm, textOf } from "../support/run.ts";
import { servicesAt } from "../support/still-clock.ts";

const TODAY = "2026-11-02";
const GIVEN = { language: "en", today: TODAY } as const;

describe("what is said of milestones in a form", () => {
  const said = (fields: Parameters<typeof milestoneWordsIn>[0]) => milestoneWordsIn(fields, GIVEN);
  const chosen = (value: string) => ({ selected_option: { value } });

  it("is nothing where nothing is chosen", () => {
    const fields = { [choiceBlockOf("a")]: { selected_option: null }, [dateBlockOf("a")]: { selected_date: null } };
    expect(said(fields)).toEqual({ words: { about: [], why: "", added: null }, errors: {} });
  });

  it("is on plan, reached, or moved to a date with a reason", () => {
    const { words, errors } = said({
      [choiceBlockOf("a")]: chosen("on-plan"),
      [choiceBlockOf("b")]: chosen("reached"),
      [choiceBlockOf("c")]: chosen("moved"),
      [dateBlockOf("c")]: { selected_date: "2026-12-01" },
      [WHY_BLOCK]: { value: "Consent rework" },
    });
    expect(errors).toEqual({});
    expect(words.about).toEqual([
      { itemId: "a", is: "on-plan" },
      { itemId: "b", is: "reached" },
      { itemId: "c", is: "moved", to: "2026-12-01" },
    ]);
  });

  it("is a move where a date alone is given", () => {
    const fields = { [dateBlockOf("a")]: { selected_date: "2026-12-01" }, [WHY_BLOCK]: { value: "x" } };
    expect(said(fields).words.about).toEqual([{ itemId: "a", is: "moved", to: "2026-12-01" }]);
  });

  it.each([
    ["a move without a date", { [choiceBlockOf("a")]: chosen("moved") }, dateBlockOf("a")],
    ["a move to a day that has passed", { [dateBlockOf("a")]: { selected_date: "2026-11-01" } }, dateBlockOf("a")],
    ["a move without a reason", { [dateBlockOf("a")]: { selected_date: "2026-12-01" } }, WHY_BLOCK],
    ["a new one without a date", { [NEW_BLOCK]: { value: "Pilot" } }, NEW_DATE_BLOCK],
    ["a new one without a title", { [NEW_DATE_BLOCK]: { selected_date: "2026-12-01" } }, NEW_BLOCK],
  ])("is refused at its field: %s", (_, fields, block) => {
    expect(Object.keys(said(fields).errors)).toEqual([block]);
  });
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
  const as = (who: keyof typeof people) => personById(db, record.workspaceId, people[who].id);
  const [lead, owner, member] = [await as("lead"), await as("owner"), await as("member")];
  const add = (title: string, dueOn: string) =>
    inTransaction(db, (tx) =>
      raiseItem(services, tx, lead, program.id, {
        type: "milestone",
        details: {},
        title,
        ownerId: owner.id,
        dueOn,
        sourceKey: `test:${title}`,
      }),
    );
  const answer = async (person: Person, milestones: MilestoneWords, progress = "Done") => {
    const { id } = await db
      .selectFrom("prompt")
      .select("id")
      .where("round_id", "=", round.id)
      .where("person_id", "=", person.id)
      .executeTakeFirstOrThrow();
    return submitCheckIn(services, person, id, { answers: { progress }, milestones });
  };
  const milestones = () => itemsOfPrograms(db, record.workspaceId, [program.id], { types: ["milestone"] });
  return { services, program, lead, owner, member, add, answer, milestones };
}

const NOTHING: MilestoneWords = { about: [], why: "", added: null };

describe("the milestones of a form", () => {
  it("are the first five that are past their date or due in six weeks, of those who lead all", async () => {
    const db = await aDatabase("SQLite");
    const { services, program, lead, add } = await aProgram(db);
    for (const day of [
      "2026-12-14",
      "2026-10-30",
      "2026-12-15",
      "2026-11-03",
      "2026-11-04",
      "2026-11-05",
      "2026-11-06",
    ])
      await add(day, day);
    const { items, mayAdd } = await milestonesToAsk(services, lead, program.id);
    expect(items.map(({ due_on }) => due_on)).toEqual([
      "2026-10-30",
      "2026-11-03",
      "2026-11-04",
      "2026-11-05",
      "2026-11-06",
    ]);
    expect(mayAdd).toBe(true);
    await db.destroy();
  });

  it("are of others their own", async () => {
    const db = await aDatabase("SQLite");
    const { services, program, owner, member, add } = await aProgram(db);
    await add("Launch", "2026-11-17");
    expect((await milestonesToAsk(services, owner, program.id)).items).toHaveLength(1);
    expect(await milestonesToAsk(services, member, program.id)).toEqual({ items: [], mayAdd: false });
    await db.destroy();
  });

  it("stand with title and date, in French too", async () => {
    const db = await aDatabase("SQLite");
    const { services, program, lead, add } = await aProgram(db);
    await add("Lancement", "2026-11-17");
    const { items } = await milestonesToAsk(services, lead, program.id);
    const french = { locale: "fr-FR", zone: "Europe/Paris" };
    const shown = JSON.stringify(milestoneFields(french, "Jalons", items, {}));
    for (const words of ["Jalons", "Lancement · ", "Comme prévu", "Atteint", "Reporté au…"])
      expect(shown).toContain(words);
    await db.destroy();
  });
});

describe("an answer", () => {
  it("reaches, moves and confirms milestones, each once however often it is sent", async () => {
    const db = await aDatabase("SQLite");
    const { lead, add, answer, milestones } = await aProgram(db);
    const [pilot, launch, review] = [
      await add("Pilot", "2026-11-03"),
      await add("Launch", "2026-11-17"),
      await add("Review", "2026-11-20"),
    ];
    const words: MilestoneWords = {
      ...NOTHING,
      about: [
        { itemId: pilot.id, is: "reached" },
        { itemId: launch.id, is: "moved", to: "2026-12-01" },
        { itemId: review.id, is: "on-plan" },
      ],
      why: "Consent rework",
    };
    await answer(lead, words);
    await answer(lead, words);
    expect(await milestones()).toMatchObject([
      { title: "Pilot", state: "reached", details: { reachedOn: TODAY } },
      { title: "Review", state: "open", revision: 2 },
      { title: "Launch", due_on: "2026-12-01", due_moves: 1, original_due_on: "2026-11-17" },
    ]);
    const events = db.selectFrom("item_event").selectAll().where("item_id", "=", launch.id).orderBy("revision");
    expect((await events.execute()).at(-1)).toMatchObject({
      event: "moved-date",
      note: "Consent rework",
    });
    await db.destroy();
  });

  it("of the owner moves their own, of another member none", async () => {
    const db = await aDatabase("SQLite");
    const { owner, member, add, answer, milestones } = await aProgram(db);
    const { id: itemId } = await add("Launch", "2026-11-17");
    await answer(member, { ...NOTHING, about: [{ itemId, is: "moved", to: "2026-12-01" }], why: "x" });
    expect(await milestones()).toMatchObject([{ due_on: "2026-11-17" }]);
    await answer(owner, { ...NOTHING, about: [{ itemId, is: "moved", to: "2026-12-01" }], why: "x" });
    expect(await milestones()).toMatchObject([{ due_on: "2026-12-01" }]);
    await db.destroy();
  });

  it("adds a milestone once, of whoever leads alone", async () => {
    const db = await aDatabase("SQLite");
    const { lead, member, answer, milestones } = await aProgram(db);
    const words = { ...NOTHING, added: { title: "Pilot", dueOn: "2026-12-01" } };
    await answer(member, words);
    expect(await milestones()).toEqual([]);
    await answer(lead, words);
    await answer(lead, words);
    await answer(lead, words, "More");
    expect(await milestones()).toMatchObject([{ title: "Pilot", due_on: "2026-12-01", owner_id: lead.id }]);
    await db.destroy();
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
  lea.fill(NEW_BLOCK, "Pilot in two stores");
  lea.fill(NEW_DATE_BLOCK, "2026-11-20");
  expect(await lea.submit()).toEqual({ closed: true });
  await run.settle();
  expect(lea.dm().map(textOf).join("\n")).toContain("M-1\u00a0: ajouté pour le");
  await run.to("2026-11-09T12:00Z");
  await openForm(run, "lea", "weekly");
  await lea.pressInView({ actionId: milestoneIds.choice, option: "reached" });
  expect(await lea.submit()).toEqual({ closed: true });
  await run.settle();
  expect(lea.dm().map(textOf).join("\n")).toContain("M-1\u00a0: atteint");
  expect(run.sandbox.counters.errors).toEqual([]);
});
