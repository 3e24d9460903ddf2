/** Who may see what of the plan, in Slack; and the plan in the terminal. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { allCapabilities } from "../../src/app/all-capabilities.ts";
import { stopAsking } from "../../src/check-ins/rounds/opt-outs.ts";
import { nameOfKind } from "../../src/forecast/message-names.ts";
import { getPersonByHandle } from "../../src/people/people.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { addItem } from "../../src/register/acts.ts";
import { refreshSchedule } from "../../src/reports/digest/schedule.ts";
import { acting } from "../support/acting.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { aFolder } from "../support/folder.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { aRun, arrivals, LEA, type Run, SAM, SOFIA, TOM, textOf } from "../support/run.ts";
import { scratch } from "../support/scratch.ts";
import { servicesAt } from "../support/still-clock.ts";
import { planOf, viewSaying } from "./asking.ts";

const QUESTIONS = [{ key: "progress", type: "long-text", label: "What happened?", required: true }];
const cadence = (key: string, rule: Record<string, unknown>) => ({
  key,
  program: "atlas",
  questions: QUESTIONS,
  audience: ["team"],
  rule: { every: "week", on: ["th"], at: "09:00", zone: "participant", ...rule },
});

const aStory = () =>
  aRun({
    people: [LEA, TOM, SOFIA, SAM],
    programs: [
      { key: "atlas", title: "Atlas", lead: "lea", team: ["tom", "sofia"] },
      { key: "borea", title: "Borea", lead: "sofia", team: ["tom"] },
    ],
    cadences: [cadence("one", {}), { ...cadence("two", { at: "22:00" }), program: "borea" }],
  });

async function answer(run: Run, handle: string, line: string): Promise<string> {
  return textOf(await planOf(run, handle, line));
}

it("shows each person what they will get, at the hour at which it comes", async () => {
  const run = await aStory();
  const plan = await answer(run, "tom", "/drumbeat plan");
  expect(plan).toContain("*What you’ll get in the next 2 weeks, as things are*");
  expect(plan).toMatch(/\*Thursday\u00a05\u00a0November\*\n9:00 · check-in · Weekly check-in · Atlas\n/);
  expect(plan).toContain("*Friday\u00a06\u00a0November*\n8:00 · check-in · Weekly check-in · Borea\n");
  expect(plan).not.toContain("Sofia");
  expect(await answer(run, "sam", "/drumbeat plan")).toContain("No check-ins or reminders are planned.");
}, 120_000);

it("shows a lead what their program asks of whom, and nobody else", async () => {
  const run = await aStory();
  const { db } = run;
  const [atlas] = await db.selectFrom("program").selectAll().where("key", "=", "atlas").execute();
  const plan = await answer(run, "lea", `/drumbeat plan program ${atlas?.id}`);
  expect(plan).toContain("«\u00a0Atlas\u00a0»\u00a0: qui recevra quoi dans les 2 prochaines semaines");
  expect(plan).toContain("point d’étape · Point hebdomadaire · Atlas\u00a0: Sofia Rossi et Tom Baker");
  expect(plan).not.toContain("Borea");
  expect(await answer(run, "tom", `/drumbeat plan program ${atlas?.id}`)).toContain("Léa Martin");
  expect(await answer(run, "tom", `/drumbeat plan program ${atlas?.id}`)).not.toContain("check-in ·");
}, 120_000);

it("counts who has opted out, and tells that only to themselves", async () => {
  const run = await aStory();
  const { db, app } = run;
  const tom = await getPersonByHandle(db, app.workspace.id, "tom");
  const one = await db.selectFrom("cadence").selectAll().where("key", "=", "one").executeTakeFirstOrThrow();
  await inTransaction(db, (tx) => stopAsking({ ...app.services, db: tx, actor: tom }, { cadenceId: one.id }));
  const lines = await answer(run, "lea", `/drumbeat plan cadence ${one.id}`);
  expect(lines).toContain("non envoyé (désinscription)\u00a0: 1 personne");
  expect(lines).not.toContain("Tom Baker");
  expect(await answer(run, "tom", "/drumbeat plan")).toContain("Atlas – not sent (opted out)");
}, 120_000);

it("says what is put to somebody", async () => {
  const run = await aStory();
  const { db, app } = run;
  const tom = await getPersonByHandle(db, app.workspace.id, "tom");
  const sofia = await getPersonByHandle(db, app.workspace.id, "sofia");
  const { id } = await db.selectFrom("program").select("id").where("key", "=", "atlas").executeTakeFirstOrThrow();
  const given = { ownerId: tom.id, dueOn: "2026-11-10", state: "open" as const, title: "Which?" };
  await addItem(acting(app.services, sofia), {
    programId: id,
    ...{ ...given, type: "request", details: { kind: "decision" as const }, sourceKey: "command:1" },
  });
  await run.as("sam").command("/drumbeat help");
  expect(await answer(run, "tom", "/drumbeat plan")).toContain("reminder of a request · ATL-REQ-1 · Atlas");
  const led = await answer(run, "lea", `/drumbeat plan program ${id}`);
  expect(led).toContain("décision à prendre · ATL-REQ-1 · Atlas");
}, 120_000);

it("names every kind of message", () => {
  const kinds = allCapabilities.flatMap(({ messages = [] }) => messages.map(({ kind }) => kind));
  expect(kinds.filter((kind) => nameOfKind({ locale: "en" }, kind) === "message")).toEqual([]);
});

it("shows a lead the prompt as somebody will see it: their language and time, and what waits; nobody else may", async () => {
  const run = await aStory();
  const two = await run.db.selectFrom("cadence").selectAll().where("key", "=", "two").executeTakeFirstOrThrow();
  const one = await run.db.selectFrom("cadence").selectAll().where("key", "=", "one").executeTakeFirstOrThrow();
  await run.as("lea").command(`/drumbeat plan as ${one.id}`);
  expect(textOf(await run.as("lea").waitForView())).toContain("tel que les personnes le verront");
  run.as("lea").fill("person", (await getPersonByHandle(run.db, run.app.workspace.id, "tom")).id);
  await run.as("lea").submit();
  const seen = await viewSaying(run, "lea", "Aperçu\u00a0: ce que verra");
  expect(seen).toContain("Aperçu\u00a0: ce que verra Tom Baker, en anglais. Rien n’est envoyé.");
  expect(seen).toMatch(/Le message arrive le jeu\.\s5\snov\..* \(Europe\/London\)\./u);
  expect(seen).toContain("Weekly check-in · Atlas\nweek of 2\u00a0Nov");
  expect(seen).not.toContain("[Check in]");
  await run.settle();
  expect(arrivals(run, "tom")).toEqual([]);
  const { response } = await run.as("lea").command(`/drumbeat plan as ${two.id}`);
  expect(response && textOf(response)).toContain("Sofia Rossi");
}, 120_000);

it("writes a line for each thing to come, or a table, in the terminal", async () => {
  const folder = await aFolder(scratch);
  const file = join(folder, "drumbeat.db");
  const db = openDatabase(file);
  await migrateToLatest(db);
  const services = servicesAt(db, "2026-11-03T08:00:00.000Z");
  const record = await aRecord(db, { seatedAt: "2026-09-01T08:00:00.000Z" });
  const zone = "Europe/Paris";
  const lead = await record.person("ana", { name: "Ana Silva", zone });
  const sponsor = await record.person("helene", { name: "Hélène Roux", locale: "en-GB", zone });
  const loyalty = await record.program("loyalty", { title: "Loyalty", seats: { lead: [lead], sponsor: [sponsor] } });
  await record.cadence(loyalty, { rule: MONTHLY, questions: questionsFeeding("progress"), readers: ["sponsors"] });
  await inTransaction(db, (tx) => refreshSchedule(tx, record.workspaceId, services.clock.now()));
  await db.destroy();
  const plan = (...args: string[]) => drumbeat(["plan", "--at", "2026-11-04T08:00:00Z", "--database", file, ...args]);
  const { code, written } = await plan("--format", "jsonl", "--weeks", "6");
  expect(code).toBe(0);
  const lines = written
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).sort());
  expect(lines).toContainEqual({
    at: "2026-11-04T08:00:00.000Z",
    local: "2026-11-04T09:00",
    person: "helene",
    program: null,
    kind: "report-digest",
    cadence: "monthly",
    round: null,
    action: "send",
  });
  const table = await plan("--weeks", "1", "--person", "@helene", "--program", "loyalty");
  expect(table.written.split("\n")[0]).toMatch(/^LOCAL TIME +PERSON +PROGRAM/);
  expect(table.written).toMatch(/^2026-11-04 09:00 +helene +- +report-digest +monthly +- +send$/m);
}, 120_000);
