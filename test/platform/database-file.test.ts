/** A SQLite database as files: who runs on them, whether they are still there, and what is done when they are not. */
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import Sqlite from "better-sqlite3";
import { sql } from "kysely";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { blockOf } from "../../src/check-ins/form/field-values.ts";
import { backUp, restore } from "../../src/operations/backup.ts";
import { fileOf, openDatabase } from "../../src/platform/database.ts";
import { LONGEST_IDLE_LOG, lockDatabaseFile, noteDatabase } from "../../src/platform/database-file.ts";
import { createLog } from "../../src/platform/log.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { watchFile } from "../../src/platform/watch-database-file.ts";
import { aFolder } from "../support/folder.ts";
import { aNodeProcess } from "../support/process.ts";
import { aRun, LEA, openForm, type Run, SOFIA, TOM, textOf } from "../support/run.ts";
import { stillClock } from "../support/still-clock.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

const NOON = "2026-11-02T12:00:00.000Z";
const TEN = "2026-11-02T10:00:00Z";
const LONG = `Le récit complet 🧩 — ${"語".repeat(2900)}`;

async function aTeam(): Promise<Run> {
  const run = await aRun({
    people: [LEA, TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "sofia", team: ["tom", "lea"] }],
  });
  await run.to(TEN);
  return run;
}

async function filledForm(run: Run, handle: string): Promise<void> {
  await openForm(run, handle);
  run.as(handle).fill(blockOf("progress"), LONG);
  run.as(handle).fill(blockOf("next"), "More");
}

async function answersIn(file: string): Promise<string[]> {
  const db = openDatabase(file, { readonly: true });
  onTestFinished(() => db.destroy());
  return (await Array.fromAsync(storedCheckIns(db))).map(({ person }) => person);
}

function rescuedOf({ location }: Run): string[] {
  const names = readdirSync(dirname(location)).filter((name) => /^drumbeat-rescued-.*\.db$/.test(name));
  return names.map((name) => join(dirname(location), name));
}

const aside = ({ location }: Run) => {
  for (const part of ["", "-wal", "-shm"]) renameSync(location + part, `${location}.aside${part}`);
};

const losses: [string, (run: Run) => void][] = [
  ["was deleted", ({ location }) => rmSync(location)],
  ["was moved away with its log", aside],
  [
    "was replaced by another database",
    (run) => {
      aside(run);
      const other = new Sqlite(run.location);
      onTestFinished(() => {
        other.close();
      });
      other.pragma("journal_mode = WAL");
      other.exec("create table guest (name text)");
    },
  ],
  ["has lost its log", ({ location }) => rmSync(`${location}-wal`)],
];

describe.each(losses)("while the database file %s", (_, lose) => {
  it("health is red, no answer is acknowledged, its text is kept, and the sentence says what happened", async () => {
    const run = await aTeam();
    await filledForm(run, "tom");
    await filledForm(run, "lea");
    expect((await run.app.health()).database).toBe(true);
    lose(run);
    expect((await run.app.health()).database).toBe(false);
    for (const [handle, says] of [
      [
        "tom",
        "The database’s file was removed or replaced on the server, so nothing was saved. Your text is still here",
      ],
      ["lea", "Le fichier de la base de données a été supprimé ou remplacé sur le serveur, rien n’a été enregistré."],
    ] as const) {
      const result = await run.as(handle).submit();
      if (!("updated" in result)) throw new Error(`Not told: ${JSON.stringify(result)}`);
      expect(textOf(result.updated)).toContain(says);
      expect(result.updated.state.values[blockOf("progress")]?.value).toMatchObject({ value: LONG });
    }
  });
});

it("what is committed into a file that went meanwhile is not told to be stored", async () => {
  const run = await aTeam();
  const renamed = inTransaction(run.db, async (tx) => {
    await tx.updateTable("workspace").set({ name: "Renamed" }).execute();
    rmSync(run.location);
  });
  await expect(renamed).rejects.toThrow(/was deleted or replaced while it was open/);
});

describe("what a file held that is gone", () => {
  it("is copied beside it with all that was acknowledged, and can be restored", async () => {
    const run = await aTeam();
    await filledForm(run, "tom");
    expect(await run.as("tom").submit()).toEqual({ closed: true });
    await run.settle();
    rmSync(run.location);
    rmSync(`${run.location}-wal`);
    expect((await run.app.health()).database).toBe(false);
    await expect.poll(() => rescuedOf(run).filter((file) => !existsSync(`${file}-journal`))).toHaveLength(1);
    await run.stopApp();
    const [rescued = ""] = rescuedOf(run);
    expect(await answersIn(rescued)).toEqual(["tom"]);

    // It is missed, with the way back.
    await expect(run.startApp()).rejects.toMatchObject({
      code: "DATABASE_MISSING",
      message: expect.stringContaining(`drumbeat restore ${rescued} --to ${run.location}`),
    });
    await restore(rescued, run.location, NOON);
    await run.startApp();
    await filledForm(run, "lea");
    expect(await run.as("lea").submit()).toEqual({ closed: true });
    expect(await answersIn(run.location)).toEqual(expect.arrayContaining(["lea", "tom"]));
  });

  it("is copied at the end of the process when nobody does anything", async () => {
    const run = await aTeam();
    rmSync(run.location);
    await run.stopApp();
    expect(rescuedOf(run)).toHaveLength(1);
  });

  it("needs no copy once the file is back: it is gone on with", async () => {
    const run = await aTeam();
    await filledForm(run, "tom");
    aside(run);
    expect("updated" in (await run.as("tom").submit())).toBe(true);
    for (const part of ["", "-wal", "-shm"]) renameSync(`${run.location}.aside${part}`, run.location + part);
    expect((await run.app.health()).database).toBe(true);
    expect(await run.as("tom").submit()).toEqual({ closed: true });
    expect(await answersIn(run.location)).toEqual(["tom"]);
  });
});

