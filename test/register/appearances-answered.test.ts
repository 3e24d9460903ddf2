/** Where the sponsor should be seen, asked of the lead each month: an answer drafts it, and the lead puts it. */
import { expect, it } from "vitest";
import { templateById } from "../../src/cadences/templates.ts";
import { saysNothing } from "../../src/register/drafts/rules-nothing.ts";
import { arrivals, openForm, type Run, textOf } from "../support/run.ts";
import { begin, lines, press } from "./appearing.ts";

const WORDS = "All-hands in Leeds on 19 November. Five minutes on why members come first.";
const QUESTION = templateById("monthly-executive").questions.find(({ feeds }) => feeds === "appearance");

async function asked(audience: string[] = ["tom"]): Promise<Run> {
  if (!QUESTION) throw new Error("The monthly check-in asks for no appearance");
  const { required: _, ...question } = QUESTION;
  const weekly = {
    key: "asking",
    program: "atlas",
    rule: { every: "week", on: ["mo"], at: "11:00", zone: "participant" },
    audience,
    questions: [question],
    readers: ["sponsors"],
    disclosure: "executive",
  };
  const run = await begin("SQLite", { cadences: [weekly] });
  await run.to("2026-11-02T12:00Z");
  return run;
}

async function answer(run: Run, handle: string, words: string): Promise<void> {
  await openForm(run, handle, "asking");
  run.as(handle).fill("answer:appearance", words);
  await run.as(handle).submit();
  await run.settle();
}

function appearances(run: Run) {
  return run.db
    .selectFrom("item")
    .innerJoin("person", "person.id", "item.owner_id")
    .select(["item.title", "item.state", "person.handle", "item.due_on"])
    .where("item.type", "=", "appearance")
    .execute();
}

it("is a draft for the first sponsor, which the lead completes with date and place; then it goes in the sponsor's week", async () => {
  const run = await asked();
  await answer(run, "tom", WORDS);
  expect(await appearances(run)).toEqual([
    { title: "All-hands in Leeds on 19 November.", state: "draft", handle: "sofia", due_on: null },
  ]);
  await run.to("2026-11-03T10:00Z");
  expect(arrivals(run, "sofia").filter(({ text }) => text.includes("Leeds"))).toEqual([]);
  await run.as("sofia").openHome();
  await run.settle();
  expect(JSON.stringify(run.as("sofia").home())).not.toContain("Leeds");
  await press(run, "tom", "All-hands", "Add details to ATL-APP-1");
  const tom = run.as("tom");
  tom.fill("due", "2026-11-19");
  await tom.submit();
  expect(textOf(tom.view() ?? expect.fail())).toContain("Still missing: a place.");
  await tom.closeView();
  await press(run, "tom", "All-hands", "Add details to ATL-APP-1");
  tom.fill("place", "Leeds");
  await tom.submit();
  await run.settle();
  expect(await appearances(run)).toMatchObject([{ state: "open", due_on: "2026-11-19" }]);
  await run.to("2026-11-10T10:00Z");
  expect(lines(run, "sofia", "*Be seen*")).toEqual([
    "11-10 *Be seen* · All-hands in Leeds on 19 November, Thu 19 Nov.",
  ]);
});

it("from somebody of the team is put to the leads, who add what is missing; nobody above reads it before", async () => {
  const run = await asked(["sam"]);
  await answer(run, "sam", WORDS);
  await run.to("2026-11-09T12:00Z");
  expect(lines(run, "tom", "proposes")).toEqual([
    "11-09 Sam Poe proposes to ask Sofia Rossi: All-hands in Leeds on 19 November.",
  ]);
  await press(run, "tom", "proposes", "Add details");
  const tom = run.as("tom");
  tom.fill("due", "2026-11-19");
  tom.fill("place", "Leeds");
  await tom.submit();
  await run.settle();
  expect(await appearances(run)).toMatchObject([{ state: "open", handle: "sofia" }]);
});

it("is nothing where the answer says that there is none", async () => {
  const run = await asked();
  for (const words of [
    "None",
    "Nowhere.",
    "No appearance needed this month",
    "Nulle part",
    "Pas d’intervention ce mois-ci",
  ])
    expect([words, saysNothing(words, "appearance")]).toEqual([words, true]);
  for (const words of ["None but Leeds", "Leeds"])
    expect([words, saysNothing(words, "appearance")]).toEqual([words, false]);
  await answer(run, "tom", "Nowhere this time");
  expect(await appearances(run)).toEqual([]);
});
