/** What a correction told of a program is what its reader knows: what comes after goes on from there. */

import { describe, expect, it } from "vitest";
import { keepColour } from "../../src/alerts/use-cases.ts";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { sendCorrection } from "../../src/digests/corrections/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { digestById, listDigests } from "../../src/digests/use-cases.ts";
import { readerOf } from "../../src/people/use-cases.ts";
import { programByKey } from "../../src/programs/use-cases.ts";
import { closeProgram, reopenProgram } from "../../src/programs/use-cases-changes.ts";
import { addItem, closeItem } from "../../src/register/use-cases-acts.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import { aRun, openForm, personIn, SOFIA, TOM } from "../support/run.ts";

const QUESTIONS: Question[] = [
  { key: "health", type: "health", label: { en: "Health", fr: "Statut" }, feeds: "health" },
  { key: "launch", type: "date", label: { en: "Launch", fr: "Lancement" }, feeds: "milestone" },
  { key: "piles", type: "number", label: { en: "Piles", fr: "Pieux" }, feeds: "metric" },
  { key: "next", type: "long-text", label: { en: "Next", fr: "Suite" }, feeds: "next" },
  { key: "done", type: "long-text", label: { en: "Done", fr: "Fait" }, feeds: "progress" },
];
const RED = { colour: "red", reason: "The vendor is late." };
const AMBER = { colour: "amber", reason: "The vendor is nearly there." };
const GREEN = { colour: "green" };

