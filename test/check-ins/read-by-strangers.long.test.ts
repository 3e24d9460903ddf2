/** What those who played six weeks and three months read of check-ins, mended. */
import { expect, it } from "vitest";
import { comingCheckIns } from "../../src/check-ins/initial-rhythms.ts";
import { readerOf } from "../../src/people/people.ts";
import { openHome } from "../support/home-tab.ts";
import {
  type Arrival,
  aRun,
  arrivals,
  asItIsNow,
  LEA,
  lastMessage,
  NINA,
  openForm,
  personIn,
  RAVI,
  type Run,
  SOFIA,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

const ATLAS = { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom", "nina"] };
const PEOPLE = [LEA, TOM, NINA, SOFIA];
const DAILY = { key: "daily", program: "atlas", template: "daily-team" };

const now = (run: Run, { message }: Arrival) => textOf(asItIsNow(run, message)).replaceAll("\u00a0", " ");

async function firstAsked(run: Run, handle = "tom"): Promise<Arrival> {
  return (await sentAs(run, "prompt", handle))[0] ?? expect.fail(`${handle} was not asked`);
}

it.each([
  ["takes the buttons off a card whose check-in is closed", 0, "Monday 2 November · closed", "[Check in]"],
  ["leaves the cards of a large round, since so many updates would hold up the next", 49, "[Check in]", "closed"],
])("%s", async (_, others, shown, left) => {
  const more = Array.from({ length: others }, (__, index) => ({ ...TOM, handle: `p${index}`, name: `P ${index}` }));
  const team = ["tom", "nina", ...more.map(({ handle }) => handle)];
  const run = await aRun({ people: [...PEOPLE, ...more], programs: [{ ...ATLAS, team }], cadences: [DAILY] });
  await run.to("2026-11-02T12:00Z");
  const asked = await firstAsked(run);
  expect(now(run, asked)).toContain("[Check in]");
  await run.to("2026-11-03T18:00Z");
  expect(now(run, asked)).toContain(shown);
  expect(now(run, asked)).not.toContain(left);
});

it.each([
  ["tells the team what was answered", 0, true],
  ["has no summary of a large round, which would not fit and would change for everybody with each answer", 49, false],
])("%s", async (_, others, isTold) => {
  const more = Array.from({ length: others }, (__, index) => ({ ...TOM, handle: `p${index}`, name: `P ${index}` }));
  const team = ["tom", "nina", ...more.map(({ handle }) => handle)];
  const run = await aRun({ people: [...PEOPLE, ...more], programs: [{ ...ATLAS, team }], cadences: [DAILY] });
  await run.to("2026-11-02T12:00Z");
  await openForm(run, "tom", "daily");
  run.as("tom").fill("answer:next", "Go on");
  await run.as("tom").submit();
  await run.settle();
  const told = await run.db.selectFrom("delivery").select("id").where("kind", "like", "round-summary%").execute();
  expect(told.length > 0).toBe(isTold);
});

it("keeps the due time that a message of several things was sent with, whenever it is shown anew", async () => {
  const weekly = {
    ...DAILY,
    key: "weekly",
    program: "borea",
    rule: { every: "week", on: ["mo"], zone: "participant" },
  };
  const run = await aRun({
    isTogether: true,
    people: PEOPLE,
    programs: [ATLAS, { ...ATLAS, key: "borea", title: "Borea" }],
    cadences: [DAILY, weekly],
  });
  await run.to("2026-11-02T10:00Z");
  const message = lastMessage(run, "tom");
  await run.to("2026-11-02T18:00Z");
  await openForm(run, "tom", "weekly");
  run.as("tom").fill("answer:next", "Go on");
  await run.as("tom").submit();
  await run.settle();
  const shown = textOf(asItIsNow(run, message)).replaceAll("\u00a0", " ");
  expect(shown).toContain("was due Mon 2 Nov, 17:00");
  expect(shown).not.toContain("due Tue 3 Nov");
});

it("shows whoever covers that they have answered, in a message of several things too", async () => {
  const run = await aRun({ isTogether: true, people: PEOPLE, programs: [ATLAS], cadences: [DAILY] });
  const tom = run.as("tom");
  await tom.command("/drumbeat away");
  await tom.waitForView();
  tom.fill("until", "2026-11-03");
  tom.fill("delegate", "nina");
  await tom.submit();
  await run.to("2026-11-02T16:00Z");
  const card = arrivals(run, "nina").find(({ text }) => text.includes("covering for Tom Baker")) ?? expect.fail();
  const nina = run.as("nina");
  const { id } = await run.db
    .selectFrom("prompt")
    .select("id")
    .where("person_id", "=", (await personIn(run, "tom")).id)
    .executeTakeFirstOrThrow();
  await nina.press(card.message, { label: "Check in", value: id });
  const form = textOf(await nina.waitForView());
  expect(form).toContain("You’re answering for Tom Baker.");
  nina.fill("answer:next", "Go on");
  await nina.submit();
  await run.settle();
  expect(now(run, card)).toContain("✓ You answered for Tom Baker");
  expect(now(run, card)).not.toContain("covering for Tom Baker · ");
  await run.db.updateTable("program").set({ channel_id: null }).execute();
  await run.to("2026-11-03T16:00Z");
  expect(textOf(lastMessage(run, "nina"))).not.toContain("Nina Diaz, for Tom Baker");
});

it("says above the first check-in who reads it where the message has other lines", async () => {
  const programs = [{ ...ATLAS, team: ["tom", "ravi"] }];
  // It is afternoon in Kolkata: Ravi is first asked on Tuesday, when he reads what Tom answered.
  const start = "2026-11-02T08:00:00.000Z";
  const run = await aRun({ isTogether: true, people: [LEA, TOM, RAVI, SOFIA], programs, cadences: [DAILY], start });
  await run.db.updateTable("program").set({ channel_id: null }).execute();
  await run.to("2026-11-02T14:00Z");
  const lea = await personIn(run, "lea");
  const program = await run.db.selectFrom("program").selectAll().executeTakeFirstOrThrow();
  const setUp = { program, reader: readerOf(lea), readerId: lea.id, now: start };
  const coming = await comingCheckIns(run.app.services, run.db, setUp);
  expect(coming.map(({ who }) => who)).toEqual([["Tom Baker"], ["Ravi Nair"]]);
  await openForm(run, "tom", "daily");
  run.as("tom").fill("answer:next", "Go on");
  await run.as("tom").submit();
  await run.to("2026-11-03T06:00Z");
  expect(textOf(lastMessage(run, "ravi"))).toMatch(/Léa Martin leads \*Atlas\*.*Check in.*Next: Go on/s);
});

it("says of a lead’s weekly check-in what goes higher: above it, in its form, on its receipt", async () => {
  const lead = { ...LEA, locale: "en-GB" };
  const weekly = { ...DAILY, template: "weekly-progress" };
  const run = await aRun({ people: [lead, TOM, NINA, SOFIA], programs: [ATLAS], cadences: [weekly], isTogether: true });
  await run.to("2026-11-05T12:00Z");
  const message = lastMessage(run, "lea");
  const higher = "Your sponsors read the status and its reason (“Off track” from ten minutes after you save it)";
  expect(textOf(message)).toContain(higher);
  expect(textOf(await openForm(run, "lea"))).toContain(higher);
  const lea = run.as("lea");
  await lea.pressInView({ blockId: "answer:health", option: "green" });
  lea.fill("answer:progress", "Began");
  await lea.submit();
  await run.settle();
  expect(textOf(asItIsNow(run, message))).toContain(higher);
});

it("asks nobody the question of a day that is a public holiday of theirs", async () => {
  const run = await aRun({
    people: PEOPLE,
    programs: [{ ...ATLAS, team: ["lea", "tom"] }],
    cadences: [DAILY],
    start: "2026-11-10T00:00:00.000Z",
  });
  await run.db.updateTable("workspace").set({ holiday_region: "FR" }).execute();
  const asked = async (handle: string) => (await sentAs(run, "prompt", handle)).map(({ at }) => at.slice(0, 10));
  await run.to("2026-11-12T12:00Z");
  expect(await asked("tom")).toEqual(["2026-11-10", "2026-11-11", "2026-11-12"]);
  expect(await asked("lea")).toEqual(["2026-11-10", "2026-11-12"]);
  expect(arrivals(run, "lea").some(({ text }) => text.includes("11 novembre"))).toBe(false);
});

it("asks nobody the question of a day on which they never work, nor later for it", async () => {
  const run = await aRun({ people: PEOPLE, programs: [{ ...ATLAS, team: ["lea", "tom"] }], cadences: [DAILY] });
  const tom = await run.db.selectFrom("person").selectAll().where("handle", "=", "tom").executeTakeFirstOrThrow();
  await run.db
    .insertInto("person_preference")
    .values({
      workspace_id: tom.workspace_id,
      person_id: tom.id,
      working_days: JSON.stringify(["mo", "tu", "th", "fr"]),
      uses_slack_status: 1,
      updated_at: tom.updated_at,
    })
    .execute();
  const asked = async (handle: string) => (await sentAs(run, "prompt", handle)).map(({ at }) => at.slice(0, 10));
  await run.to("2026-11-05T16:00Z");
  expect(await asked("lea")).toEqual(["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"]);
  expect(await asked("tom")).toEqual(["2026-11-02", "2026-11-03", "2026-11-05"]);
});

it("misses nobody before they were to answer", async () => {
  const run = await aRun({
    people: [{ ...LEA, locale: "en-GB" }, TOM, NINA, SOFIA],
    programs: [ATLAS],
    cadences: [DAILY],
  });
  await run.to("2026-11-02T16:00Z");
  expect((await openHome(run, "lea")).join("\n")).not.toContain("missing");
  await run.to("2026-11-02T18:00Z");
  expect((await openHome(run, "lea")).join("\n")).toContain("missing: ");
});
