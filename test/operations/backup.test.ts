import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import Sqlite from "better-sqlite3";
import { sql } from "kysely";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { z } from "zod";
import { backUp, restore } from "../../src/operations/backup.ts";
import { examine } from "../../src/operations/doctor.ts";
import { reading, tablesInOrder } from "../../src/operations/sqlite-file.ts";
import { type Instant, systemClock } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { findFact } from "../../src/platform/workspace-facts.ts";
import { aFolder } from "../support/folder.ts";
import { aNodeProcess } from "../support/process.ts";
import { aRun, LEA, openForm, type Run, SOFIA, TOM } from "../support/run.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";
import { typeInto } from "../support/typing.ts";
import { aQuietDatabase } from "./quiet-database.ts";

const NOON: Instant = "2026-11-02T12:00:00.000Z";
const WRITER = join(import.meta.dirname, "writer-child.ts");

/** Tom, Léa and Sofia; a daily check-in. */
async function aLivingTeam(): Promise<{ run: Run; file: string; folder: string }> {
  const run = await aRun({
    people: [LEA, TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "sofia", team: ["tom", "lea"] }],
  });
  const { rows } = await sql<{ file: string }>`pragma database_list`.execute(run.db);
  return { run, file: rows[0]?.file ?? "", folder: await aFolder() };
}

async function answer(run: Run, handle: string, text: string): Promise<void> {
  await openForm(run, handle);
  typeInto(run.as(handle), { progress: text, next: "More" });
  expect(await run.as(handle).submit()).toEqual({ closed: true });
  await run.settle();
}

async function answersIn(file: string): Promise<unknown[]> {
  const db = openDatabase(file, { readonly: true });
  onTestFinished(() => db.destroy());
  return (await Array.fromAsync(storedCheckIns(db))).map(({ person, answers }) => [person, answers.progress]);
}

const names = (folder: string) => readdirSync(folder).sort();

describe("a back-up", () => {
  it("of a running Drumbeat has every answer acknowledged before it, and when it was made is remembered", async () => {
    const { run, file, folder } = await aLivingTeam();
    await run.to("2026-11-02T10:00:00Z");
    await answer(run, "tom", "Mapping done");
    const copy = join(folder, "monday.db");
    const made = await backUp(file, copy, NOON);
    await answer(run, "lea", "Trop tard pour cette copie");

    expect(made).toMatchObject({ file: copy, contents: { rows: expect.any(Number) } });
    expect(await answersIn(copy)).toEqual([["tom", "Mapping done"]]);
    // One file, with nothing beside it that could be forgotten.
    expect(names(folder)).toEqual(["monday.db", "monday.db.sha256"]);
    expect(await findFact(run.db, run.app.workspace.id, "back-up")).toEqual({ value: copy, notedAt: NOON });
  });

  it("never replaces a file, and leaves none behind when it is refused", async () => {
    const { folder, file } = await aQuietDatabase();
    const there = join(folder, "there.db");
    writeFileSync(there, "precious");
    await expect(backUp(file, there, NOON)).rejects.toMatchObject({ code: "FILE_EXISTS" });
    expect(readFileSync(there, "utf8")).toBe("precious");
    await expect(backUp(join(folder, "none.db"), join(folder, "a.db"), NOON)).rejects.toMatchObject({
      code: "FILE_MISSING",
    });
    await expect(backUp(there, join(folder, "a.db"), NOON)).rejects.toMatchObject({ code: "NOT_DRUMBEAT" });
    await expect(backUp(file, join(folder, "none", "a.db"), NOON)).rejects.toMatchObject({ code: "FOLDER_MISSING" });
    expect(names(folder)).toEqual(["drumbeat.db", "there.db"]);
  });

  it("of a damaged database is refused, and says that it is damaged", async () => {
    const { folder, file } = await aQuietDatabase();
    damage(file);
    await expect(backUp(file, join(folder, "a.db"), NOON)).rejects.toMatchObject({ code: "FILE_DAMAGED" });
    expect(names(folder).filter((name) => name.startsWith("a.db"))).toEqual([]);
  });

  it("while another process writes without a pause is whole, and has all that was told to be kept before it began (P19)", async () => {
    const { folder, file } = await aQuietDatabase();
    const writer = aNodeProcess([WRITER, file]);
    await writer.until("kept 200\n");
    for (const turn of [1, 2, 3, 4, 5]) {
      const told = lastKept(writer.written());
      const copy = join(folder, `copy-${turn}.db`);
      expect(await backUp(file, copy, NOON)).toMatchObject({ isNoted: true });
      const restored = join(folder, `restored-${turn}.db`);
      await restore(copy, restored, NOON);
      const connection = new Sqlite(restored, { readonly: true });
      expect(connection.pragma("integrity_check", { simple: true })).toBe("ok");
      const kept = z.array(z.string()).parse(connection.prepare("select key from received order by key").pluck().all());
      connection.close();
      // From the first on without a gap: a state that there was, not a mixture of two.
      expect(kept).toEqual(kept.map((_, index) => keyOf(index + 1)));
      expect(kept.length).toBeGreaterThanOrEqual(told);
    }
    expect(lastKept(writer.written())).toBeGreaterThan(200);
    writer.signal("SIGKILL");
  });
});