/** Of Atlas, that was on track in September; Sofia gets the digest of October on 4 November. */
async function aStory(october: Record<string, unknown> | null, database: DatabaseName = "SQLite") {
  const rule = { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" };
  const run = await aRun({
    database,
    people: [TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"] }],
    cadences: [
      { key: "atlas", program: "atlas", questions: QUESTIONS, audience: ["lead"], readers: ["sponsors"], rule },
    ],
    start: "2026-09-29T00:00:00.000Z",
  });
  const { services } = run.app;
  const [tom, sofia] = [await personIn(run, "tom"), await personIn(run, "sofia")];
  const { id: programId = "" } = (await programByKey(run.db, tom.workspace_id, "atlas")) ?? {};
  const says = async (at: string, answers: Record<string, unknown>) => {
    await run.to(`${at}T10:00Z`);
    await openForm(run, "tom", "atlas");
    await fillAndSubmit(run.as("tom"), QUESTIONS, answers as never);
    await run.settle();
  };
  const corrects = async (at: string, period: string, words: string | null = null) => {
    await run.to(`${at}T12:00Z`);
    const part = { programId, rhythm: "monthly" as const, period };
    const wording = words === null ? null : { text: words, remarks: [] };
    const sent = await sendCorrection(services, tom, part, { reason: "It was wrong.", wording, isRenewed: true });
    await run.settle();
    return sent;
  };
  const editions = async () => {
    const found = await listDigests(run.db, { workspaceId: tom.workspace_id, personId: sofia.id });
    return Promise.all(
      found.map(async ({ id }) => {
        const edition = await digestById(run.db, tom.workspace_id, id);
        if (!edition) throw new Error("There is no such edition.");
        return { ...edition, text: plain(digestText(edition.document)) };
      }),
    );
  };
  const told = async (rhythm: string, period: string) => {
    const of = (await editions()).filter((one) => one.rhythm === rhythm && one.period === period);
    return of.at(-1) ?? { id: "", text: "" };
  };
  const why = async (editionId: string | null = null) =>
    plain(JSON.stringify(whyView(readerOf(sofia), await explainColour(services, sofia, programId, editionId))));
  await says("2026-09-30", { health: GREEN, launch: "2026-12-15" });
  if (october) await says("2026-10-30", october);
  await run.to("2026-11-04T12:00Z");
  return { run, tom, programId, says, corrects, told, why };
}

function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}

describe("a late answer that a correction took in", () => {
  it("is counted as one, of somebody who is not silent (A1)", async () => {
    const { says, corrects, told } = await aStory(null);
    expect((await told("monthly", "2026-10")).text).toContain("no answers");
    await says("2026-11-06", { health: RED });
    await corrects("2026-11-09", "2026-10");
    const { text } = await told("monthly", "2026-10");
    expect(text).toContain("1 answered");
    expect(text).not.toContain("answered none");
  });

  it("gave the colour on the day on which it was given (A1)", async () => {
    const { says, corrects, told, why } = await aStory(null);
    await says("2026-11-06", { health: RED });
    expect(await corrects("2026-11-09", "2026-10")).toBe(1);
    const { id, text } = await told("monthly", "2026-10");
    expect(text).toContain("“Atlas” has been off track since Friday 6 November");
    expect(await why(id)).toContain("🔴 Off track · since Friday 6 November");
    expect(await why()).toContain("since Friday 6 November");
  });

  it.each(databases)("is what the month was told with from then on, on %s (A1)", async (database) => {
    const { run, says, corrects, told, why } = await aStory(null, database);
    expect((await told("monthly", "2026-10")).text).toContain("no recent update");
    await says("2026-11-06", { health: RED });
    await corrects("2026-11-09", "2026-10");
    await says("2026-11-30", { health: GREEN });
    await run.to("2026-12-10T12:00Z");
    expect((await told("monthly", "2026-11")).text).toContain("🟢 Atlas · off track → on track · ↑ better");
    expect(await why()).toContain("October 2026 · 🔴 Off track");
    await run.to("2027-01-06T12:00Z");
    expect((await told("annual", "2026")).text).toContain("Sept 🟢 On track → Oct 🔴 Off track → Nov 🟢 On track");
  });

  it("is none of a month before a closing that came between (A1)", async () => {
    const { run, tom, programId, says, corrects, told } = await aStory({ health: RED });
    await run.to("2026-11-09T10:00Z");
    await closeProgram(run.app.services, tom, programId);
    await run.to("2026-11-11T10:00Z");
    await reopenProgram(run.app.services, tom, programId);
    await says("2026-11-12", { health: AMBER });
    expect(await corrects("2026-11-13", "2026-10")).toBe(0);
    expect((await told("monthly", "2026-10")).text).toContain("🔴 Atlas · on track → off track");
  });
});

it("what a correction told and was corrected again since is said to have been reported (A1)", async () => {
  const { run, says, corrects, told } = await aStory({ health: RED });
  await says("2026-11-10", { health: GREEN });
  await corrects("2026-11-12", "2026-10");
  await says("2026-11-17", { health: RED });
  await says("2026-11-30", { health: GREEN });
  await run.to("2026-12-04T12:00Z");
  expect((await told("monthly", "2026-11")).text).toContain(
    "🟢 Atlas · off track → on track · ↑ better · reported as 🟢 on track from Tue 10 Nov until the correction of Tue 17 Nov",
  );
});

it("a colour that no longer stands has been one since the late answer that gave it (A1)", async () => {
  const { run, says, corrects, told } = await aStory(null);
  await says("2026-11-06", { health: RED });
  await corrects("2026-11-09", "2026-10");
  await says("2026-11-30", { health: GREEN });
  await run.to("2027-01-06T12:00Z");
  expect((await told("monthly", "2026-12")).text).toContain(
    "last: 🟢 On track, Mon 30 Nov · was 🔴 off track from Fri 6 Nov to Mon 30 Nov",
  );
});

it("what a correction set right is not told again as reported otherwise (A1)", async () => {
  const { run, says, corrects, told } = await aStory({ health: RED });
  await says("2026-11-10", { health: GREEN });
  await corrects("2026-11-12", "2026-10");
  await says("2026-11-30", { health: GREEN });
  await run.to("2026-12-04T12:00Z");
  const { text } = await told("monthly", "2026-11");
  expect(text).toContain("Atlas");
  expect(text).not.toContain("reported as");
});

it("a year has what a digest told and what its correction did, where both were corrected (A1)", async () => {
  const { run, says, corrects, told } = await aStory({ health: RED });
  await says("2026-11-10", { health: AMBER });
  await corrects("2026-11-11", "2026-10");
  await says("2026-11-12", { health: GREEN });
  await corrects("2026-11-13", "2026-10");
  await says("2026-11-30", { health: GREEN });
  await says("2026-12-31", { health: GREEN });
  await run.to("2027-01-06T12:00Z");
  expect((await told("monthly", "2026-11")).text).not.toContain("reported as");
  expect((await told("annual", "2026")).text).toContain(
    "reported as 🔴 off track from Fri 30 Oct until the correction of Tue 10 Nov · reported as 🟠 at risk from Tue 10 Nov until the correction of Thu 12 Nov",
  );
});

it("a year has what the correction of its first month told (A1)", async () => {
  const { run, says, corrects, told } = await aStory({ health: GREEN });
  await run.to("2027-02-04T12:00Z");
  await says("2027-02-08", { health: RED });
  await corrects("2027-02-09", "2027-01");
  await run.to("2028-01-06T12:00Z");
  expect((await told("annual", "2027")).text).toContain("Atlas · Jan 🔴 Off track → Feb");
});

it("a plan and a number are compared as a correction told them, not as its digest did (A1)", async () => {
  const { run, says, corrects, told } = await aStory({
    health: GREEN,
    piles: 5,
    next: "Build twelve shops in spring.",
  });
  await says("2026-11-10", { health: GREEN, piles: 8, next: "Build six shops in spring." });
  await corrects("2026-11-12", "2026-10");
  await says("2026-11-30", { health: GREEN, piles: 9, done: "Two shops stand." });
  await run.to("2026-12-04T12:00Z");
  const { text } = await told("monthly", "2026-11");
  expect(text).toContain("Piles 8 → 9 since Tue 10 Nov");
  expect(text).toContain("Build six shops in spring.");
  expect(text).not.toContain("twelve shops");
});

it("a plan and a number that were corrected and not told so are compared as they were told (A1)", async () => {
  const { run, says, told } = await aStory({ health: GREEN, piles: 5, next: "Build twelve shops in spring." });
  await says("2026-11-10", { health: GREEN, piles: 8, next: "Build six shops in spring." });
  await says("2026-11-30", { health: GREEN, piles: 9, done: "Two shops stand." });
  await run.to("2026-12-04T12:00Z");
  const { text } = await told("monthly", "2026-11");
  expect(text).toContain("Piles 5 → 9 since Fri 30 Oct");
  expect(text).toContain("Planned · Build twelve shops in spring.");
});

it("a date that a correction took back has moved when it is given again (A1)", async () => {
  const { run, says, corrects, told } = await aStory({ health: GREEN, launch: "2027-01-20" });
  expect((await told("monthly", "2026-10")).text).toContain("Launch · Tue 15 Dec → Wed 20 Jan (1 move)");
  await says("2026-11-10", { health: GREEN, launch: "2026-12-15" });
  await corrects("2026-11-11", "2026-10");
  expect((await told("monthly", "2026-10")).text).not.toContain("Launch");
  await says("2026-11-30", { health: GREEN, launch: "2027-01-20" });
  await run.to("2026-12-04T12:00Z");
  expect((await told("monthly", "2026-11")).text).toContain("Launch · Tue 15 Dec → Wed 20 Jan (1 move)");
});

it("a correction tells no date of a round that came after its digest (A1)", async () => {
  const { says, corrects, told } = await aStory({ health: GREEN, launch: "2026-12-15" });
  await says("2026-11-30", { health: GREEN, launch: "2027-01-20" });
  expect(await corrects("2026-12-01", "2026-10")).toBe(0);
  expect((await told("monthly", "2026-10")).text).not.toContain("Launch");
});

it.each(databases)("Why on a correction has the dates that it tells, on %s (B6)", async (database) => {
  const { run, says, corrects, told, why } = await aStory({ health: GREEN, launch: "2027-01-20" }, database);
  const launchOn = async (editionId: string) => /Launch: [^"]*/.exec(await why(editionId))?.[0];
  const moved = "Launch: Tuesday 15 December → Wednesday 20 January (1 move)";
  const first = await told("monthly", "2026-10");
  expect(await launchOn(first.id)).toBe(moved);
  await says("2026-11-10", { health: GREEN, launch: "2026-12-15" });
  await corrects("2026-11-11", "2026-10");
  const second = await told("monthly", "2026-10");
  expect(second.text).not.toContain("Launch");
  const kept = "Launch: Tuesday 15 December, not moved so far";
  expect(await launchOn(second.id)).toBe(kept);
  await says("2026-11-12", { health: GREEN, launch: "2027-03-10" });
  await says("2026-11-30", { health: GREEN, launch: "2027-04-14" });
  await run.to("2026-12-01T10:00Z");
  expect(await launchOn(second.id)).toBe(kept);
  await corrects("2026-12-01", "2026-10");
  const third = await told("monthly", "2026-10");
  expect(third.text).toContain("Launch · Tue 15 Dec → Wed 10 Mar (1 move)");
  expect(await launchOn(third.id)).toBe("Launch: Tuesday 15 December → Wednesday 10 March (1 move)");
  expect(await launchOn(first.id)).toBe(moved);
});

describe("a check of what speaks against a colour", () => {
  it.each(databases)(
    "is told by no correction of a month before the answer that it is about, on %s (A7)",
    async (database) => {
      const { run, corrects, says, told } = await aStory({ health: GREEN, launch: "2026-12-15" }, database);
      await says("2026-11-30", { health: GREEN, launch: "2027-01-20" });
      await run.to("2026-12-04T10:00Z");
      expect((await told("monthly", "2026-11")).text).toContain("the evidence disagrees");
      expect(await corrects("2026-12-04", "2026-10")).toBe(0);
      expect((await told("monthly", "2026-10")).text).not.toContain("the evidence disagrees");
    },
  );

  it("stays in a correction as it was told, though a later answer came (A7)", async () => {
    const { run, corrects, says, told } = await aStory({ health: GREEN, launch: "2027-01-20" });
    expect((await told("monthly", "2026-10")).text).toContain("the evidence disagrees");
    await says("2026-11-30", { health: GREEN, launch: "2027-01-20" });
    await run.to("2026-12-04T10:00Z");
    expect(await corrects("2026-12-04", "2026-10")).toBe(0);
  });
});

describe("Why on a correction has the checks that it tells", () => {
  const UNANSWERED = "The owner hasn’t answered yet.";

  it("and none about a date that it took back (A7)", async () => {
    const { says, corrects, told, why } = await aStory({ health: GREEN, launch: "2027-01-20" });
    const first = await told("monthly", "2026-10");
    for (const sentence of ["moved by 36 days", UNANSWERED]) expect(await why(first.id)).toContain(sentence);
    await says("2026-11-10", { health: GREEN, launch: "2026-12-15" });
    await corrects("2026-11-11", "2026-10");
    const { id, text } = await told("monthly", "2026-10");
    expect(text).not.toContain("the evidence disagrees");
    for (const sentence of ["was moved by", UNANSWERED]) expect(await why(id)).not.toContain(sentence);
    expect(await why(first.id)).toContain(UNANSWERED);
  });

  it("with what its owner said to them by then (A7)", async () => {
    const { run, tom, says, corrects, told, why } = await aStory({ health: GREEN, launch: "2027-01-20" });
    const { id: questionId } = await run.db.selectFrom("health_question").select("id").executeTakeFirstOrThrow();
    await run.to("2026-11-06T10:00Z");
    await keepColour(run.app.services, tom, questionId, "The opening stays in spring.");
    expect(await corrects("2026-11-10", "2026-10")).toBe(1);
    const { id, text } = await told("monthly", "2026-10");
    expect(text).not.toContain("the evidence disagrees");
    expect(await why(id)).toContain("The opening stays in spring.");
    expect(await why(id)).not.toContain(UNANSWERED);
    await says("2026-11-11", { health: RED, launch: "2027-01-20" });
    expect(await corrects("2026-11-12", "2026-10")).toBe(1);
    // That was said of another colour.
    expect(await why((await told("monthly", "2026-10")).id)).not.toContain("The opening stays in spring.");
  });

  it("as they were told, though a later answer came (A7)", async () => {
    const { run, says, corrects, told, why } = await aStory({ health: GREEN, launch: "2027-01-20" });
    await says("2026-11-30", { health: GREEN, launch: "2027-01-20" });
    await run.to("2026-12-04T10:00Z");
    expect(await corrects("2026-12-04", "2026-10", "Atlas goes on.")).toBe(1);
    const { id, text } = await told("monthly", "2026-10");
    expect(text).toContain("the evidence disagrees");
    expect(await why(id)).toContain(UNANSWERED);
  });

  it("and none about what had ended by then (A7)", async () => {
    const { run, tom, programId, says, corrects, told, why } = await aStory({ health: GREEN });
    const { services } = run.app;
    await run.to("2026-11-10T10:00Z");
    const risk = await addItem(services, tom, programId, {
      type: "risk",
      title: "The vendor may go",
      details: { probability: 5, impact: 5 },
      sourceKey: "command:1",
    });
    await says("2026-11-30", { health: GREEN });
    await run.to("2026-12-04T10:00Z");
    const first = await told("monthly", "2026-11");
    for (const text of [first.text, await why(first.id)]) expect(text).toContain("ATL-R-1");
    await closeItem(services, tom, risk.id, "It stays");
    expect(await corrects("2026-12-08", "2026-11")).toBe(1);
    const second = await told("monthly", "2026-11");
    for (const text of [second.text, await why(second.id)]) expect(text).not.toContain("ATL-R-1");
  });
});

describe("a program that was closed and is open again", () => {
  it("is closed still in a correction of a digest that said so (B2)", async () => {
    const { run, tom, programId, says, corrects, told, why } = await aStory({ health: GREEN });
    await says("2026-11-30", { health: RED });
    await run.to("2026-12-01T10:00Z");
    await closeProgram(run.app.services, tom, programId);
    await run.to("2026-12-09T10:00Z");
    await reopenProgram(run.app.services, tom, programId);
    await says("2026-12-10", { health: AMBER });
    expect(await corrects("2026-12-11", "2026-11")).toBe(0);
    expect(await corrects("2026-12-11", "2026-11", "Atlas had a pause.")).toBe(1);
    const { id, text } = await told("monthly", "2026-11");
    expect(text).toContain("Atlas · closed on Tue 1 Dec by Tom Baker");
    expect(await why(id)).toContain("Last: 🔴 Off track, Mon 30 Nov");
  });

  it("is corrected by what was said before it was closed (B2)", async () => {
    const { run, tom, programId, says, corrects, told } = await aStory({ health: RED });
    await says("2026-11-05", { health: GREEN });
    await run.to("2026-11-09T10:00Z");
    await closeProgram(run.app.services, tom, programId);
    await run.to("2026-11-11T10:00Z");
    await reopenProgram(run.app.services, tom, programId);
    await says("2026-11-12", { health: AMBER });
    expect(await corrects("2026-11-13", "2026-10")).toBe(1);
    expect((await told("monthly", "2026-10")).text).toContain("🟢 Atlas · on track");
  });
});
