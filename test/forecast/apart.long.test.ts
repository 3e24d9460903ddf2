/** A forecast runs on a copy: it leaves no trace, on either database, and says of one person what the whole says of them. */
import { describe, expect, it } from "vitest";
import { type PlanLine, planOfWorkspace } from "../../src/forecast/plan.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { noteFact } from "../../src/platform/workspace-facts.ts";
import { dumpTables, listTables } from "../platform/rows.ts";
import { databases } from "../support/databases.ts";
import { aRun, LEA, NINA, personIn, RAVI, type Run, SOFIA, TOM } from "../support/run.ts";
import { differences, plannedSendings, sentIn } from "./comparing.ts";

const QUESTIONS = [
  { key: "health", type: "health", label: "Health", feeds: "health", required: true },
  { key: "progress", type: "long-text", label: "What happened?", feeds: "progress", required: true },
];

const aTeam = (database: (typeof databases)[number]) =>
  aRun({
    database,
    isTogether: true,
    people: [LEA, TOM, NINA, RAVI, SOFIA],
    programs: [
      { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom", "nina"] },
      { key: "borea", title: "Borea", lead: "tom", sponsors: ["sofia"], team: ["ravi"] },
    ],
    cadences: ["atlas", "borea"].map((program) => ({
      key: `weekly-${program}`,
      program,
      questions: QUESTIONS,
      audience: ["lead", "team"],
      readers: ["lead", "sponsors"],
      rule: { every: "week", on: ["th"], at: "09:00", zone: "participant" },
    })),
  });

async function planOf(run: Run, wanted: { personId?: string } = {}): Promise<PlanLine[]> {
  const { db, app, clock } = run;
  return Array.fromAsync(planOfWorkspace(db, app.workspace.id, { weeks: 4, now: clock.now(), ...wanted }));
}

describe.each(databases)("a forecast on %s", (database) => {
  it("writes, asks Slack for and sends nothing, and keeps nobody from writing", async () => {
    const run = await aTeam(database);
    await run.to("2026-11-06T12:00Z");
    const { db, app, clock } = run;
    const tables = (await listTables(db)).filter(({ name }) => name !== "workspace_fact");
    const rows = await dumpTables(db, tables);
    const calls = { ...run.sandbox.counters.calls };
    const workspaceId = app.workspace.id;
    const lines = planOfWorkspace(db, workspaceId, { weeks: 4, now: clock.now() });
    const first = await lines.next();
    await inTransaction(db, (tx) => noteFact(tx, workspaceId, { key: "probe", value: "", at: clock.now() }));
    const rest = await Array.fromAsync(lines);
    expect(first.done).toBe(false);
    expect(rest.length).toBeGreaterThan(20);
    expect(await dumpTables(db, tables)).toEqual(rows);
    expect(run.sandbox.counters.calls).toEqual(calls);
  }, 120_000);

  it("is what is sent in the four weeks after it (P32), and of each person what the whole says of them", async () => {
    const run = await aTeam(database);
    await run.to("2026-11-06T12:00Z");
    const from = run.clock.now();
    const whole = await planOf(run);
    const { id } = await personIn(run, "tom");
    expect(await planOf(run, { personId: id })).toEqual(whole.filter(({ person }) => person === "tom"));
    await run.to("2026-12-04T12:00Z");
    const sent = await sentIn(run, from, "2026-12-04T12:00:00.000Z");
    expect(sent.length).toBeGreaterThan(20);
    expect(differences(plannedSendings(whole), sent)).toEqual({ onlyPlanned: [], onlySent: [] });
  }, 240_000);
});
