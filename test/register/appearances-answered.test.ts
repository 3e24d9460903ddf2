/** Where the sponsor should be seen, asked of the lead each month: an answer drafts it, and the lead puts it. */
import { expect, it } from "vitest";
import { templateById } from "../../src/cadences/templates.ts";
import { previewDigest } from "../../src/digests/use-cases.ts";
import { saysNothing } from "../../src/register/drafts/rules-nothing.ts";
import { arrivals, openForm, personIn, type Run, textOf } from "../support/run.ts";
import { begin, enter, lines, press } from "./appearing.ts";

const WORDS = "All-hands in Leeds on 19 November. Five minutes on why members come first.";

/** As the monthly check-in has it. */
function monthlyQuestion() {
  const found = templateById("monthly-executive").questions.find(({ feeds }) => feeds === "appearance");
  if (!found) throw new Error("The monthly check-in asks for no appearance");
  const { required: _, ...question } = found;
  return question;
}

async function asked(audience = ["tom"], question: object = monthlyQuestion()): Promise<Run> {
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

it("is quoted in the sponsor's digest as long as a draft asks nobody, and no more once they are asked", async () => {
  const next = { key: "next", type: "long-text", label: "What is next?", feeds: "next" };
  const run = await asked(["tom"], next);
  await openForm(run, "tom", "asking");
  run.as("tom").fill("answer:next", "17 Dec, all-hands in Leeds: five minutes from you on why members come first.");
  await run.as("tom").submit();
  await run.settle();
  const { workspace_id: workspaceId, id: personId } = await personIn(run, "sofia");
  const presence = async () => {
    const reader = { workspaceId, personId, rhythm: "monthly" as const };
    const digest = await previewDigest(run.db, reader, "2026-12-03T09:00:00.000Z");
    return JSON.stringify(digest?.sections).split('"means":"presence"').length - 1;
  };
  expect(await presence()).toBe(1);
  const { id } = await enter(run, { on: "2026-12-17" });
  expect(await presence()).toBe(0);
  // As an answer makes it.
  await run.db.updateTable("item").set({ state: "draft" }).where("id", "=", id).execute();
  expect(await presence()).toBe(1);
});
