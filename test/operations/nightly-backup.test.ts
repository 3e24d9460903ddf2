/** A back-up into a folder, each night: what goes before it, what always stays, and that its age is known. */
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { backUp, noteBackUp } from "../../src/operations/backup.ts";
import { backUpReading, lastBackUp } from "../../src/operations/backup-age.ts";
import { backUpInto, copiesToRemove, type OldCopy } from "../../src/operations/backup-folder.ts";
import { examine } from "../../src/operations/doctor.ts";
import { libpqEnvironment } from "../../src/operations/dump.ts";
import { type Instant, systemClock } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { startFailure } from "../../src/platform/start-failure.ts";
import { addMs, DAY, HOUR } from "../../src/platform/time.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { aFolder } from "../support/folder.ts";
import { borrowPostgresDatabase } from "../support/postgres-pool.ts";
import { aQuietDatabase } from "./quiet-database.ts";
import { dumpTools } from "./stand-in-dump.ts";

const NOW: Instant = "2026-11-02T02:30:00.000Z";
const names = (folder: string) => readdirSync(folder).sort();

/** Days ago and bytes → a copy; `?` for one that was never checked. */
function copy(daysAgo: number, bytes: number, mark = ""): OldCopy {
  return { file: `${daysAgo}`, madeAt: addMs(NOW, -daysAgo * DAY), bytes, isChecked: mark !== "?" };
}

describe("which old copies go before the next one is made", () => {
  it.each([
    ["none, where there is room and none is old", [copy(2, 10), copy(1, 10)], { needed: 10, free: 10 }, [], true],
    [
      "those of more than thirty days",
      [copy(31, 10), copy(30, 10), copy(1, 10)],
      { needed: 10, free: 10 },
      ["31"],
      true,
    ],
    [
      "the oldest, as many as the new one needs",
      [copy(3, 10), copy(2, 10), copy(1, 10)],
      { needed: 25, free: 10 },
      ["3", "2"],
      true,
    ],
    [
      "by age first, which may be enough",
      [copy(40, 10), copy(2, 10), copy(1, 10)],
      { needed: 20, free: 10 },
      ["40"],
      true,
    ],
    ["never the newest good one, however old", [copy(40, 10)], { needed: 10, free: 10 }, [], true, "40"],
    [
      "never the newest good one, though there is no room",
      [copy(2, 10), copy(1, 90)],
      { needed: 50, free: 10 },
      [],
      false,
    ],
    ["no good one in vain", [copy(40, 1), copy(2, 10), copy(1, 10)], { needed: 99, free: 10 }, ["40"], false],
    [
      "one that was never checked, though it is the newest",
      [copy(3, 10), copy(1, 10, "?")],
      { needed: 20, free: 10 },
      ["1"],
      true,
      "3",
    ],
  ] as const)("%s", (_, copies, room, expected, hasRoom, ...[newestGood = "1"]: readonly string[]) => {
    const removed = copiesToRemove(copies, { ...room, newestGood, now: NOW });
    expect({ remove: removed.remove.map(({ file }) => file), hasRoom: removed.hasRoom }).toEqual({
      remove: expected,
      hasRoom,
    });
  });
});

