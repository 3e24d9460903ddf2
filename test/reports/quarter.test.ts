import { messageAsText, viewAsText } from "slack-sandbox";
import { expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { objectivesAsked } from "../../src/check-ins/form/objectives-asked.ts";
import { getRoundContext } from "../../src/check-ins/rounds/context.ts";
import { summaryView } from "../../src/check-ins/rounds/messages.ts";
import { readAnswers } from "../../src/check-ins/saving.ts";
import { fillAndSubmit, openCheckIn } from "../../src/demo/answer-check-in.ts";
import { pressAboutItems } from "../../src/demo/press-tracked-items.ts";
import { readerOf } from "../../src/people/people.ts";
import { programOf } from "../../src/programs/programs.ts";
import { reportedTo } from "../../src/reports/compile/reports-for-reader.ts";
import { answerScreen } from "../../src/reports/portfolio/sources.ts";
import { inbox, plain } from "../mission/acts.ts";
import { digests, readDigest, requireApproval } from "../mission/acts-digest.ts";
import { addMeasure, addObjective } from "../mission/acts-goals.ts";
import { aCompany, cadence, LOYALTY, STORES } from "../mission/company.ts";
import { actingAs, type Run, textOf } from "../support/run.ts";

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
async function answer(run: Run, outlook: "yes" | "uncertain" | "no", answers: Answers, who = "tom"): Promise<string> {
  const actor = run.as(who);
  const known = run.known(who, "quarterly");
  const form = plain(viewAsText(await openCheckIn(actor, known)));
  expect(await pressAboutItems(actor, { [OBJECTIVE]: outlook })).toEqual([]);
  await fillAndSubmit(actor, known.cadence.questions, { health: { colour: "green" }, ...answers }, known);
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

it("says how measures of objectives stand in the language of whoever fills in the form for another", async () => {
  const run = await aCompany({ programs: [LOYALTY, STORES], start: "2026-09-28T08:00:00.000Z" });
  await anObjective(run);
  const [tom, hugo] = [await actingAs(run, "tom"), await actingAs(run, "hugo")];
  const { id } = await run.db
    .selectFrom("program")
    .select("id")
    .where("title", "=", "Loyalty")
    .executeTakeFirstOrThrow();
  const asked = await objectivesAsked(tom, { owner: tom.actor, person: hugo.actor }, id);
  expect(asked.flatMap(({ measures }) => measures.map(plain))).toEqual([
    expect.stringContaining("Repeat purchases · de 2 à 4 points"),
  ]);
});

it("shows what others expect of an objective to whoever has said what they expect themselves", async () => {
  const run = await aCompany({
    programs: [LOYALTY, STORES],
    cadences: [cadence("quarterly", { audience: ["lead", "deputy"] })],
    start: "2026-09-28T08:00:00.000Z",
  });
  await anObjective(run);
  await run.to("2026-10-05T12:00Z");
  await answer(run, "uncertain", { recommendation: { recommend: "continue" } });
  const dan = await actingAs(run, "dan");
  const { id: programId } = await run.db
    .selectFrom("program")
    .selectAll()
    .where("title", "=", "Loyalty")
    .executeTakeFirstOrThrow();
  const [{ id = "" } = {}] = await run.db.selectFrom("round").select("id").execute();
  const [{ id: checkInId = "" } = {}] = await run.db.selectFrom("check_in").select("id").execute();
  const place = { programId, digestId: null, checkInId };
  /** Answers, sources, the channel, the report as of now. */
  const read = async () => {
    const program = await programOf(run.db, dan.actor.workspace_id, programId);
    const programs = [{ program, standings: ["deputy" as const] }];
    const now = await reportedTo(dan, dan.actor, { programs, day: null });
    const context = await getRoundContext(run.db, dan.actor.workspace_id, id);
    const inChannel = await summaryView(
      { db: run.db, workspaceId: dan.actor.workspace_id, reader: readerOf(dan.actor), now: run.clock.now() },
      context,
      { readerId: null, shown: () => "above" },
    );
    const outlook = now.flatMap(({ report }) => report.lines.filter(({ kind }) => kind === "outlook"));
    return [
      plain(JSON.stringify(await readAnswers(dan, dan.actor, id))).includes("Uncertain"),
      plain(JSON.stringify(await answerScreen(dan, dan.actor, place))).includes("Uncertain"),
      JSON.stringify(inChannel.answers).includes("uncertain"),
      outlook.length > 0,
    ];
  };
  expect(await read()).toEqual([false, false, false, false]);

  await answer(run, "no", { recommendation: { recommend: "continue" } }, "dan");
  expect(await read()).toEqual([true, true, true, true]);
});

it("says in the digest what the lead recommends, though the deputy answered after them", async () => {
  const run = await aCompany({
    programs: [LOYALTY, STORES],
    cadences: [cadence("quarterly", { audience: ["lead", "deputy"] })],
    start: "2026-09-28T08:00:00.000Z",
  });
  await anObjective(run);
  await run.to("2026-10-05T12:00Z");
  await answer(run, "no", { recommendation: { recommend: "stop", reason: "Nobody buys it" } });
  await answer(run, "yes", { recommendation: { recommend: "continue" } }, "dan");
  await run.to("2026-10-12T12:00Z");
  const { words } = await readDigest(run, "hugo", "quarterly");
  expect(words).toContain("arrêter – Nobody buys it");
  expect(words).toContain(`${OBJECTIVE} : non`);
  expect(words).not.toContain("poursuivre");
});

it("leaves what others expect out of the part of a digest that is looked over by whoever is still to say it", async () => {
  const run = await aCompany({
    programs: [LOYALTY, STORES],
    cadences: [cadence("quarterly", { audience: ["lead", "deputy"] })],
    start: "2026-09-28T08:00:00.000Z",
  });
  await anObjective(run);
  await requireApproval(run, "tom");
  await run.to("2026-10-05T12:00Z");
  await answer(run, "no", { recommendation: { recommend: "stop", reason: "Nobody buys it" } });
  await run.to("2026-10-09T12:00Z");
  const [part = ""] = run
    .as("dan")
    .dm()
    .map((message) => plain(messageAsText(message)))
    .filter((words) => words.includes("Nobody buys it"));
  expect(part).toContain("stop – Nobody buys it");
  expect(part).not.toContain(OBJECTIVE);
});

it("leaves what others expect out of the digest’s preview for whoever is still to say it", async () => {
  const run = await aCompany({
    programs: [LOYALTY, STORES],
    cadences: [cadence("quarterly", { audience: ["lead", "steering"] })],
    start: "2026-09-28T08:00:00.000Z",
  });
  await anObjective(run);
  await run.to("2026-10-05T12:00Z");
  const preview = async () => {
    const { response } = await run.as("hugo").command("/drumbeat digest preview");
    return plain(textOf(response ?? expect.fail("No preview.")));
  };
  await answer(run, "no", { recommendation: { recommend: "stop", reason: "Nobody buys it" } });
  expect(await preview()).toContain("Nobody buys it");
  expect(await preview()).not.toContain(`${OBJECTIVE} : non`);

  await answer(run, "yes", { recommendation: { recommend: "continue" } }, "hugo");
  expect(await preview()).toContain(`${OBJECTIVE} : non`);
});

it("shows what is expected of an objective in the channel once the round closes, and not before", async () => {
  const run = await aCompany({
    programs: [{ ...LOYALTY, channel: "loyalty" }, STORES],
    channels: [{ name: "loyalty", isPrivate: true, members: ["tom", "dan"] }],
    cadences: [cadence("quarterly", { audience: ["lead", "deputy"] })],
    start: "2026-09-28T08:00:00.000Z",
  });
  await anObjective(run);
  // What goes above alone is in no channel.
  await run.db.updateTable("cadence").set({ disclosure: "team" }).execute();
  await run.to("2026-10-05T12:00Z");
  await answer(run, "uncertain", { recommendation: { recommend: "continue" } });
  const { closes_at: closesAt } = await run.db.selectFrom("round").select("closes_at").executeTakeFirstOrThrow();
  const soon = "2026-10-12T12:00:00.000Z";
  expect(closesAt > soon).toBe(true);
  await run.db.updateTable("round").set({ closes_at: soon, due_at: "2026-10-07T12:00:00.000Z" }).execute();
  await run.db.updateTable("prompt").set({ closes_at: soon }).execute();
  await run.db
    .updateTable("delivery")
    .set({ due_at: "2026-10-07T12:00:00.000Z" })
    .where("kind", "=", "round-summary")
    .where("state", "=", "waiting")
    .execute();
  const inChannel = () =>
    run.sandbox
      .allMessages()
      .map((message) => plain(messageAsText(message)))
      .filter((words) => words.includes("Q3 2026 · 1 answered"))
      .join("\n");
  await run.to("2026-10-11T12:00Z");
  expect(inChannel()).toContain("What you recommend: Continue");
  expect(inChannel()).not.toContain(`${OBJECTIVE}: Uncertain`);
  await run.to("2026-10-12T12:10Z");
  expect(inChannel()).toContain(`${OBJECTIVE}: Uncertain`);
});
