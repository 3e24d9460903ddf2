import { expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { aRun, asItIsNow, openForm, type Run, sentAs, TOM, textOf } from "../support/run.ts";

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
