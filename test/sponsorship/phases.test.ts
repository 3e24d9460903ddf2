/** The phase of a program: who may know it, and what it rests on. */
import { describe, expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { closeProgram } from "../../src/programs/closings/acts.ts";
import { type NewItem, raiseItem } from "../../src/register/use-cases.ts";
import { programScreen } from "../../src/reports/program-screen.ts";
import { saveSection } from "../../src/sponsorship/case/use-cases.ts";
import { changeIds } from "../../src/sponsorship/ids.ts";
import { showPhase } from "../../src/sponsorship/phases/use-cases.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import { decided } from "../support/decided.ts";
import {
  aRun,
  atAnyHour,
  MONTHLY_TO_SPONSORS,
  openForm,
  personIn,
  RAVI,
  type Run,
  SAM,
  SOFIA,
  TOM,
} from "../support/run.ts";

const INES = { handle: "ines", name: "Inès Roy", tz: "Europe/Paris", locale: "fr-FR" };
const OPTIONS = [
  { label: "Yes", doesNothing: false },
  { label: "Do nothing", doesNothing: true },
];

/** Tom leads Atlas for Sofia and Inès. */
async function november(database: DatabaseName): Promise<Run> {
  const run = await aRun({
    people: [TOM, SOFIA, INES, RAVI, SAM],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia", "ines"], team: ["ravi"] }],
    cadences: [{ ...MONTHLY_TO_SPONSORS, key: "monthly", program: "atlas" }],
    start: "2026-10-30T00:00:00.000Z",
    database,
  });
  await atAnyHour(run, "tom", "sofia", "ines", "ravi");
  await run.to("2026-10-30T10:00Z");
  await openForm(run, "tom", "monthly");
  const { questions } = run.known("tom", "monthly").cadence;
  await fillAndSubmit(run.as("tom"), questions, { progress: "The pilot runs", health: { colour: "green" } });
  await run.to("2026-11-05T12:00Z");
  return run;
}

async function programId(run: Run): Promise<string> {
  return (await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow()).id;
}

async function raise(run: Run, handle: string, item: NewItem) {
  const actor = await personIn(run, handle);
  const id = await programId(run);
  return inTransaction(run.db, (tx) => raiseItem(run.app.services, tx, actor, id, item));
}

function ask(kind: "decision" | "resource" | "obstacle", title: string): NewItem {
  const details = { kind, options: OPTIONS, recommended: 0, costOfWaiting: "A week" };
  return { type: "ask", details, title, dueOn: "2026-11-20", sourceKey: `command:${title}` };
}

async function grant(run: Run, id: string): Promise<void> {
  await decided(run.app.services, await personIn(run, "sofia"), id, { option: 0, label: "Yes" });
}

/** The purpose in the program's form, the benefits in its case. */
async function setUp(run: Run): Promise<void> {
  await run.db.updateTable("program").set({ purpose: "Members first" }).execute();
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const written = { programId, section: "benefits" as const, items: [], measures: [] };
  const lead = await personIn(run, "tom");
  await saveSection(run.app.services, lead, { ...written, revision: 0, text: "Fewer returns" });
}

describe.each(databases)("the phase of a program, on %s", (database) => {
  it("is not told to whoever neither leads nor sits above, nor of a closed program", async () => {
    const run = await november(database);
    const id = await programId(run);
    const { services } = run.app;
    for (const handle of ["ravi", "sam"]) expect(await showPhase(services, await personIn(run, handle), id)).toBeNull();
    const tom = await personIn(run, "tom");
    expect(await showPhase(services, tom, id)).not.toBeNull();
    await closeProgram(services, tom, id);
    expect(await showPhase(services, tom, id)).toBeNull();
  });

  it("stands on the screen of the program, with what is missing and what both sides promised, in both languages", async () => {
    const run = await november(database);
    await setUp(run);
    const wordsFor = async (handle: string, locale: string) => {
      const reader = { ...(await personIn(run, handle)), locale };
      const view = await programScreen(run.app.services, reader, { programId: await programId(run), digestId: null });
      return JSON.stringify(view.blocks).replaceAll("\u00a0", " ");
    };
    const english = await wordsFor("sofia", "en-GB");
    for (const words of ["Phase · Alignment", "a first decision in the register", "no open promise in the register"])
      expect(english).toContain(words);
    expect(english).toContain(changeIds.open);
    expect(await wordsFor("sofia", "fr-FR")).toContain("une première décision au registre");
    expect(await wordsFor("ravi", "en-GB")).not.toContain("Phase ·");
  });

  it("does not rest on what only whoever leads may read, and names nobody an item that they may not read (B3)", async () => {
    const run = await november(database);
    await setUp(run);
    const first = await raise(run, "tom", ask("decision", "Buy it?"));
    await grant(run, first.id);
    const ofLead = { ...ask("resource", "SECRET-LEAD"), disclosure: "lead" as const };
    await raise(run, "tom", { ...ofLead, ownerId: (await personIn(run, "sofia")).id });
    const read = async (handle: string) =>
      showPhase(run.app.services, await personIn(run, handle), await programId(run));
    expect(await read("tom")).toMatchObject({ phase: "resources", missing: [{ is: "nothing-given" }] });
    const ofTeam = { ...ask("resource", "SECRET-TEAM"), disclosure: "team" as const };
    await raise(run, "tom", { ...ofTeam, ownerId: (await personIn(run, "sofia")).id });
    expect(await read("tom")).toMatchObject({ missing: [{ is: "resource-asked", code: "ATL-ASK-3" }], hidden: 0 });
    expect(await read("ines")).toMatchObject({ missing: [], hidden: 1 });
  });
});
