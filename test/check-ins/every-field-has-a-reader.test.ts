/** Nobody writes what nobody reads: each field of each template is filled with a word of its own, which others then read. */
import { expect, it } from "vitest";
import type { Answers, Question } from "../../src/cadences/questions/questions.ts";
import { TEMPLATE_IDS } from "../../src/cadences/templates.ts";
import { formIds } from "../../src/check-ins/form/form.ts";
import { readAnswers, submitCheckIn } from "../../src/check-ins/saving.ts";
import { fillAndSubmit, openCheckIn, pressUntil } from "../../src/demo/answer-check-in.ts";
import { pressAboutItems } from "../../src/demo/press-tracked-items.ts";
import { addLocalDays, localDateOf } from "../../src/platform/time.ts";
import { readPreparation } from "../../src/workshop/preparation.ts";
import { decideLinesOf } from "../../src/workshop/to-decide.ts";
import { plain } from "../mission/acts.ts";
import { addMeasure, addObjective } from "../mission/acts-goals.ts";
import { addItem } from "../mission/acts-register.ts";
import { aCompany, LOYALTY, PEOPLE, STORES } from "../mission/company.ts";
import { actingAs, arrivals, type Run, textOf } from "../support/run.ts";

type TemplateId = (typeof TEMPLATE_IDS)[number];

/** When Tom answers it, and by when everything that follows from it has come. */
const PLAYED: Record<TemplateId, { start: string; answered: string; read: string }> = {
  "daily-team": { start: "2026-11-02", answered: "2026-11-03", read: "2026-11-10" },
  "weekly-progress": { start: "2026-11-02", answered: "2026-11-05", read: "2026-11-10" },
  "cross-functional": { start: "2026-11-09", answered: "2026-11-10", read: "2026-11-17" },
  "monthly-executive": { start: "2026-11-23", answered: "2026-11-30", read: "2026-12-04" },
  "quarterly-roadmap": { start: "2026-12-21", answered: "2027-01-06", read: "2027-01-14" },
  "annual-strategy": { start: "2026-11-23", answered: "2026-11-27", read: "2027-01-21" },
};

/** Read on the screen that opens the answers, by those whom the template names as its readers, and in no message above. */
const ON_SCREEN_OF_ANSWERS: Partial<Record<TemplateId, string[]>> = {
  "weekly-progress": ["details"],
  "monthly-executive": ["details"],
};

/** Read in the preparation of the workshop; what is to be decided is offered to the agenda of its meeting. */
const IN_PREPARATION: Partial<Record<TemplateId, string[]>> = {
  "annual-strategy": ["vision", "successes", "stop", "proposals", "agenda", "risk", "customers", "support"],
};

/** `fields` says which of the others stay in the team; a measure is asked for on the day on which its number is known. */
const WITHOUT_WORDS: readonly Question["type"][] = ["fields", "measures"];

const wordOf = (key: string) => `quartz-${key}`;

function answersTo(questions: readonly Question[]): Answers {
  const answers: Answers = {};
  for (const { key, type, feeds } of questions) {
    const word = wordOf(key);
    const pathToGreen = { action: "Look for another way", by: "2027-02-26" };
    if (type === "text" || type === "long-text") answers[key] = feeds === "request" ? `${word}?` : word;
    if (type === "health") answers[key] = { colour: "amber", reason: word, pathToGreen };
    if (type === "recommendation") answers[key] = { recommend: "change", reason: word };
  }
  return answers;
}

/** Adds what stands in these fields before the form is opened. */
async function addMatters(run: Run, has: (type: Question["type"]) => boolean): Promise<void> {
  if (has("items")) await addItem(run, "tom", { type: "action", title: wordOf("tracked"), due: "2027-01-29" });
  if (!has("objectives")) return;
  const measure = { title: "Repeat purchases", unit: "points", baseline: "2", baselineOn: "2026-06-30" };
  await addMeasure(run, "tom", { ...measure, owner: "tom", target: "4", by: "2027-06-30" });
  await addObjective(run, "margaret", {
    program: "Loyalty",
    title: wordOf("objectives"),
    year: "2027",
    why: "They stay",
    measures: ["Repeat purchases"],
    servedBy: ["Stores"],
  });
}

