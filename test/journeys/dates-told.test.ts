/** Target dates are told beside a digest as colours are: those of answers that the reader is told of. */

import { expect, it } from "vitest";
import { keepColour } from "../../src/alerts/use-cases.ts";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { approvePart, setApproval } from "../../src/digests/approval/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { latestDigest } from "../../src/digests/use-cases.ts";
import { programByKey } from "../../src/programs/use-cases.ts";
import { closeProgram, reopenProgram } from "../../src/programs/use-cases-changes.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { openHome } from "../support/home-tab.ts";
import { aRun, LEA, NINA, openForm, personIn, RAVI, type Run, SAM, SOFIA, TOM } from "../support/run.ts";

const HEALTH: Question = {
  key: "health",
  type: "health",
  label: { en: "Health", fr: "Statut" },
  feeds: "health",
  required: true,
};
const OPENING: Question = {
  key: "opening",
  type: "date",
  label: { en: "Opening", fr: "Ouverture" },
  feeds: "milestone",
};
const GREEN = { health: { colour: "green" as const } };
const NO_MOVE = "Opening: Monday 15 February, not moved so far";
const MOVED = "Opening: Monday 15 February → Monday 8 March (1 move)";
const MOVED_BY = "“Opening” moved by 21 days";

function monthly(key: string, more: object) {
  const rule = { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" };
  return { key, program: "atlas", audience: ["lead"], readers: ["lead", "sponsors"], rule, ...more };
}

/** Of fewer than five people no rate is told. */
const FIVE = ["nina", "lea", "ravi", "sam"];

/** Tom leads Atlas, Nina is in its team, Sofia sponsors it. */
async function atlas(cadences: Record<string, unknown>[], start: string, team = ["nina"]) {
  const run = await aRun({
    people: [TOM, NINA, SOFIA, LEA, RAVI, SAM],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", team, sponsors: ["sofia"] }],
    cadences,
    start,
  });
  const { services } = run.app;
  const [tom, sofia] = [await personIn(run, "tom"), await personIn(run, "sofia")];
  const { id: programId = "" } = (await programByKey(run.db, tom.workspace_id, "atlas")) ?? {};
  return {
    run,
    part: { programId },
    tom,
    says: (at: string, who: string, cadence: string, answers: Parameters<typeof fillAndSubmit>[2]) =>
      says(run, { at, who, cadence, answers }),
    why: async (person: typeof tom) =>
      plain(JSON.stringify(whyView(person, await explainColour(services, person, programId)))),
    home: async () => plain((await openHome(run, "sofia")).join("\n")),
    digest: async () => {
      const edition = await latestDigest(run.db, { workspaceId: tom.workspace_id, personId: sofia.id });
      return edition ? plain(digestText(edition.document)) : "";
    },
    sofia,
    /** What the owner of the colour was asked of a date. */
    asked: async () => run.db.selectFrom("health_finding").select("finding").where("cause", "like", "W6:%").execute(),
  };
}

async function says(
  run: Run,
  said: { at: string; who: string; cadence: string; answers: Parameters<typeof fillAndSubmit>[2] },
): Promise<void> {
  const questions = said.cadence === "dates" ? [OPENING] : "opening" in said.answers ? [HEALTH, OPENING] : [HEALTH];
  await run.to(said.at);
  await openForm(run, said.who, said.cadence);
  await fillAndSubmit(run.as(said.who), questions, said.answers);
  await run.settle();
}

function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}

