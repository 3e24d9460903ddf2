import { expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { holdPart, releasePart } from "../../src/digests/holds/use-cases.ts";
import { previewPart } from "../../src/digests/home/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { previewOwnDigest } from "../../src/digests/use-cases.ts";
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
 * Sofia steers Atlas, whose quarters begin in April, and Borealis, which has no quarterly check-in: its years
 * are the workspace's. Both are off track since the end of November.
 */
async function aCommittee(): Promise<Run> {
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
        rule: { every: "quarter", on: { workingDay: -1 }, yearStartMonth: 4, at: "09:00", zone: "participant" },
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
function inMonths(key: string): RegExp {
  return new RegExp(`${key}\\*? · [^\\n]*(?:Oct|Nov)(?:–Dec)? 🔴 Off track`);
}

async function programId(run: Run, key: string): Promise<string> {
  return (await run.db.selectFrom("program").select("id").where("key", "=", key).executeTakeFirstOrThrow()).id;
}

it("what is held back from the committee's quarterly digest is told on none of its surfaces, and on all once it is released (A4)", async () => {
  const run = await aCommittee();
  const { services, workspace } = run.app;
  const [told, held] = PROGRAMS;
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
  expect(await preview()).toMatch(inMonths(told.key));
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
  expect(digests.filter((text) => inMonths(told.key).test(text))).toHaveLength(1);
  for (const word of words) expect(digests.join("\n")).not.toContain(word);
  expect(digests.join("\n")).not.toMatch(itsMonths);
  // With the digest that goes without it the hold is over.
  expect(await standing()).not.toContain("left out");
  expect(await why()).not.toContain("is leaving this program out of the next digest");
  expect(run.sandbox.counters.errors).toEqual([]);
});
