/** What those who played six weeks and three months read of check-ins, mended. */
import { expect, it } from "vitest";
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
  const [asked] = await sentAs(run, "prompt", handle);
  if (!asked) throw new Error(`${handle} was not asked`);
  return asked;
}

it("takes the buttons off a card whose check-in is closed (48b 17)", async () => {
  const run = await aRun({ people: PEOPLE, programs: [ATLAS], cadences: [DAILY] });
  await run.to("2026-11-02T12:00Z");
  const asked = await firstAsked(run);
  expect(now(run, asked)).toContain("[Check in]");
  await run.to("2026-11-03T18:00Z");
  expect(now(run, asked)).toContain("Monday 2 November · closed");
  expect(now(run, asked)).not.toContain("[Check in]");
});

it("keeps the due time that a message of several things was sent with, whenever it is shown anew (48a 18)", async () => {
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

it("shows whoever covers that they have answered, in a message of several things too (48a 20)", async () => {
  const run = await aRun({ isTogether: true, people: PEOPLE, programs: [ATLAS], cadences: [DAILY] });
  const tom = run.as("tom");
  await tom.command("/drumbeat away");
  await tom.waitForView();
  tom.fill("until", "2026-11-03");
  tom.fill("delegate", "nina");
  await tom.submit();
  await run.to("2026-11-02T16:00Z");
  const card = arrivals(run, "nina").find(({ text }) => text.includes("covering for Tom Baker"));
  if (!card) throw new Error("Nina was not asked");
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
});