it.each([
  { whom: "the lead alone", more: { readers: ["lead"], disclosure: "lead" }, isTold: false },
  { whom: "the sponsors too", more: { readers: ["lead", "sponsors"], disclosure: "executive" }, isTold: true },
])(
  "dates of a check-in for $whom are told to them alone, and a move speaks against a colour to them (P24)",
  async ({ more, isTold }) => {
    const { says, run, tom, sofia, why, home, digest, asked } = await atlas(
      [
        monthly("status", { questions: [HEALTH] }),
        monthly("dates", { questions: [OPENING], audience: ["team"], ...more }),
      ],
      "2026-10-29T00:00:00.000Z",
    );
    await says("2026-10-30T14:00Z", "nina", "dates", { opening: "2027-02-15" });
    await says("2026-10-30T15:00Z", "tom", "status", GREEN);
    await says("2026-11-30T12:00Z", "tom", "status", GREEN);
    await says("2026-11-30T15:00Z", "nina", "dates", { opening: "2027-03-08" });
    await run.to("2026-12-01T12:00Z");
    expect(await why(tom)).toContain(MOVED);
    expect((await why(sofia)).includes("Opening")).toBe(isTold);

    await run.to("2026-12-03T12:00Z");
    expect(await asked()).toHaveLength(1);
    expect(await why(tom)).toContain(MOVED_BY);
    for (const told of [await why(sofia), await digest()]) {
      expect(told.includes(MOVED_BY)).toBe(isTold);
      expect(told.includes("8 Mar")).toBe(isTold);
    }
    expect(await home()).toContain(isTold ? "On track · the evidence disagrees" : "On track · lead");
    expect(run.sandbox.counters.errors).toEqual([]);
  },
);

it("a date that nobody has approved yet is told to those above once it is (P24)", async () => {
  const { says, run, tom, sofia, part, why } = await atlas(
    [monthly("status", { questions: [HEALTH, OPENING] })],
    "2026-10-29T00:00:00.000Z",
  );
  await says("2026-10-30T12:00Z", "tom", "status", { ...GREEN, opening: "2027-02-15" });
  await run.to("2026-11-04T12:00Z");
  await setApproval(run.app.services, tom, { ...part, approver: "lead" });
  await says("2026-11-30T12:00Z", "tom", "status", { ...GREEN, opening: "2027-03-08" });
  for (const at of ["2026-11-30T13:00Z", "2026-12-03T12:00Z"]) {
    await run.to(at);
    expect(await why(tom)).toContain(MOVED);
    expect(await why(sofia)).toContain(NO_MOVE);
  }
  await approve(run, tom, part.programId);
  await run.to("2026-12-03T13:00Z");
  expect(await why(sofia)).toContain(MOVED);
});

it("nor does its move speak to them against a colour that was approved before a digest told it (P24)", async () => {
  const rule = { every: "quarter", on: { workingDay: -1 }, yearStartMonth: 2, at: "09:00", zone: "participant" };
  const { says, run, tom, sofia, part, why, digest, asked } = await atlas(
    [monthly("status", { questions: [HEALTH], rule }), monthly("dates", { questions: [OPENING] })],
    "2026-06-25T00:00:00.000Z",
  );
  await says("2026-06-30T12:00Z", "tom", "dates", { opening: "2027-02-15" });
  await says("2026-07-31T13:00Z", "tom", "status", GREEN);
  await says("2026-10-30T12:00Z", "tom", "status", GREEN);
  await run.to("2026-11-04T12:00Z");
  await setApproval(run.app.services, tom, { ...part, approver: "lead" });
  await says("2026-11-30T12:00Z", "tom", "dates", { opening: "2027-03-08" });
  await run.to("2026-12-03T12:00Z");
  expect(await asked()).toHaveLength(1);
  expect(await why(tom)).toContain(MOVED_BY);
  expect(await why(sofia)).not.toContain(MOVED_BY);
  const told = async () => [(await digest()).includes(MOVED_BY), (await why(sofia)).includes(MOVED_BY)];
  // It was put an hour before the draft, as of which the digest is.
  await approve(run, tom, part.programId);
  await run.to("2026-12-03T13:00Z");
  expect(await told()).toEqual([false, false]);
  await says("2026-12-31T12:00Z", "tom", "dates", { opening: "2027-03-08" });
  await run.to("2027-01-04T12:00Z");
  await approve(run, tom, part.programId);
  expect(await told()).toEqual([false, false]);
  await run.to("2027-01-05T13:00Z");
  expect(await told()).toEqual([true, true]);
});

