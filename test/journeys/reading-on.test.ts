/** From a digest on: one of its programs, an item or an answer behind it, and its first screen as text to pass on. */
import type { SandboxMessage } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { changeSeat } from "../../src/programs/use-cases-changes.ts";
import { type NewItem, raiseItem } from "../../src/register/use-cases.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import {
  aRun,
  asItIsNow,
  atAnyHour,
  MONTHLY_TO_SPONSORS,
  openForm,
  personIn,
  RAVI,
  type Run,
  SAM,
  SOFIA,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

const PROGRAMS = [
  { key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: ["ravi"] },
  { key: "borealis", title: "Borealis", lead: "sam", sponsors: ["sofia"] },
];
const RED = {
  colour: "red",
  reason: "The vendor has gone",
  dimensions: { time: "red" },
  pathToGreen: { action: "Second vendor", by: "2026-12-18" },
} as const;
const LONG = `Ravi Nair rebuilt the importer. ${"It reads receipts from each till in turn and keeps what it could not read. ".repeat(12)}Then Ravi went on leave.`;

async function programCalled(run: Run, key: string) {
  return run.db.selectFrom("program").selectAll().where("key", "=", key).executeTakeFirstOrThrow();
}

async function raise(run: Run, item: Omit<NewItem, "sourceKey">): Promise<void> {
  const { id } = await programCalled(run, "atlas");
  const tom = await personIn(run, "tom");
  const made = await inTransaction(run.db, (tx) =>
    raiseItem(run.app.services, tx, tom, id, { ...item, sourceKey: `command:${item.title}` } as NewItem),
  );
  await run.db
    .updateTable("item")
    .set({ state: item.type === "decision" ? "active" : "open" })
    .where("id", "=", made.id)
    .execute();
}

/** Sofia sponsors both; her digests of September and October have come. */
async function sent(locale = "en-GB", database: DatabaseName = "SQLite") {
  const run = await aRun({
    people: [TOM, { ...SOFIA, locale }, RAVI, SAM],
    programs: PROGRAMS,
    cadences: PROGRAMS.map(({ key }) => ({ ...MONTHLY_TO_SPONSORS, key: `${key}-monthly`, program: key })),
    start: "2026-09-29T00:00:00.000Z",
    database,
  });
  await atAnyHour(run, "tom", "sofia", "ravi", "sam");
  const answer = async (lead: string, key: string, answers: object) => {
    await openForm(run, lead, `${key}-monthly`);
    await fillAndSubmit(run.as(lead), run.known(lead, `${key}-monthly`).cadence.questions, answers as never);
  };
  await run.to("2026-09-30T10:00Z");
  await answer("tom", "atlas", { progress: "September at Atlas.", health: { colour: "green" } });
  await run.to("2026-10-30T10:00Z");
  await answer("tom", "atlas", { progress: LONG, health: RED });
  await answer("sam", "borealis", { progress: "The pilot of Borealis runs.", health: { colour: "green" } });
  const { id: sofia } = await personIn(run, "sofia");
  const { id: tom } = await personIn(run, "tom");
  const options = [
    { label: "Yes", doesNothing: false },
    { label: "Do nothing", doesNothing: true },
  ];
  await raise(run, {
    type: "ask",
    title: "One engineer?",
    ownerId: sofia,
    dueOn: "2026-11-20",
    details: { kind: "decision", options, recommended: 0, costOfWaiting: "A week" },
  });
  await raise(run, { type: "issue", title: "No till to test with", ownerId: tom, details: { blocksWork: true } });
  await raise(run, { type: "issue", title: "A small matter", ownerId: tom, details: { blocksWork: false } });
  await raise(run, { type: "risk", title: "The vendor closes", ownerId: tom, details: { probability: 4, impact: 5 } });
  await raise(run, { type: "risk", title: "A small risk", ownerId: tom, details: { probability: 1, impact: 5 } });
  await raise(run, { type: "decision", title: "Start in York", ownerId: sofia, details: {} });
  for (let number = 1; number <= 7; number += 1)
    await raise(run, { type: "issue", title: `Only for leads ${number}`, ownerId: tom, details: { blocksWork: true } });
  await run.db.updateTable("item").set({ disclosure: "lead" }).where("title", "like", "Only for leads%").execute();
  await run.to("2026-11-04T09:30Z");
  const [, digest] = (await sentAs(run, "digest", "sofia")).filter(
    ({ message }) => message.thread_ts === undefined || message.thread_ts === message.ts,
  );
  if (!digest) throw new Error("no digest");
  return { run, digest: digest.message };
}

async function opened(run: Run, message: SandboxMessage, option: string): Promise<string> {
  await run.as("sofia").press(asItIsNow(run, message), { option });
  return plain(textOf(await run.as("sofia").waitForView()));
}