describe("a restore", () => {
  it("brings back what there was, and keeps what it replaced", async () => {
    const { run, file, folder } = await aLivingTeam();
    await run.to("2026-11-02T10:00:00Z");
    await answer(run, "tom", "Mapping done");
    const copy = join(folder, "monday.db");
    await backUp(file, copy, NOON);
    await answer(run, "lea", "Après la sauvegarde");
    await run.stopApp();

    const { previousFile } = await restore(copy, file, NOON);
    expect(await answersIn(file)).toEqual([["tom", "Mapping done"]]);
    expect(previousFile).toBe(`${file}.before-20261102T120000Z`);
    expect(await answersIn(previousFile ?? "")).toEqual([
      ["tom", "Mapping done"],
      ["lea", "Après la sauvegarde"],
    ]);
    expect(existsSync(`${file}-wal`)).toBe(false);

    await run.startApp();
    await answer(run, "lea", "Encore une fois");
    expect(await answersIn(file)).toContainEqual(["lea", "Encore une fois"]);
  });

  it("is refused while Drumbeat runs on the file, though it does nothing at the moment", async () => {
    const { run, file, folder } = await aLivingTeam();
    const copy = join(folder, "monday.db");
    await backUp(file, copy, NOON);
    await expect(restore(copy, file, NOON)).rejects.toMatchObject({ code: "IN_USE" });
    await run.to("2026-11-02T10:00:00Z");
    await answer(run, "tom", "Still here");
    expect(await answersIn(file)).toEqual([["tom", "Still here"]]);
    expect(names(folder)).toEqual(["monday.db", "monday.db.sha256"]);
  });

  it("of a damaged or foreign file changes nothing", async () => {
    const { folder, file } = await aQuietDatabase();
    const copy = join(folder, "copy.db");
    await backUp(file, copy, NOON);
    const before = readFileSync(file);
    damage(copy);
    await expect(restore(copy, file, NOON)).rejects.toMatchObject({ code: "FILE_DAMAGED" });
    const text = join(folder, "notes.txt");
    writeFileSync(text, "not a database ".repeat(1000));
    await expect(restore(text, file, NOON)).rejects.toMatchObject({ code: "NOT_DRUMBEAT" });
    const other = join(folder, "other.db");
    new Sqlite(other).exec("create table guest (name text)").close();
    await expect(restore(other, file, NOON)).rejects.toMatchObject({ code: "NOT_DRUMBEAT" });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(names(folder)).toEqual(["copy.db", "copy.db.sha256", "drumbeat.db", "notes.txt", "other.db"]);
  });

  it("without rows that were noted, or over what is no database, changes nothing", async () => {
    const { folder, file } = await aQuietDatabase();
    const copy = join(folder, "copy.db");
    await backUp(file, copy, NOON);
    const before = readFileSync(file);
    const note = readFileSync(`${copy}.sha256`, "utf8");
    writeFileSync(`${copy}.sha256`, note.replace("# workspace 1", "# workspace 2"));
    await expect(restore(copy, file, NOON)).rejects.toMatchObject({
      code: "COPY_DIFFERS",
      params: { table: "workspace" },
    });
    expect(readFileSync(file).equals(before)).toBe(true);

    writeFileSync(`${copy}.sha256`, note);
    const notes = join(folder, "notes.txt");
    writeFileSync(notes, "not a database ".repeat(1000));
    await expect(restore(copy, notes, NOON)).rejects.toMatchObject({ code: "TARGET_UNREADABLE" });
    expect(readFileSync(notes, "utf8")).toBe("not a database ".repeat(1000));
    // The lock of a file stays beside it.
    expect(names(folder)).toEqual(["copy.db", "copy.db.sha256", "drumbeat.db", "notes.txt", "notes.txt.lock"]);
  });

  it("is noted with its checksum, as sha256sum reads it, and the rows of each table, for this user alone", async () => {
    const { folder, file } = await aQuietDatabase();
    const copy = join(folder, "copy.db");
    await backUp(file, copy, NOON);
    const [sum, ...rows] = readFileSync(`${copy}.sha256`, "utf8").trim().split("\n");
    expect(sum).toBe(`${createHash("sha256").update(readFileSync(copy)).digest("hex")}  copy.db`);
    expect(rows).toContain("# workspace 1");
    expect([copy, `${copy}.sha256`].map((each) => statSync(each).mode & 0o777)).toEqual([0o600, 0o600]);
    expect(await restore(copy, file, NOON)).toMatchObject({ isAsNoted: true });
    rmSync(`${copy}.sha256`);
    expect(await restore(copy, file, "2026-11-02T12:00:01.000Z")).toMatchObject({ isAsNoted: false });
  });

  it.each([
    ["one byte is another", null, "≠ "],
    ["a value is another, and the checksum gone", "update kysely_migration set timestamp = '2020'", null],
    ["a trigger was added", "create trigger evil after insert on audit begin delete from audit; end", "+ trigger evil"],
    ["a table is gone", "drop table audit", "− table audit"],
    ["a column was added", "alter table audit add column more text", "+ table audit more"],
  ])("in which %s is told by restore and by the doctor", async (_, change, problem) => {
    const { folder, file } = await aQuietDatabase();
    const copy = join(folder, "copy.db");
    await backUp(file, copy, NOON);
    if (change === null) flipAByte(copy);
    else {
      new Sqlite(copy).exec(change).close();
      rmSync(`${copy}.sha256`);
    }
    const refused = await restore(copy, join(folder, "new.db"), NOON).catch((error: unknown) => error);
    const examined = { env: {}, database: file, clock: systemClock(), language: "en", zoneData: "" } as const;
    const found = (await examine(examined)).find(({ check }) => check === "back-up");
    if (problem === null) expect(refused).toMatchObject({ isAsNoted: false });
    else {
      expect(refused).toMatchObject({ code: "FILE_DAMAGED", params: { problem: expect.stringContaining(problem) } });
      expect(found).toMatchObject({ state: "fail", facts: { sentence: expect.stringContaining(problem) } });
    }
  });

  it("is good with the tables that Litestream adds, which move to no server", async () => {
    const { folder, file } = await aQuietDatabase();
    new Sqlite(file)
      .exec("create table _litestream_seq (id integer primary key); create table _litestream_lock (id integer)")
      .close();
    const copy = join(folder, "copy.db");
    const { contents } = await backUp(file, copy, NOON);
    expect(await restore(copy, join(folder, "new.db"), NOON)).toMatchObject({ ...contents, isAsNoted: true });
    const moved = await reading(copy, (connection) => tablesInOrder(connection).map(({ name }) => name));
    expect(moved.filter((name) => name.includes("litestream"))).toEqual([]);
  });

  it("on a disk that is full names the copy and its disk, not the database", async () => {
    const { folder, file } = await aQuietDatabase();
    const full = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
    const spy = vi.spyOn(Sqlite.prototype, "backup").mockRejectedValue(full);
    onTestFinished(() => spy.mockRestore());
    const copy = join(folder, "copy.db");
    await expect(backUp(file, copy, NOON)).rejects.toMatchObject({ code: "NO_ROOM", params: { file: copy } });
    expect(names(folder).filter((name) => name.startsWith("copy"))).toEqual([]);
  });

  it("of a newer Drumbeat is refused, and names what this one lacks", async () => {
    const { folder, file } = await aQuietDatabase();
    const copy = join(folder, "copy.db");
    await backUp(file, copy, NOON);
    new Sqlite(copy).exec("insert into kysely_migration (name, timestamp) values ('9999-later', '2030')").close();
    rmSync(`${copy}.sha256`);
    await expect(restore(copy, file, NOON)).rejects.toMatchObject({ code: "DATABASE_NEWER" });
  });

  it("does not take the write-ahead log of a file that is gone for that of the new one", async () => {
    const { folder, file } = await aQuietDatabase();
    const copy = join(folder, "copy.db");
    await backUp(file, copy, NOON);
    await leaveLogBehind(file);
    expect(existsSync(`${file}-wal`)).toBe(true);
    await rm(file);
    await restore(copy, file, NOON);
    const connection = new Sqlite(file, { readonly: true });
    expect(connection.prepare("select name from workspace").pluck().all()).toEqual(["Northwind"]);
    connection.close();
  });
});

/** Cuts off the second half of its pages, as a disk that was full does. */
function damage(file: string): void {
  truncateSync(file, Math.floor(readFileSync(file).length / 8192) * 4096);
}

/** Within a name, where SQLite's own check sees nothing. */
function flipAByte(file: string): void {
  const bytes = readFileSync(file);
  bytes.write("M", bytes.lastIndexOf("Northwind"));
  writeFileSync(file, bytes);
}

/** As a process does that is killed after a commit. */
async function leaveLogBehind(file: string): Promise<void> {
  const script = `
    const Sqlite = require("better-sqlite3");
    const db = new Sqlite(process.argv[1]);
    db.pragma("journal_mode = WAL");
    db.exec("update workspace set name = 'From the log'");
    process.kill(process.pid, "SIGKILL");`;
  await promisify(execFile)(process.execPath, ["-e", script, file], { cwd: join(import.meta.dirname, "../..") }).catch(
    () => undefined,
  );
}

function keyOf(number: number): string {
  return `event:${String(number).padStart(8, "0")}`;
}

function lastKept(output: string): number {
  const whole = output.slice(0, output.lastIndexOf("\n"));
  return Number(whole.slice(whole.lastIndexOf(" ") + 1));
}
