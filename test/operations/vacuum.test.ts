import { readdirSync, readFileSync, statSync } from "node:fs";
import { utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { backUp } from "../../src/operations/backup.ts";
import { examine } from "../../src/operations/doctor.ts";
import { isVacuumDue } from "../../src/operations/doctor-thresholds.ts";
import { vacuum } from "../../src/operations/vacuum.ts";
import { type Instant, systemClock } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { lockDatabaseFile } from "../../src/platform/database-file.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { built } from "../support/built.ts";
import { aNodeProcess } from "../support/process.ts";
import { aQuietDatabase } from "./quiet-database.ts";

const NOON: Instant = "2026-11-02T12:00:00.000Z";
const SENTINEL = "quetzal-deleted";

/** As an earlier version deleted: what stood there is on free pages. `keepsLog`: and in the log, as after a kill. */
function deleteMuch(file: string): Sqlite.Database {
  const connection = new Sqlite(file);
  connection.pragma("journal_mode = WAL");
  connection.pragma("secure_delete = off");
  const insert = connection.prepare("insert into received (workspace_id, key, received_at) values ('w', ?, ?)");
  connection.transaction(() => {
    for (let index = 0; index < 3000; index += 1) insert.run(`${SENTINEL}:${index}:${"x".repeat(200)}`, NOON);
  })();
  connection.exec("delete from received");
  return connection;
}

function holding(folder: string): string[] {
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name), "latin1").includes(SENTINEL));
}

it("after a vacuum what was deleted is in neither the file nor its log, and all else is there", async () => {
  const { folder, file } = await aQuietDatabase();
  deleteMuch(file).close();
  expect(holding(folder)).toEqual(["drumbeat.db"]);
  const before = statSync(file).size;
  const cli = aNodeProcess([built("cli"), "vacuum"], { cwd: folder, env: { DATABASE_URL: file, LANG: "en" } });
  expect(await cli.ended, cli.output()).toBe(0);
  expect(cli.written()).toMatch(/was written anew and checked: [\d.,]+ (kB|MB) instead of [\d.,]+ (kB|MB)\./);
  expect(holding(folder)).toEqual([]);
  expect(statSync(file).size).toBeLessThan(before - 500_000);
  expect(statSync(file).mode & 0o077).toBe(0);
  const db = openDatabase(file);
  onTestFinished(() => db.destroy());
  expect(await db.selectFrom("workspace").select("name").execute()).toEqual([{ name: "Northwind" }]);
});

it("a vacuum is refused while Drumbeat or anything else has the file, and leaves it as it was", async () => {
  const { folder, file } = await aQuietDatabase();
  const release = lockDatabaseFile(file);
  await expect(vacuum(file)).rejects.toMatchObject({ code: "IN_USE" });
  release();
  const connection = deleteMuch(file);
  const bytes = readFileSync(file);
  await expect(vacuum(file)).rejects.toMatchObject({ code: "IN_USE" });
  expect(readFileSync(file).equals(bytes)).toBe(true);
  connection.close();
  expect((await vacuum(file)).after).toBeGreaterThan(0);
  await expect(vacuum(join(folder, "none.db"))).rejects.toMatchObject({ code: "FILE_MISSING" });
  expect(readdirSync(folder).sort()).toEqual(["drumbeat.db", "drumbeat.db.lock"]);
});

it("a vacuum of PostgreSQL is the server's own", async () => {
  await expect(vacuum("postgres://localhost/drumbeat")).rejects.toMatchObject({ code: "NOT_A_FILE" });
});

it("the doctor names copies beside the database that hold what was deleted since, and room worth a vacuum", async () => {
  const { folder, file } = await aQuietDatabase();
  const now = systemClock().now();
  const examined = async () => {
    const all = await examine({ env: {}, database: file, clock: systemClock(), language: "en", zoneData: "" });
    return all.find(({ check }) => check === "copies")?.facts.files ?? "";
  };
  const madeAt = async (name: string, at: Instant) => {
    await writeFile(join(folder, name), "");
    await utimes(join(folder, name), new Date(at), new Date(at));
  };
  await backUp(file, join(folder, "drumbeat-before-upgrade-20261102T120000Z.db"), now);
  await madeAt("drumbeat.db.before-20261001T120000Z", addMs(now, -40 * DAY));
  await madeAt("other.db", addMs(now, -40 * DAY));
  expect(await examined()).toBe(`${join(folder, "drumbeat.db.before-20261001T120000Z")} (40 days)`);

  await madeAt("drumbeat-before-upgrade-20261102T120000Z.db", addMs(now, -3 * DAY));
  const db = openDatabase(file);
  const gone = { workspace_id: "w", class: "daily" as const, count: 1, next_at: now };
  const row = { ...gone, due_at: addMs(now, -DAY) };
  await db.insertInto("deletion").values(row).execute();
  await db.destroy();
  expect(await examined()).toContain("drumbeat-before-upgrade-20261102T120000Z.db (3 days)");

  expect(isVacuumDue({ bytes: 400e6, free: 100e6 })).toBe(true);
  expect(isVacuumDue({ bytes: 600e6, free: 100e6 })).toBe(false);
  expect(isVacuumDue({ bytes: 60e6, free: 40e6 })).toBe(false);
});