describe("a back-up into a folder", () => {
  it("removes what is too old before it begins, keeps the newest good one though it fails, and touches nothing else", async () => {
    const { file } = await aQuietDatabase();
    const folder = await aFolder();
    await backUpInto(file, folder, addMs(NOW, -40 * DAY));
    // A disk that was full cut this one off after its note was written.
    const cut = "drumbeat-2026-10-31T0230Z.db";
    writeFileSync(join(folder, cut), readFileSync(join(folder, "drumbeat-2026-09-23T0230Z.db")).subarray(0, 4096));
    writeFileSync(join(folder, `${cut}.sha256`), `${"0".repeat(64)}  ${cut}\n`);
    writeFileSync(join(folder, "drumbeat-2026-09-01T0230Z.db"), "older still");
    const left = join(folder, "drumbeat-2026-11-01T0230Z.db.unfinished");
    writeFileSync(left, "killed");
    utimesSync(left, new Date(addMs(NOW, -DAY)), new Date(addMs(NOW, -DAY)));
    writeFileSync(join(folder, "notes.txt"), "mine");

    const there = join(folder, "drumbeat-2026-11-02T0230Z.db");
    writeFileSync(there, "precious");
    await expect(backUpInto(file, folder, NOW)).rejects.toMatchObject({ code: "FILE_EXISTS" });
    rmSync(there);
    const kept = [
      "drumbeat-2026-09-23T0230Z.db",
      "drumbeat-2026-09-23T0230Z.db.sha256",
      cut,
      `${cut}.sha256`,
      "notes.txt",
    ];
    expect(names(folder)).toEqual(kept);

    const made = await backUpInto(file, folder, NOW);
    expect(made).toMatchObject({ file: there, isNoted: true });
    await backUpInto(file, folder, addMs(NOW, DAY));
    // The old one has gone, now that there is a newer good one.
    expect(names(folder).filter((name) => name.endsWith(".db"))).toEqual([
      cut,
      "drumbeat-2026-11-02T0230Z.db",
      "drumbeat-2026-11-03T0230Z.db",
    ]);
  });

  it("is remembered with its age, for the doctor, the measures and the alert, from which 36 hours are too long", async () => {
    const { file } = await aQuietDatabase();
    const folder = await aFolder();
    const db = openDatabase(file);
    onTestFinished(() => db.destroy());
    const created = "2026-11-02T12:00:00.000Z";
    expect(await lastBackUp(db)).toBeNull();
    expect((await backUpReading(db, "w", addMs(created, 2 * HOUR))).values).toEqual([{ value: 7200 }]);

    const now = systemClock().now();
    const doctor = async () => {
      const found = await examine({ env: {}, database: file, clock: systemClock(), language: "en", zoneData: "" });
      return found.find(({ check }) => check === "back-up")?.sentence;
    };
    await backUpInto(file, folder, addMs(now, -35 * HOUR));
    expect(await doctor()).toBe("back-up-ok");
    expect((await backUpReading(db, "w", now)).values).toEqual([{ value: 35 * 3600 }]);
    await noteBackUp(file, "snapshot", addMs(now, -37 * HOUR));
    expect(await doctor()).toBe("back-up-old");
  });
});

/** A server's database of one workspace, whose user has a password that must be encoded. */
async function aServerDatabase() {
  const { url } = await borrowPostgresDatabase();
  const db = openDatabase(url);
  onTestFinished(() => db.destroy());
  const workspace = { id: "w", slack_team_id: "T1", name: "Northwind", locale: "en", created_at: NOW };
  await db.insertInto("workspace").values(workspace).execute();
  const user = `backup_${randomBytes(6).toString("hex")}`;
  const password = "p@ss/w#rd?%:";
  await sql`create role ${sql.id(user)} superuser login password ${sql.lit(password)}`.execute(db);
  onTestFinished(async () => {
    await sql`drop role ${sql.id(user)}`.execute(db);
  });
  const { host, pathname } = Object.assign(new URL(inject("postgresAddress")), { pathname: new URL(url).pathname });
  return { db, password, url: `postgres://${user}:${encodeURIComponent(password)}@${host}${pathname}` };
}