it("what a digest told to speak against a colour Home tells on, whatever else has to be approved (A3)", async () => {
  const rule = { every: "quarter", on: { workingDay: -1 }, at: "09:00", zone: "participant" };
  const { says, run, tom, sofia, part, why, home, digest } = await atlas(
    [
      monthly("status", { questions: [HEALTH], rule }),
      monthly("dates", { questions: [OPENING], audience: ["lead", "team"] }),
    ],
    "2026-06-25T00:00:00.000Z",
    FIVE,
  );
  await says("2026-06-30T13:00Z", "tom", "status", GREEN);
  await says("2026-09-30T12:00Z", "tom", "status", GREEN);
  await run.to("2026-11-04T12:00Z");
  await setApproval(run.app.services, tom, { ...part, approver: "lead" });
  await run.to("2026-11-04T13:00Z");
  const fact = "Based on 1 of 16 answers";
  expect(await digest()).toContain(
    `reported on track, but the evidence disagrees (owner asked Fri 2 Oct, no reply yet): ${fact}`,
  );
  expect(await why(sofia)).toContain(fact);
  expect(await home()).toContain("On track · the evidence disagrees · lead: Tom Baker");
});

it("why a colour stays in spite of it is told to those above once it was approved (A3)", async () => {
  const rule = { every: "quarter", on: { workingDay: -1 }, at: "09:00", zone: "participant" };
  const { says, run, tom, sofia, part, why } = await atlas(
    [
      monthly("status", { questions: [HEALTH], rule }),
      monthly("dates", { questions: [OPENING], audience: ["lead", "team"] }),
    ],
    "2026-06-25T00:00:00.000Z",
    FIVE,
  );
  await says("2026-06-30T13:00Z", "tom", "status", GREEN);
  await says("2026-09-30T12:00Z", "tom", "status", GREEN);
  await run.to("2026-11-04T12:00Z");
  await setApproval(run.app.services, tom, { ...part, approver: "lead" });
  await run.to("2026-11-10T12:00Z");
  const open = run.db.selectFrom("health_question").select("id").where("state", "=", "asked");
  const { id } = await open.executeTakeFirstOrThrow();
  await keepColour(run.app.services, tom, id, "The others answer by phone.");
  const told = async (who: typeof tom) => {
    const text = await why(who);
    return ["Based on 1 of 16 answers", "answer by phone", "hasn’t answered yet"].map((said) => text.includes(said));
  };
  expect(await told(tom)).toEqual([true, true, false]);
  expect(await told(sofia)).toEqual([true, false, false]);
  await says("2026-11-30T12:00Z", "tom", "dates", { opening: "2027-02-15" });
  await run.to("2026-12-02T12:00Z");
  await approve(run, tom, part.programId);
  await run.to("2026-12-03T13:00Z");
  expect(await told(sofia)).toEqual([true, true, false]);
});

it("what speaks against an older answer is told on Home of none that gave the colour since, as under Why (A3)", async () => {
  const rule = { every: "quarter", on: { workingDay: -1 }, at: "09:00", zone: "participant" };
  const { says, run, tom, sofia, part, why, home } = await atlas(
    [
      monthly("status", { questions: [HEALTH], rule }),
      monthly("news", { questions: [HEALTH], audience: ["lead", "team"] }),
    ],
    "2026-06-25T00:00:00.000Z",
    FIVE,
  );
  await says("2026-06-30T13:00Z", "tom", "status", GREEN);
  await says("2026-09-30T12:00Z", "tom", "status", GREEN);
  await run.to("2026-10-06T12:00Z");
  const told = async () => [
    /Based on \d+ of \d+ answers?\./.test(await why(sofia)),
    (await home()).includes("the evidence disagrees"),
  ];
  expect(await told()).toEqual([true, true]);
  await closeProgram(run.app.services, tom, part.programId);
  await run.to("2026-10-09T12:00Z");
  await reopenProgram(run.app.services, tom, part.programId);
  await says("2026-10-30T13:00Z", "tom", "news", GREEN);
  expect(await told()).toEqual([false, false]);
});

async function approve(run: Run, tom: Awaited<ReturnType<typeof personIn>>, programId: string): Promise<void> {
  const { draft_id: draftId } = await run.db
    .selectFrom("digest_draft_part as part")
    .innerJoin("digest_draft as draft", "draft.id", "part.draft_id")
    .select("part.draft_id")
    .where("draft.state", "=", "waiting")
    .executeTakeFirstOrThrow();
  await approvePart(run.app.services, tom, { draftId, programId });
  await run.settle();
}
