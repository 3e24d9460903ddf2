import { expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { approvePart, setApproval } from "../../src/digests/approval/use-cases.ts";
import { sendCorrection } from "../../src/digests/corrections/use-cases.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { previewOwnDigest } from "../../src/digests/use-cases.ts";
import { planOfWorkspace } from "../../src/dry-run/use-cases.ts";
import { readAloud } from "../../src/platform/slack/message.ts";
import { withdrawAsk } from "../../src/register/asks/use-cases.ts";
import { aRun, asItIsNow, openForm, personIn, type Run, sentAs, TOM, textOf } from "../support/run.ts";

const QUESTIONS: Question[] = [
  { key: "health", type: "health", label: { en: "Health", fr: "Statut" }, feeds: "health", required: true },
  { key: "progress", type: "long-text", label: { en: "Progress", fr: "Avancement" }, feeds: "progress" },
  { key: "ask", type: "long-text", label: { en: "Ask", fr: "Demande" }, feeds: "ask" },
];

/** Sofia sponsors Atlas and sits in its committee; Borealis has monthly check-ins alone. She gets three digests on 5 January. */
async function aNewYear(reader: { locale: string; tz: string }): Promise<Run> {
  const rules = {
    monthly: { every: "month", on: { workingDay: -1 } },
    quarterly: { every: "quarter", on: { workingDay: -1 } },
    annual: { every: "year", on: { month: 12, workingDay: -2 } },
  };
  const cadence = (program: string, key: keyof typeof rules) => ({
    key: `${program}-${key}`,
    program,
    questions: QUESTIONS,
    audience: ["lead"],
    readers: ["sponsors", "steering"],
    disclosure: "executive",
    rule: { ...rules[key], at: "09:00", zone: "participant" },
  });
  const seats = { lead: "tom", sponsors: ["sofia"], steering: ["sofia"] };
  const run = await aRun({
    people: [TOM, { handle: "sofia", name: "Sofia Rossi", ...reader }],
    programs: ["atlas", "borealis"].map((key) => ({ key, title: key === "atlas" ? "Atlas" : "Borealis", ...seats })),
    cadences: [
      ...(["monthly", "quarterly", "annual"] as const).map((key) => cadence("atlas", key)),
      cadence("borealis", "monthly"),
    ],
    start: "2026-12-14T00:00:00.000Z",
  });
  const says = async (at: string, key: string, answers: Record<string, unknown>) => {
    if (run.clock.now() < new Date(at).toISOString()) await run.to(at);
    await openForm(run, "tom", key);
    await fillAndSubmit(run.as("tom"), QUESTIONS, answers as never);
  };
  const green = { colour: "green" };
  await says("2026-12-30T12:00Z", "atlas-annual", { health: green, progress: "The year of Atlas in one line." });
  await says("2026-12-31T12:00Z", "atlas-quarterly", { health: green, progress: "The last quarter of Atlas." });
  await says("2026-12-31T12:00Z", "atlas-monthly", { health: green, progress: "December at Atlas." });
  await says("2026-12-31T12:00Z", "borealis-monthly", {
    health: green,
    progress: "December at Borealis.",
    ask: "Who signs the contract of Borealis?",
  });
  return run;
}

/** The messages of the digests, the first with what is in its thread. */
async function digestsOf(run: Run) {
  const all = await sentAs(run, "digest", "sofia");
  return {
    roots: all.filter(({ message }) => message.thread_ts === undefined),
    thread: all.filter(({ message }) => message.thread_ts !== undefined),
  };
}

const SAID = [
  "The year of Atlas in one line.",
  "The last quarter of Atlas.",
  "December at Atlas.",
  "December at Borealis.",
];
const ASKED = "Who signs the contract of Borealis?";

it.each([
  {
    reader: { locale: "en-GB", tz: "Europe/London" },
    title:
      "2026, Q4 2026 and December 2026, 2 programs. “Borealis” has an open request; no one is assigned to decide yet.",
    thread: ["Q4 2026, 2 programs", "December 2026, 2 programs"],
    note: "In the thread: Q4 2026 and December 2026, for what isn’t covered here.",
  },
  {
    reader: { locale: "fr-FR", tz: "Europe/Paris" },
    title:
      "Année 2026, T4 2026 et décembre 2026, 2 programmes. «\u00a0Borealis\u00a0» a une demande en cours\u00a0; la décision n’est encore confiée à personne.",
    thread: ["T4 2026, 2 programmes", "Décembre 2026, 2 programmes"],
    note: "Dans le fil\u00a0: T4 2026 et décembre 2026, pour ce qui n’est pas dit ici.",
  },
])("what comes to $reader.locale in January is one message, and says nothing twice (B7)", async (expected) => {
  const run = await aNewYear(expected.reader);
  await run.to("2027-01-05T12:00Z");
  const { roots, thread } = await digestsOf(run);
  const [first] = roots;
  expect(roots).toHaveLength(1);
  expect(first?.message.text).toBe(expected.title);
  expect(first?.text).toContain(expected.note);
  expect(thread.map(({ message }) => message.text)).toEqual(expected.thread);
  expect(new Set(thread.map(({ message }) => message.thread_ts))).toEqual(new Set([first?.message.ts]));
  // What the reader is asked in a month alone stands on the first screen.
  expect(first?.text).toContain(ASKED);
  const texts = [...roots, ...thread].map(({ text }) => text).join("\n");
  for (const said of [...SAID, ASKED]) expect([said, texts.split(said).length - 1]).toEqual([said, 1]);
  expect(JSON.stringify([...roots, ...thread]).match(/"action_id":"digest\.menu"/g)).toHaveLength(1);
});

it("one press counts as seen for all that the message brought, and each keeps its edition (B7)", async () => {
  const run = await aNewYear({ locale: "en-GB", tz: "Europe/London" });
  await run.to("2027-01-05T12:00Z");
  const rhythms = async () => {
    const editions = run.db.selectFrom("digest").innerJoin("digest_edition as one", "one.digest_id", "digest.id");
    return (await editions.select("digest.rhythm").orderBy("one.id").execute()).map(({ rhythm }) => rhythm);
  };
  expect(await rhythms()).toEqual(["annual", "quarterly", "monthly"]);
  const [first] = (await digestsOf(run)).roots;
  if (!first) throw new Error("There is no digest.");
  await run.as("sofia").press(first.message, { option: "Show sources" });
  await run.settle();
  expect(await run.db.selectFrom("digest_acknowledgement").select("edition_id").execute()).toHaveLength(3);
  expect(textOf(asItIsNow(run, first.message))).toContain("✓ Seen.");
});

it("what it rests on is one press away, and the command shows the same message again (B7)", async () => {
  const run = await aNewYear({ locale: "en-GB", tz: "Europe/London" });
  await run.to("2027-01-05T12:00Z");
  const sofia = run.as("sofia");
  const [first] = (await digestsOf(run)).roots;
  if (!first) throw new Error("There is no digest.");
  await sofia.press(first.message, { option: "Show sources" });
  await sofia.waitForView();
  const sources = JSON.stringify(sofia.view());
  expect(sources).toContain("This digest is based on 4 check-ins");
  await sofia.closeView();
  const before = sofia.ephemerals().length;
  await sofia.command("/drumbeat digest");
  await expect.poll(() => sofia.ephemerals().length).toBeGreaterThan(before);
  const again = sofia.ephemerals().at(-1);
  expect(again?.text).toBe(first.message.text);
  expect(JSON.stringify(again)).toContain(ASKED);
});

it("is planned, and shown before it goes, as the one message that it is (B7)", async () => {
  const run = await aNewYear({ locale: "en-GB", tz: "Europe/London" });
  const planned = [];
  const { now } = run.clock;
  for await (const line of planOfWorkspace(run.db, run.app.workspace.id, { now: now.call(run.clock), weeks: 2 }))
    if (line.kind === "digest" && line.person === "sofia") planned.push([line.at, line.cadence, line.action]);
  expect(planned).toEqual([["2027-01-05T09:00:00.000Z", "annual", "send"]]);
  const { document, beside } = await previewOwnDigest(run.app.services, await personIn(run, "sofia"));
  await run.to("2027-01-05T12:00Z");
  const [first] = (await digestsOf(run)).roots;
  const shown = document && digestMessages(document, null, {}, beside)[0];
  expect(shown && readAloud(shown).text).toBe(first?.message.text);
  expect(JSON.stringify(shown)).toContain(ASKED);
  expect(beside.map(({ document: { rhythm } }) => rhythm)).toEqual(["quarterly", "monthly"]);
});

it("what waits for approval is not waited for, and comes by itself (B7)", async () => {
  const run = await aNewYear({ locale: "en-GB", tz: "Europe/London" });
  const { services } = run.app;
  const tom = await personIn(run, "tom");
  const programs = await run.db.selectFrom("program").select("id").execute();
  for (const { id: programId } of programs) await setApproval(services, tom, { programId, approver: "lead" });
  await run.to("2027-01-04T12:00Z");
  const parts = await run.db
    .selectFrom("digest_draft_part as part")
    .innerJoin("digest_draft as draft", "draft.id", "part.draft_id")
    .select(["part.draft_id as draftId", "part.program_id as programId", "draft.rhythm"])
    .execute();
  const approve = async (isNow: (rhythm: string) => boolean) => {
    for (const { rhythm, ...part } of parts) if (isNow(rhythm)) await approvePart(services, tom, part);
    await run.settle();
  };
  await approve((rhythm) => rhythm !== "quarterly");
  await run.to("2027-01-05T12:00Z");
  const before = await digestsOf(run);
  expect(before.roots.map(({ message }) => message.text)).toEqual([
    "2026 and December 2026, 2 programs. “Borealis” has an open request; no one is assigned to decide yet. (As of Mon\u00a04\u00a0Jan)",
  ]);
  expect(before.thread.map(({ message }) => message.text)).toEqual([
    "December 2026, 2 programs (As of Mon\u00a04\u00a0Jan)",
  ]);
  await approve((rhythm) => rhythm === "quarterly");
  const { roots, thread } = await digestsOf(run);
  expect(roots.map(({ message }) => message.text?.split(/, \d+ programs/)[0])).toEqual([
    "2026 and December 2026",
    "Q4 2026",
  ]);
  expect(thread).toHaveLength(before.thread.length);
});

it("those that are approved late at the same time are one message, too (B7)", async () => {
  const run = await aNewYear({ locale: "en-GB", tz: "Europe/London" });
  const { services } = run.app;
  const tom = await personIn(run, "tom");
  const programs = await run.db.selectFrom("program").select("id").execute();
  for (const { id: programId } of programs) await setApproval(services, tom, { programId, approver: "lead" });
  await run.to("2027-01-06T12:00Z");
  const parts = await run.db.selectFrom("digest_draft_part").select(["draft_id", "program_id"]).execute();
  for (const { draft_id: draftId, program_id: programId } of parts)
    await approvePart(services, tom, { draftId, programId });
  await run.settle();
  const { roots } = await digestsOf(run);
  expect(roots.map(({ message }) => message.text?.split(/, \d+ programs/)[0])).toEqual([
    "2026, Q4 2026 and December 2026",
  ]);
});

it("a correction of a shorter one is a message of its own, and what stands in the thread says so (B7)", async () => {
  const run = await aNewYear({ locale: "en-GB", tz: "Europe/London" });
  await run.to("2027-01-05T12:00Z");
  const before = await digestsOf(run);
  const atlas = await run.db.selectFrom("program").select("id").where("key", "=", "atlas").executeTakeFirstOrThrow();
  const correct = async (rhythm: "monthly" | "annual", period: string) => {
    const part = { programId: atlas.id, rhythm, period };
    const correction = { reason: `The ${rhythm} was wrong.`, wording: null, isRenewed: true };
    const sent = await sendCorrection(run.app.services, await personIn(run, "tom"), part, correction);
    await run.settle();
    return sent;
  };
  // Nothing was recorded since: neither the shorter nor what the longer has of it is another.
  expect(await correct("monthly", "2026-12")).toBe(0);
  expect(await correct("annual", "2026")).toBe(0);
  await openForm(run, "tom", "atlas-monthly");
  await fillAndSubmit(run.as("tom"), QUESTIONS, {
    health: { colour: "green" },
    progress: "December at Atlas, rightly.",
  } as never);
  expect(await correct("monthly", "2026-12")).toBe(1);
  const { roots, thread } = await digestsOf(run);
  expect(roots).toHaveLength(before.roots.length + 1);
  expect(roots.at(-1)?.text).toContain("December at Atlas, rightly.");
  expect(roots.at(-1)?.text).toContain("⋯Show sources");
  expect(thread.filter(({ text }) => text.includes("Replaced by version 2"))).toHaveLength(1);
  expect(roots[0]?.text).not.toContain("Replaced");
});

/** Sofia sits in the committee of Atlas and sponsors the others: on 5 October she gets its quarter and their month. */
async function aQuarterAndAMonth(): Promise<Run> {
  const cadence = (program: string, every: "month" | "quarter", readers: string) => ({
    key: program,
    program,
    questions: QUESTIONS,
    audience: ["lead"],
    readers: [readers],
    rule: { every, on: { workingDay: -1 }, at: "09:00", zone: "participant" },
  });
  const run = await aRun({
    people: [TOM, { handle: "sofia", name: "Sofia Rossi", locale: "en-GB", tz: "Europe/London" }],
    programs: [
      { key: "atlas", title: "Atlas", lead: "tom", steering: ["sofia"] },
      { key: "borealis", title: "Borealis", lead: "tom", sponsors: ["sofia"] },
      { key: "cirrus", title: "Cirrus", lead: "tom", sponsors: ["sofia"] },
    ],
    cadences: [
      cadence("atlas", "quarter", "steering"),
      cadence("borealis", "month", "sponsors"),
      cadence("cirrus", "month", "sponsors"),
    ],
    start: "2026-09-28T00:00:00.000Z",
  });
  await run.to("2026-09-30T12:00Z");
  for (const [key, answers] of [
    ["atlas", { progress: "The quarter of Atlas." }],
    ["borealis", { progress: "September at Borealis.", ask: ASKED }],
    ["cirrus", {}],
  ] as const) {
    await openForm(run, "tom", key);
    await fillAndSubmit(run.as("tom"), QUESTIONS, { health: { colour: "green" }, ...answers } as never);
  }
  await run.to("2026-10-05T12:00Z");
  return run;
}

it("what only the shorter one rests on is one press away too (B7)", async () => {
  const run = await aQuarterAndAMonth();
  const { roots } = await digestsOf(run);
  const [first] = roots;
  if (!first || roots.length > 1) throw new Error("There is no digest, or more than one.");
  expect(textOf(first.message)).toContain(ASKED);
  await run.as("sofia").press(first.message, { option: "Show sources" });
  await run.as("sofia").waitForView();
  expect(JSON.stringify(run.as("sofia").view())).toContain("This digest is based on 3 check-ins");
});

it("a correction of the longer one keeps what it had of the shorter (B7)", async () => {
  const run = await aQuarterAndAMonth();
  const [first] = (await digestsOf(run)).roots;
  if (!first) throw new Error("There is no digest.");
  expect(textOf(first.message)).toContain(ASKED);
  const { id } = await run.db.selectFrom("program").select("id").where("key", "=", "atlas").executeTakeFirstOrThrow();
  const part = { programId: id, rhythm: "quarterly" as const, period: "2026-Q3" };
  const correction = { reason: "The quarter was wrong.", wording: null, isRenewed: true };
  expect(await sendCorrection(run.app.services, await personIn(run, "tom"), part, correction)).toBe(0);
});

it("a correction of the longer one asks for nothing that was settled since (B7)", async () => {
  const run = await aNewYear({ locale: "en-GB", tz: "Europe/London" });
  await run.to("2027-01-07T12:00Z");
  const tom = await personIn(run, "tom");
  const ask = await run.db.selectFrom("item").select(["id", "program_id"]).executeTakeFirstOrThrow();
  await withdrawAsk(run.app.services, tom, ask.id);
  const part = { programId: ask.program_id, rhythm: "annual" as const, period: "2026" };
  const correction = { reason: "It is withdrawn.", wording: null, isRenewed: true };
  expect(await sendCorrection(run.app.services, tom, part, correction)).toBe(1);
  await run.settle();
  const text = (await digestsOf(run)).roots.at(-1)?.text.replaceAll("\u00a0", " ");
  expect(text).toContain("It is withdrawn.");
  expect(text).toContain("Borealis · withdrawn on Thu 7 Jan by Tom Baker");
  expect(text).not.toContain("has an open request");
  expect(text?.split(ASKED)).toHaveLength(2);
});
