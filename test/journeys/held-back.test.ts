import { describe, expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { holdPart, nextDigestsOf, releasePart } from "../../src/digests/holds/use-cases.ts";
import { previewPart } from "../../src/digests/home/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { latestDigest, previewOwnDigest } from "../../src/digests/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { openHome } from "../support/home-tab.ts";
import { aRun, NINA, openForm, personIn, type Run, SOFIA, sentAs, TOM } from "../support/run.ts";

const QUESTIONS: Question[] = [
  { key: "health", type: "health", label: { en: "Health", fr: "Statut" }, feeds: "health", required: true },
  { key: "progress", type: "long-text", label: { en: "Progress", fr: "Avancement" }, feeds: "progress" },
];

const PROGRAMS = [
  { key: "atlas", lead: "tom" },
  { key: "borealis", lead: "nina" },
] as const;

/**
 * Sofia steers Atlas, whose quarters begin in `yearStartMonth`, and Borealis, which has no quarterly check-in: its years
 * are the workspace's. Both are off track since the end of November.
 */
async function aCommittee(yearStartMonth: number): Promise<Run> {
  const readers = ["lead", "steering"];
  const shared = { questions: QUESTIONS, audience: ["lead"], readers, disclosure: "executive" };
  const run = await aRun({
    people: [TOM, NINA, SOFIA],
    programs: PROGRAMS.map(({ key, lead }) => ({ key, title: key, lead, steering: ["sofia"] })),
    cadences: [
      ...PROGRAMS.map(({ key }) => ({
        key: `${key}-monthly`,
        program: key,
        ...shared,
        rule: { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" },
      })),
      {
        key: "atlas-quarterly",
        program: "atlas",
        ...shared,
        rule: { every: "quarter", on: { workingDay: -1 }, yearStartMonth, at: "09:00", zone: "participant" },
      },
    ],
  });
  await run.to("2026-11-30T15:00Z");
  for (const { key, lead } of PROGRAMS) {
    await openForm(run, lead, `${key}-monthly`);
    const health = { colour: "red" as const, reason: `The vendor of ${key} has gone` };
    await fillAndSubmit(run.as(lead), QUESTIONS, { health, progress: `November of ${key}` });
  }
  await run.to("2026-12-10T10:00Z");
  return run;
}

/** How a program stood in November, in the text of a digest. */
function inMonths(key = ""): RegExp {
  return new RegExp(`${key}\\*? · [^\\n]*(?:Oct|Nov)(?:–Dec)? 🔴 Off track`);
}

async function programId(run: Run, key: string): Promise<string> {
  return (await run.db.selectFrom("program").select("id").where("key", "=", key).executeTakeFirstOrThrow()).id;
}

/** The lead of Atlas sets in the form the month in which its quarters begin. */
async function beginYearsIn(run: Run, month: string): Promise<void> {
  const { id } = await run.db
    .selectFrom("cadence")
    .select("id")
    .where("key", "=", "atlas-quarterly")
    .executeTakeFirstOrThrow();
  const tom = run.as("tom");
  await tom.command("/drumbeat cadence");
  await expect.poll(() => tom.ephemerals().length).toBeGreaterThan(0);
  const list = tom.ephemerals().at(-1);
  if (!list) throw new Error("Nothing was answered.");
  await tom.press(list, { blockId: `cadence:${id}`, option: "Edit…" });
  await tom.waitForView();
  tom.fill("year_start", month);
  expect(await tom.submit()).toHaveProperty("pushed");
  await tom.submit();
  await tom.closeView();
  await run.settle();
}

describe.each([4, 7])("held back from the committee's quarterly digest, in years that begin in month %i,", (month) => {
  it.each(PROGRAMS)("$key is told on none of its surfaces, and on all once it is released (A4)", async (held) => {
    const run = await aCommittee(month);
    const { services, workspace } = run.app;
    const [told] = PROGRAMS.filter(({ key }) => key !== held.key);
    const lead = await personIn(run, held.lead);
    const part = { programId: await programId(run, held.key), rhythm: "quarterly" as const };
    const sofia = await personById(run.db, workspace.id, (await personIn(run, "sofia")).id);
    const why = async (): Promise<string> =>
      JSON.stringify(whyView(sofia, await explainColour(services, sofia, part.programId)));
    const standing = async () => (await openHome(run, "sofia")).find((line) => line.includes(`${held.key} · `));
    const preview = async () => {
      const { document } = await previewOwnDigest(services, sofia);
      return document ? digestText(document) : "";
    };
    const words = [`The vendor of ${held.key} has gone`, `November of ${held.key}`];
    // A quarter has of a month how it stood.
    const itsMonths = inMonths(held.key);

    expect(await standing()).toContain("Off track");
    expect(await why()).toContain(words[0]);

    await holdPart(services, lead, part);
    expect(await standing()).toContain("left out by the lead");
    expect(await why()).toContain("is leaving this program out of the next digest");
    expect(await preview()).toMatch(inMonths(told?.key));
    expect((await openHome(run, held.lead)).join("\n")).toContain(`left out by ${lead.name}`);
    for (const word of [...words, "Off track"]) {
      expect(await why()).not.toContain(word);
      expect(await standing()).not.toContain(word);
    }
    for (const word of words) expect(await preview()).not.toContain(word);
    expect(await preview()).not.toMatch(itsMonths);
    // The lead still sees what would be told.
    const own = await previewPart(services, lead, part);
    expect(own.document && digestText(own.document)).toMatch(itsMonths);

    await releasePart(services, lead, part);
    expect(await standing()).toContain("Off track");
    expect(await why()).toContain(words[0]);
    await holdPart(services, lead, part);

    await run.to("2027-01-05T12:00Z");
    const digests = (await sentAs(run, "digest", "sofia")).map(({ text }) => text);
    expect(digests.filter((text) => inMonths(told?.key).test(text))).toHaveLength(1);
    for (const word of words) expect(digests.join("\n")).not.toContain(word);
    expect(digests.join("\n")).not.toMatch(itsMonths);
    // With the digest that goes without it the hold is over.
    expect(await standing()).not.toContain("left out");
    expect(await why()).not.toContain("is leaving this program out of the next digest");
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

it.each([
  { from: 1, month: "February", first: "2027-02-03", second: "2027-05-05", periods: ["FY2027-Q4", "FY2028-Q1"] },
  { from: 2, month: "January", first: "2027-01-05", second: "2027-04-05", periods: ["2026-Q4", "2027-Q1"] },
  { from: 4, month: "July", first: "2027-01-05", second: "2027-04-05", periods: ["FY2027-Q2", "FY2027-Q3"] },
])(
  "a hold holds the next digest and only it when the years begin in $month instead of month $from (A4)",
  async ({ from, month, first, second, periods }) => {
    const run = await aCommittee(from);
    const { services } = run.app;
    const tom = await personIn(run, "tom");
    const part = { programId: await programId(run, "atlas"), rhythm: "quarterly" as const };
    await holdPart(services, tom, part);
    await run.to("2026-12-15T12:00Z");
    await beginYearsIn(run, month);

    const foot = (await openHome(run, "tom")).join("\n");
    expect(foot).toContain("left out by Tom Baker");
    const next = (await nextDigestsOf(services, run.db, run.app.workspace.id, [part.programId])).get(part.programId);
    expect(next?.find(({ rhythm }) => rhythm === "quarterly")).toMatchObject({
      at: `${first}T09:00:00.000Z`,
      period: { label: periods[0] },
      held: { by: "Tom Baker" },
    });
    const told = async () => (await sentAs(run, "digest", "sofia")).map(({ text }) => text).join("\n");
    await run.to(`${first}T12:00Z`);
    expect(await told()).toMatch(inMonths("borealis"));
    // The annual digest, which comes with it, is not held.
    expect(await told()).toContain("Left out by the lead: atlas");
    expect((await openHome(run, "tom")).join("\n")).not.toContain("left out");
    await run.to(`${second}T12:00Z`);
    const reader = { workspaceId: run.app.workspace.id, personId: (await personIn(run, "sofia")).id };
    const { citations = [] } = (await latestDigest(run.db, reader))?.document ?? {};
    expect(citations).toContainEqual(expect.objectContaining({ program: "atlas", period: "2026-11" }));
    const sent = run.db.selectFrom("digest").select("period").where("rhythm", "=", "quarterly").orderBy("created_at");
    expect((await sent.execute()).map(({ period }) => period)).toEqual(periods);
    expect(run.sandbox.counters.errors).toEqual([]);
  },
);

it("no flash report tells what is held back from the sponsors (A4)", async () => {
  const run = await aRun({
    people: [TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"] }],
    cadences: [
      {
        key: "weekly",
        program: "atlas",
        questions: QUESTIONS,
        rule: { every: "week", on: ["th"], at: "14:00", zone: "participant" },
        audience: ["lead"],
        readers: ["lead", "sponsors"],
        disclosure: "executive",
      },
    ],
  });
  const { services } = run.app;
  const red = async (day: string) => {
    await run.to(`2026-11-${day}T15:00Z`);
    await openForm(run, "tom", "weekly");
    await fillAndSubmit(run.as("tom"), QUESTIONS, { health: { colour: "red", reason: "The vendor has gone" } });
    await run.settle();
  };
  const flashes = async () => (await sentAs(run, "flash-report", "sofia")).map(({ text }) => text);
  await run.to("2026-11-04T12:00Z");
  const [tom, part] = [
    await personIn(run, "tom"),
    { programId: await programId(run, "atlas"), rhythm: "monthly" as const },
  ];
  await holdPart(services, tom, part);
  for (const day of ["05", "12"]) await red(day);
  expect(await flashes()).toEqual([]);
  await releasePart(services, tom, part);
  await red("19");
  expect(await flashes()).toEqual([expect.stringContaining("The vendor has gone")]);
});