it("a database that is missed is not made anew by a start or a command without a word; --new makes it, once", async () => {
  const folder = await aFolder();
  const file = join(folder, "drumbeat.db");
  noteDatabase(file);
  const opened = openDatabase(file);
  onTestFinished(() => opened.destroy());
  await expect(migrateToLatest(opened)).rejects.toMatchObject({ code: "DATABASE_MISSING" });
  expect(existsSync(file)).toBe(false);
  writeFileSync(`${file}-wal`, "the last answers");
  const made = openDatabase(file, { isNew: true });
  await migrateToLatest(made);
  await made.destroy();
  expect(existsSync(`${file}.lost-wal`)).toBe(true);
  const again = openDatabase(file, { isNew: true });
  onTestFinished(() => again.destroy());
  await expect(migrateToLatest(again)).rejects.toMatchObject({ code: "DATABASE_THERE" });
});

describe("a second instance on one file", () => {
  const HOLDER = join(import.meta.dirname, "run-alone-child.ts");

  it("is refused while the first runs, and not after its end, however it ended", async () => {
    const run = await aTeam();
    await expect(run.startAnother()).rejects.toMatchObject({ code: "ALREADY_RUNNING" });
    await run.stopApp();
    await run.startApp();

    const file = join(await aFolder(), "drumbeat.db");
    const holder = aNodeProcess([HOLDER, file]);
    await holder.until("alone");
    expect(() => lockDatabaseFile(file)).toThrow(/Another Drumbeat runs on/);
    holder.signal("SIGKILL");
    await holder.ended;
    lockDatabaseFile(file)();
  });

  it("of several that start at once exactly one wins", async () => {
    const file = join(await aFolder(), "drumbeat.db");
    const starts = [1, 2, 3, 4].map(() => aNodeProcess([HOLDER, file]));
    const said = await Promise.all(
      starts.map(async (each) => {
        await each.until("alone\n").catch(() => each.until("ALREADY_RUNNING"));
        return each.output();
      }),
    );
    expect(said.filter((each) => each.startsWith("alone"))).toHaveLength(1);
    expect(said.filter((each) => each.includes("ALREADY_RUNNING"))).toHaveLength(3);
  });
});

it("what Drumbeat makes can be read by nobody else", async () => {
  const folder = await aFolder();
  const file = join(folder, "drumbeat.db");
  onTestFinished(lockDatabaseFile(file));
  const db = openDatabase(file);
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  noteDatabase(file);
  await backUp(file, join(folder, "copy.db"), NOON);
  await restore(join(folder, "copy.db"), join(folder, "restored.db"), NOON);
  rmSync(file);
  await fileOf(db)?.rescue(NOON);
  const names = readdirSync(folder).sort();
  expect(names).toEqual([
    "copy.db",
    "copy.db.sha256",
    "drumbeat-rescued-20261102T120000Z.db",
    "drumbeat.db-shm",
    "drumbeat.db-wal",
    "drumbeat.db.id",
    "drumbeat.db.lock",
    "restored.db",
    "restored.db.id",
    "restored.db.lock",
  ]);
  const modes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).mode & 0o777));
  expect(modes.map((mode) => mode.toString(8))).toEqual(names.map(() => "600"));
});

describe("the log of a file that somebody read for long while much was written", () => {
  const MEBIBYTE = 2 ** 20;

  async function aLongLog() {
    const file = join(await aFolder(), "drumbeat.db");
    const db = openDatabase(file, { isDisposable: true });
    await sql`create table note (text blob)`.execute(db);
    const write = (bytes: number) => sql`insert into note values (zeroblob(${bytes}))`.execute(db);
    const reader = new Sqlite(file, { readonly: true });
    onTestFinished(async () => {
      reader.close();
      await db.destroy();
    });
    reader.exec("begin");
    reader.prepare("select count(*) from note").get();
    for (let note = 0; note < 12; note += 1) await write(MEBIBYTE);
    const size = async () => (await stat(`${file}-wal`)).size;
    expect(await size()).toBeGreaterThan(12 * MEBIBYTE);
    return { db, write, reader, size };
  }

  it("is short again while more is written", async () => {
    const { write, reader, size } = await aLongLog();
    reader.exec("commit");
    // SQLite copies it into the file, then begins it anew.
    await write(1);
    await write(1);
    expect(await size()).toBeLessThanOrEqual(LONGEST_IDLE_LOG);
  });

  it("is emptied once nobody reads and nothing is written", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { db, write, reader, size } = await aLongLog();
    const stop = watchFile(db, stillClock(NOON), createLog("silent"));
    onTestFinished(stop);
    vi.advanceTimersByTime(10_000);
    expect(await size()).toBeGreaterThan(12 * MEBIBYTE);
    reader.exec("commit");
    await write(1);
    vi.advanceTimersByTime(5000);
    expect(await size()).toBeGreaterThan(0);
    vi.advanceTimersByTime(5000);
    expect(await size()).toBe(0);
  });
});