async function answer(run: Run, has: (type: Question["type"]) => boolean): Promise<Question[]> {
  const tom = run.as("tom");
  const known = run.known("tom", "asked");
  const { questions } = known.cadence;
  await openCheckIn(tom, known);
  if (has("items")) expect(await pressAboutItems(tom, { [wordOf("tracked")]: "done" })).toEqual([]);
  if (has("objectives")) expect(await pressAboutItems(tom, { [wordOf("objectives")]: "no" })).toEqual([]);
  await pressUntil(tom, { actionId: formIds.more }, (placed) =>
    placed.every(({ actionId }) => actionId !== formIds.more),
  );
  if (has("milestones")) {
    tom.fill("milestones:new", wordOf("milestones"));
    tom.fill("milestones:new-date", addLocalDays(localDateOf(run.clock.now(), "UTC"), 16));
  }
  await fillAndSubmit(tom, questions, answersTo(questions), known);
  await run.settle();
  return questions;
}

/** All that has come to others than Tom. */
function readByOthers(run: Run): string {
  const others = PEOPLE.map(({ handle }) => handle).filter((handle) => handle !== "tom");
  return plain(others.flatMap((handle) => arrivals(run, handle).map(({ message }) => textOf(message))).join("\n"));
}

async function roundAnswered(run: Run): Promise<{ id: string; program_id: string }> {
  return run.db
    .selectFrom("round")
    .innerJoin("check_in", "check_in.round_id", "round.id")
    .select(["round.id", "round.program_id"])
    .executeTakeFirstOrThrow();
}

async function screenOfAnswers(run: Run): Promise<string> {
  const { id } = await roundAnswered(run);
  const dan = await actingAs(run, "dan");
  return JSON.stringify(await readAnswers(dan, dan.actor, id));
}

/** Four others answer too, so that what is asked without a name may be shown. */
async function othersAnswer(run: Run): Promise<void> {
  const { id: round_id } = await roundAnswered(run);
  for (const handle of ["dan", "margaret", "hugo", "ines"]) {
    const ctx = await actingAs(run, handle);
    const { id: promptId } = await run.db
      .selectFrom("prompt")
      .select("id")
      .where("round_id", "=", round_id)
      .where("person_id", "=", ctx.actor.id)
      .executeTakeFirstOrThrow();
    await submitCheckIn(ctx, { promptId, answers: { vision: "A", successes: "B", stop: "C", support: "D" } });
  }
}

/** As one of those who answered reads it. */
async function preparation(run: Run): Promise<string> {
  const dan = await actingAs(run, "dan");
  return JSON.stringify((await readPreparation(dan, dan.actor, (await roundAnswered(run)).id)).questions);
}

it.each(TEMPLATE_IDS)("each field of %s is read by somebody else", async (template) => {
  const { start, answered, read } = PLAYED[template];
  const inPreparation = IN_PREPARATION[template];
  const run = await aCompany({
    programs: [{ ...LOYALTY, sponsors: ["margaret", "hugo"] }, STORES],
    cadences: [{ key: "asked", program: "loyalty", template, audience: [inPreparation ? "everyone" : "lead"] }],
    start: `${start}T08:00:00.000Z`,
  });
  const asked = run.known("tom", "asked").cadence.questions;
  const has = (type: Question["type"]) => asked.some((question) => question.type === type);
  await addMatters(run, has);
  await run.to(`${answered}T12:00:00.000Z`);
  await answer(run, has);
  if (inPreparation) await othersAnswer(run);
  await run.to(`${read}T12:00:00.000Z`);

  const inMessages = readByOthers(run);
  const onScreen = await screenOfAnswers(run);
  const onScreenAlone = ON_SCREEN_OF_ANSWERS[template] ?? [];
  const prepared = inPreparation ? await preparation(run) : "";
  const placeOf = (key: string) => {
    if (inPreparation?.includes(key)) return prepared;
    return onScreenAlone.includes(key) ? onScreen : inMessages;
  };
  const unread = asked
    // What is written in the other language is asked of whoever has that.
    .filter(({ type, language }) => !WITHOUT_WORDS.includes(type) && language !== "en")
    .filter(({ key }) => !placeOf(key).includes(wordOf(key)));
  expect(unread.map(({ key }) => key)).toEqual([]);

  // What is read without a name is read nowhere else.
  const unsigned = asked.filter(({ withoutName }) => withoutName).map(({ key }) => wordOf(key));
  expect(unsigned.filter((word) => inMessages.includes(word) || onScreen.includes(word))).toEqual([]);
  const topics = asked.filter(({ feeds }) => feeds === "agenda").map(({ key }) => wordOf(key));
  const { workspace_id: workspaceId } = (await actingAs(run, "dan")).actor;
  const { program_id: bodyId } = await roundAnswered(run);
  const toDecide = await decideLinesOf(run.db, workspaceId, { bodyId, after: answered, until: "2027-12-31" });
  expect(toDecide.map(({ text }) => text)).toEqual(topics);
});