describe("a back-up of a PostgreSQL database", () => {
  it("is a dump that was read back and noted, whose password no command line shows; a full disk takes the oldest", async () => {
    const { db, password, url } = await aServerDatabase();
    const tools = await dumpTools();
    const folder = await aFolder();
    const env = { PATH: tools };
    const first = await backUpInto(url, folder, addMs(NOW, -2 * DAY), env);
    expect(first).toMatchObject({ contents: null, isNoted: true });
    expect(readFileSync(first.file, "utf8")).toContain("Northwind");
    expect(readFileSync(`${first.file}.sha256`, "utf8")).toMatch(/^[0-9a-f]{64} {2}drumbeat-2026-10-31T0230Z\.dump\n$/);
    const full = "pg_dump: error: could not write to file: No space left on device\n";
    writeFileSync(join(tools, "failing"), full);
    await expect(backUpInto(url, folder, addMs(NOW, -DAY), env)).rejects.toMatchObject({ code: "NO_ROOM" });
    expect(names(folder).filter((name) => name.endsWith(".dump"))).toEqual(["drumbeat-2026-10-31T0230Z.dump"]);
    await backUpInto(url, folder, addMs(NOW, -DAY), env);

    writeFileSync(join(tools, "failing"), full);
    const third = await backUpInto(url, folder, NOW, env);
    expect(names(folder).filter((name) => name.endsWith(".dump"))).toEqual([
      "drumbeat-2026-11-01T0230Z.dump",
      "drumbeat-2026-11-02T0230Z.dump",
    ]);
    expect(await lastBackUp(db)).toEqual({ value: third.file, notedAt: NOW });

    const commandLines = readFileSync(join(tools, "command-lines"), "utf8");
    expect(commandLines.trim().split("\n")).toHaveLength(5);
    for (const shown of [password, encodeURIComponent(password), "postgres://"])
      expect(commandLines).not.toContain(shown);
    const found = await examine({ env: {}, database: url, clock: systemClock(), language: "en", zoneData: "" });
    expect(found.find(({ check }) => check === "back-up")).toMatchObject({
      sentence: expect.stringContaining("back-up-"),
    });
  });

  it("makes room by what the last dump took, and leaves all copies where that would not be enough", async () => {
    const { url } = await aServerDatabase();
    const tools = await dumpTools();
    const folder = await aFolder();
    const good = await backUpInto(url, folder, addMs(NOW, -9 * DAY), { PATH: tools });
    const large = [8, 7, 6].map((daysAgo) => join(folder, `drumbeat-2026-10-${33 - daysAgo}T0230Z.dump`));
    for (const file of large) {
      writeFileSync(file, "");
      // With holes: it takes no room, and says that it does.
      truncateSync(file, 8 * 2 ** 40);
    }
    await backUpInto(url, folder, NOW, { PATH: tools });
    expect(large.map((file) => existsSync(file))).toEqual([false, false, true]);
    expect(existsSync(good.file)).toBe(true);
    const [, , last = ""] = large;
    truncateSync(last, 15 * 2 ** 40);
    rmSync(join(folder, "drumbeat-2026-11-02T0230Z.dump"));
    rmSync(join(folder, "drumbeat-2026-11-02T0230Z.dump.sha256"));
    await expect(backUpInto(url, folder, NOW, { PATH: tools })).rejects.toMatchObject({ code: "NO_ROOM" });
    expect([good.file, last].map((file) => existsSync(file))).toEqual([true, true]);
  });

  it("does not count when it was cut off, and says what is missing, without the address", async () => {
    const { db, url, password } = await aServerDatabase();
    const tools = await dumpTools();
    const folder = await aFolder();
    const refused = async (address: string, env: Record<string, string>) =>
      backUp(address, join(folder, "a.dump"), NOW, env).catch((error: unknown) => error);
    expect(await refused(url, { PATH: tools, CUT_OFF: "1" })).toMatchObject({
      code: "DUMP_FAILED",
      params: { tool: "pg_restore", problem: "could not read from input file: end of file" },
    });
    expect(await refused(url, { PATH: folder })).toMatchObject({ code: "DUMP_TOOL_MISSING" });
    writeFileSync(
      join(tools, "failing"),
      "pg_dump: error: query failed: ERROR:  permission denied\npg_dump: detail: x\n",
    );
    expect(await refused(url, { PATH: tools })).toMatchObject({
      code: "DUMP_FAILED",
      params: { tool: "pg_dump", problem: "query failed: ERROR:  permission denied · x" },
    });
    const wrong = url.replace(encodeURIComponent(password), "wrong-one");
    const error = await refused(wrong, { PATH: tools });
    expect(startFailure(error, { database: wrong })).toMatch(/user|password/);
    expect(startFailure(error, { database: wrong })).not.toContain("wrong-one");
    const foreign = inject("postgresAddress");
    expect(await refused(foreign, { PATH: tools })).toMatchObject({ code: "NOT_DRUMBEAT" });
    expect(names(folder)).toEqual([]);
    expect(await lastBackUp(db)).toBeNull();
  });

  it.each([
    ["postgres://a%40b:p%2F@db.example:6543/drum%20beat", "a@b p/ db.example 6543 drum beat - -"],
    ["postgres://u@%2Frun%2Fpostgresql/x", "u - /run/postgresql - x - -"],
    ["postgres://u:p@[::1]/x?sslmode=require", "u p ::1 - x verify-full system"],
    ["postgres://u:p@h/x?sslmode=verify-full&sslrootcert=/etc/db.pem", "u p h - x verify-full /etc/db.pem"],
    ["postgres://u:p@h/x?sslmode=no-verify", "u p h - x require -"],
  ])("connects to %s as Drumbeat does", (url, expected) => {
    const found = libpqEnvironment(url);
    const variables = ["PGUSER", "PGPASSWORD", "PGHOST", "PGPORT", "PGDATABASE", "PGSSLMODE", "PGSSLROOTCERT"];
    expect(variables.map((name) => found[name] ?? "-").join(" ")).toBe(expected);
  });

  it("that was made another way is recorded from the terminal", async () => {
    const { db, url } = await aServerDatabase();
    const recorded = (...args: string[]) => drumbeat(["backup", ...args], { DATABASE_URL: url, LANG: "en" });
    const noted = { code: 0, written: "Noted: rds:nightly is a backup made just now.\n" };
    expect(await recorded("--record", "rds:nightly")).toMatchObject(noted);
    expect(await lastBackUp(db)).toMatchObject({ value: "rds:nightly" });
    expect(await recorded("--record", "a", "/tmp")).toMatchObject({
      code: 1,
      output: expect.stringContaining("Usage"),
    });
  });
});