/** Chooses in the menu of the view that offers it; returns the view above. */
async function openedAbove(run: Run, option: string): Promise<string> {
  const sofia = run.as("sofia");
  const below = (await sofia.waitForView()).id;
  await sofia.pressInView({ option });
  await expect.poll(() => sofia.view()?.id, { interval: 2 }).not.toBe(below);
  const above = plain(textOf(await sofia.waitForView()));
  await sofia.closeView();
  return above;
}

const plain = (text: string) => text.replaceAll("\u00a0", " ");

const SAID = {
  "en-GB": {
    standing: ["🔴 Off track · since Friday 30 October", "│ The vendor has gone", "September 2026 · 🟢 On track"],
    record: [
      ...["Open requests", "• ATL-ASK-1 · One engineer? · Sofia Rossi · needed by 20 Nov 2026"],
      ...["Blockers", "• ATL-I-1 · No till to test with · Tom Baker"],
      ...["High risks", "• ATL-R-1 · The vendor closes · Tom Baker"],
      ...["Decisions in force", "• ATL-D-1 · Start in York · Sofia Rossi"],
    ],
    people: ["People", "Lead · Tom Baker", "Sponsor · Sofia Rossi"],
    told: [
      "October 2026 · Atlas",
      "• 🔴 on track → off track · ↓ worse",
      "September 2026 · Atlas",
      "“September at Atlas.”",
    ],
    answer: "Tom Baker · October 2026",
  },
  "fr-FR": {
    standing: [
      "🔴 Hors trajectoire · depuis le vendredi 30 octobre",
      "│ The vendor has gone",
      "Septembre 2026 · 🟢 Conforme",
    ],
    record: [
      ...["Demandes ouvertes", "• ATL-ASK-1 · One engineer? · Sofia Rossi · réponse attendue pour le 20 nov. 2026"],
      ...["Blocages", "• ATL-I-1 · No till to test with · Tom Baker"],
      ...["Risques élevés", "• ATL-R-1 · The vendor closes · Tom Baker"],
      ...["Décisions en vigueur", "• ATL-D-1 · Start in York · Sofia Rossi"],
    ],
    people: ["Personnes", "Responsable · Tom Baker", "Sponsor · Sofia Rossi"],
    told: [
      "Octobre 2026 · Atlas",
      "• 🔴 conforme → hors trajectoire · ↓ en dégradation",
      "Septembre 2026 · Atlas",
      "« September at Atlas. »",
    ],
    answer: "Tom Baker · octobre 2026",
  },
} as const;

describe.each(databases)("a program opened from a digest, on %s", (database) => {
  it.each(["en-GB", "fr-FR"] as const)(
    "says how it stands, its record, people and last digests, and leads to each of them, in %s (F15)",
    async (locale) => {
      const { run, digest } = await sent(locale, database);
      const said = SAID[locale];
      const shown = await opened(run, digest, "Atlas");
      const lines = shown.split("\n").map((line) => line.trim());
      const places = [...said.standing, ...said.record, ...said.people, ...said.told].map((line) =>
        lines.indexOf(line),
      );
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      for (const kept of ["Only for leads", "A small matter", "Borealis"]) expect(shown).not.toContain(kept);
      expect(await openedAbove(run, "ATL-I-1 · No till to test with")).toContain("── ATL-I-1 ──");
      const answer = await openedAbove(run, said.answer);
      expect(answer).toContain(plain(LONG));
      expect(run.sandbox.counters.errors).toEqual([]);
    },
  );
});

it("a program in which the role has ended opens no more, and the others do (F15)", async () => {
  const { run, digest } = await sent();
  const program = await programCalled(run, "atlas");
  const { id: personId } = await personIn(run, "sofia");
  const seat = await run.db
    .selectFrom("seat")
    .selectAll()
    .where("program_id", "=", program.id)
    .where("person_id", "=", personId)
    .executeTakeFirstOrThrow();
  const dates = { from: null, until: "2026-11-03", delegate: null };
  await changeSeat(run.app.services, await personIn(run, "tom"), { programId: program.id, seatId: seat.id }, dates);
  await run.as("sofia").press(asItIsNow(run, digest), { option: "Atlas" });
  await expect
    .poll(() => run.as("sofia").ephemerals().at(-1)?.text)
    .toBe("Your role in this program has ended. You keep what was sent to you.");
  expect(run.as("sofia").view()).toBeNull();
  const shown = await opened(run, digest, "Borealis");
  expect(shown).toContain("🟢 On track");
  expect(shown).toContain(
    "This program’s register shows you no open requests, blockers, high risks or decisions in force",
  );
});
