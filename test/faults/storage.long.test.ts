/** P18: a database that takes no writes for a while. People are told, lose nothing, and it goes on by itself. */
import Sqlite from "better-sqlite3";
import { sql } from "kysely";
import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { promptIds } from "../../src/check-ins/blocks.ts";
import { blockOf } from "../../src/check-ins/form/field-values.ts";
import { dumpTables, listTables } from "../platform/rows.ts";
import { aRun, LEA, openForm, type Run, SOFIA, TOM, textOf } from "../support/run.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

/** Tom reads English, Léa French; both are asked each day. */
const options = {
  people: [LEA, TOM, SOFIA],
  programs: [{ key: "atlas", title: "Atlas", lead: "sofia", team: ["tom", "lea"] }],
  cadences: [{ key: "daily", program: "atlas", template: "daily-team" }],
};
/** Both have been asked. */
const MONDAY_AT_TEN = "2026-11-02T10:00:00Z";
/** Longer than a page of the database, so that it needs room of its own. */
const LONG = `Le récit complet : <!channel> &amp; 🧩 — ${"語".repeat(2900)}`;

type Fault = (run: Run) => Promise<() => Promise<unknown>>;

const locked: Fault = async (run) => {
  const { rows } = await sql<{ file: string }>`pragma database_list`.execute(run.db);
  const other = new Sqlite(rows[0]?.file ?? "");
  onTestFinished(() => {
    other.close();
  });
  other.exec("begin immediate");
  return async () => other.exec("rollback");
};

const readOnly: Fault = async (run) => {
  await sql`pragma query_only = on`.execute(run.db);
  return () => sql`pragma query_only = off`.execute(run.db);
};

const full: Fault = async (run) => {
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(run.db);
  await sql`pragma max_page_count = ${sql.raw(String(rows[0]?.page_count))}`.execute(run.db);
  return () => sql`pragma max_page_count = 1000000`.execute(run.db);
};

/** That a kind of request has come from Slack is noted once there is room again. */
const rowsOf = async (run: Run) =>
  dumpTables(
    run.db,
    (await listTables(run.db)).filter(({ name }) => name !== "workspace_fact"),
  );

async function filledForm(run: Run, handle: string): Promise<void> {
  await openForm(run, handle);
  run.as(handle).fill(blockOf("progress"), LONG);
  run.as(handle).fill(blockOf("next"), "  =1+1  ");
}

async function storedAnswers(run: Run): Promise<[string, unknown][]> {
  const lines = await Array.fromAsync(storedCheckIns(run.db));
  return lines.map((line) => [line.person, line.answers]);
}

describe.each<[string, Fault, { en: string; fr: string }]>([
  ["locked by another program", locked, { en: "The database is busy", fr: "La base de données est occupée" }],
  ["read-only", readOnly, { en: "can’t be written to right now", fr: "n’accepte pas d’écriture en ce moment" }],
  ["without room", full, { en: "no room left on the server’s disk", fr: "Le disque du serveur est plein" }],
])("while the database is %s", (_, fault, says) => {
  it.each([
    ["tom", says.en],
    ["lea", says.fr],
  ])(
    "a form that %s submits stays open with the text in it, says why, and can be sent afterwards",
    async (handle, why) => {
      const run = await aRun(options);
      await run.to(MONDAY_AT_TEN);
      await filledForm(run, handle);
      const before = await rowsOf(run);
      const repair = await fault(run);

      // Waiting for a lock takes a second each time.
      for (const _attempt of fault === locked ? ["first"] : ["first", "second"]) {
        const result = await run.as(handle).submit();
        if (!("updated" in result)) throw new Error(`Not told: ${JSON.stringify(result)}`);
        expect(textOf(result.updated).split(why)).toHaveLength(2);
        expect(textOf(result.updated)).toMatch(/Your text is still here|Votre texte est toujours là/);
        expect(result.updated.state.values[blockOf("progress")]?.value).toMatchObject({ value: LONG });
        expect(result.updated.state.values[blockOf("next")]?.value).toMatchObject({ value: "  =1+1  " });
      }
      expect(await rowsOf(run)).toEqual(before);

      await repair();
      expect(await run.as(handle).submit()).toEqual({ closed: true });
      expect(await storedAnswers(run)).toEqual([[handle, { progress: LONG, next: "  =1+1  " }]]);
      await run.settle();
      expect((await run.app.health()).ok).toBe(true);
    },
  );
});

