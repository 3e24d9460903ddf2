import { viewAsText } from "slack-sandbox";
import { expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit, openCheckIn } from "../../src/demo/answer-check-in.ts";
import { pressAboutItems } from "../../src/demo/press-tracked-items.ts";
import { inbox, plain } from "../mission/acts.ts";
import { digests, readDigest } from "../mission/acts-digest.ts";
import { addMeasure, addObjective } from "../mission/acts-goals.ts";
import { aCompany, LOYALTY, STORES } from "../mission/company.ts";
import type { Run } from "../support/run.ts";

const OBJECTIVE = "Members come back";
const LESSON = "Legal joins in the first week";

async function anObjective(run: Run): Promise<void> {
  await addMeasure(run, "tom", {
    title: "Repeat purchases",
    owner: "tom",
    unit: "points",
    baseline: "2",
    baselineOn: "2026-06-30",
    target: "4",
    by: "2027-06-30",
  });
  await addObjective(run, "margaret", {
    program: "Loyalty",
    title: OBJECTIVE,
    year: "2027",
    why: "They stay",
    measures: ["Repeat purchases"],
    servedBy: ["Stores"],
  });
}

/** Fills in the quarterly form; returns what stood in it about the objective. */
async function answer(run: Run, outlook: "yes" | "uncertain" | "no", answers: Answers): Promise<string> {
  const tom = run.as("tom");
  const known = run.known("tom", "quarterly");
  const form = plain(viewAsText(await openCheckIn(tom, known)));
  expect(await pressAboutItems(tom, { [OBJECTIVE]: outlook })).toEqual([]);
  await fillAndSubmit(tom, known.cadence.questions, { health: { colour: "green" }, ...answers }, known);
  await run.settle();
  return form;
}

it("asks whoever leads about the quarter that ended, and its committee reads what is recommended and expected, then and now", async () => {
  const run = await aCompany({
    programs: [LOYALTY, STORES],
    cadences: ["quarterly"],
    start: "2026-09-21T08:00:00.000Z",
  });
  await anObjective(run);

  await run.to("2026-10-05T12:00Z");
  expect(inbox(run, "tom", "Quarterly").map(({ at }) => at)).toEqual(["2026-10-05T08:00"]);
  expect(inbox(run, "hugo", "feuille de route")).toEqual([]);
  const form = await answer(run, "yes", { recommendation: { recommend: "continue" } });
  expect(form).toMatch(/Q3 2026/);
  expect(form).toMatch(/Members come back\s+• Repeat purchases · from 2 to 4 points by 30 Jun 2027/);
  expect(form).not.toContain("Why you recommend it");
  await run.to("2026-10-12T12:00Z");
  const third = await readDigest(run, "hugo", "quarterly");
  expect(third.words).toContain("poursuivre");
  expect(third.firstScreen).not.toContain("poursuivre");
  expect(third.firstScreen).not.toContain(OBJECTIVE);

  await run.to("2027-01-06T12:00Z");
  await answer(run, "uncertain", {
    recommendation: { recommend: "pause", reason: "The supplier failed", until: "2027-03-01" },
    lesson: LESSON,
  });
  const receipt = plain(inbox(run, "tom", "Quarterly").at(-1)?.words ?? "");
  expect(receipt).toContain("What you recommend: Pause until Mon 1 Mar – The supplier failed");
  expect(receipt).toContain(`Objectives: ${OBJECTIVE}: Uncertain`);
  await run.to("2027-01-13T12:00Z");
  const [, fourth = third] = await digests(run, "hugo", "quarterly");
  expect(fourth.firstScreen).toContain("mettre en pause jusqu’au 1er mars – The supplier failed");
  expect(fourth.firstScreen).toContain(`${OBJECTIVE} : oui → incertain`);
  expect(fourth.words).toContain(LESSON);
  expect(fourth.firstScreen).not.toContain(LESSON);
});