describe("while the database is locked", () => {
  it("a button says so to the person alone, in their language, and does nothing", async () => {
    const run = await aRun(options);
    await run.to(MONDAY_AT_TEN);
    const before = await rowsOf(run);
    const repair = await locked(run);
    for (const [handle, why] of [
      ["tom", "The database is busy"],
      ["lea", "La base de données est occupée"],
    ] as const) {
      const actor = run.as(handle);
      const prompt = actor.dm().at(-1);
      if (!prompt) throw new Error(`${handle} was not asked`);
      await actor.press(prompt, { actionId: promptIds.nothing });
      await expect.poll(() => actor.ephemerals().map(textOf)).toEqual([expect.stringContaining(why)]);
      // It was a button: there is no text of theirs to speak of.
      expect(actor.ephemerals().map(textOf).join()).not.toMatch(/Your text|Votre texte/);
    }
    expect(await rowsOf(run)).toEqual(before);
    await repair();
    const prompt = run.as("tom").dm().at(-1);
    if (prompt) await run.as("tom").press(prompt, { actionId: promptIds.nothing });
    expect((await Array.fromAsync(storedCheckIns(run.db))).map((line) => line.nothingToReport)).toEqual([true]);
  });
});

describe("on PostgreSQL", () => {
  async function anotherConnection(run: Run): Promise<pg.Client> {
    const client = new pg.Client(run.location);
    await client.connect();
    onTestFinished(() => client.end());
    return client;
  }

  it("a form that waits for a lock is answered in time, and can be sent afterwards", async () => {
    const run = await aRun({ ...options, database: "PostgreSQL" });
    await run.to(MONDAY_AT_TEN);
    await filledForm(run, "lea");
    const before = await rowsOf(run);
    const other = await anotherConnection(run);
    await other.query("begin; lock table check_in in exclusive mode");
    const result = await run.as("lea").submit();
    if (!("updated" in result)) throw new Error(`Not told: ${JSON.stringify(result)}`);
    expect(textOf(result.updated)).toContain("La base de données est occupée");
    expect(result.updated.state.values[blockOf("progress")]?.value).toMatchObject({ value: LONG });
    await other.query("rollback");
    expect(await rowsOf(run)).toEqual(before);
    expect(await run.as("lea").submit()).toEqual({ closed: true });
    expect(await storedAnswers(run)).toEqual([["lea", { progress: LONG, next: "  =1+1  " }]]);
  });

  it("a server that has become read-only is told to the person", async () => {
    const run = await aRun({ ...options, database: "PostgreSQL" });
    await run.to(MONDAY_AT_TEN);
    await filledForm(run, "tom");
    const other = await anotherConnection(run);
    const { rows } = await other.query("select current_database() as name");
    const cutAll = () =>
      other.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()",
      );
    await other.query(`alter database "${rows[0].name}" set default_transaction_read_only = on`);
    // What a fail-over does: every connection is cut, the new ones meet a server that takes no writes.
    await cutAll();
    const result = await run.as("tom").submit();
    if (!("updated" in result)) throw new Error(`Not told: ${JSON.stringify(result)}`);
    expect(textOf(result.updated)).toMatch(/can’t be written to right now|cannot be reached right now/);
    await other.query("set default_transaction_read_only = off");
    await other.query(`alter database "${rows[0].name}" reset default_transaction_read_only`);
    await cutAll();
    await expect.poll(async () => (await run.app.health()).database).toBe(true);
    expect(await run.as("tom").submit()).toEqual({ closed: true });
    expect(await storedAnswers(run)).toEqual([["tom", { progress: LONG, next: "  =1+1  " }]]);
  });
});
