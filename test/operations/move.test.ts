import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { messageAsText } from "slack-sandbox";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { createApp } from "../../src/app.ts";
import { openCheckIn } from "../../src/demo/answering.ts";
import { knownCadence } from "../../src/demo/player.ts";
import { startRun } from "../../src/demo/run.ts";
import { parseScenario } from "../../src/demo/scenario.ts";
import { move } from "../../src/operations/move.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { dumpTables, fillTables, listTables } from "../platform/rows.ts";
import { built } from "../support/built.ts";
import { writeMigratedFile } from "../support/databases.ts";
import { aPostgresDatabase } from "../support/postgres-server.ts";
import { aNodeProcess } from "../support/process.ts";
import { scratch } from "../support/scratch.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";
import { typeInto } from "../support/typing.ts";

const NOON: Instant = "2026-11-02T12:00:00.000Z";

async function aFile(): Promise<string> {
  const folder = await mkdtemp(join(scratch, "drumbeat-move-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "drumbeat.db");
}

const aServer = () => aPostgresDatabase(inject("postgresUrl"));

function open(location: string) {
  const db = openDatabase(location);
  onTestFinished(() => db.destroy());
  return db;
}

let full: Buffer | undefined;

/** A file with two rows in each table that there is. */
async function aFullFile(): Promise<string> {
  const file = await aFile();
  if (full) await writeFile(file, full);
  else {
    writeMigratedFile(file);
    const db = openDatabase(file);
    await fillTables(db, "one");
    await fillTables(db, "deux : « é » 🧩");
    await db.destroy();
    full = await readFile(file);
  }
  return file;
}

async function anotherFile(): Promise<string> {
  const file = await aFullFile();
  const db = openDatabase(file);
  await db.updateTable("workspace").set({ name: "Another" }).execute();
  await db.destroy();
  return file;
}

async function rowsIn(location: string) {
  const db = openDatabase(location);
  const rows = await dumpTables(db, await listTables(db));
  await db.destroy();
  return rows;
}

/** How a process that moves ended. */
function killedMove(file: string, url: string, env: Record<string, string>): Promise<number | NodeJS.Signals> {
  const preload = join(import.meta.dirname, "kill-at-query-child.ts");
  return aNodeProcess(["--import", preload, built("cli"), "move", "--database", file], {
    env: { DATABASE_MOVE_TO: url, ...env },
  }).ended;
}

async function goesOnAfter(file: string, url: string): Promise<void> {
  const before = await rowsIn(file);
  await move(file, url, NOON);
  expect(await rowsIn(url)).toEqual(before);
  await expect(move(file, url, NOON)).rejects.toMatchObject({ code: "ALREADY_MOVED" });
}

describe("a move to PostgreSQL", () => {
  it("takes every row of every table, and tells the same checksum for both sides", async () => {
    const [file, url] = [await aFullFile(), await aServer()];
    const before = await rowsIn(file);
    const moved = await move(file, url, NOON);
    expect(await rowsIn(url)).toEqual(before);
    expect(moved.map(({ name }) => name).sort()).toEqual((await listTables(open(url))).map(({ name }) => name));
    expect(moved.every(({ rows, checksum }) => rows === 2 && /^[0-9a-f]{64}$/.test(checksum))).toBe(true);
  });

  it("leaves nothing at the target when a row cannot be kept there as it is", async () => {
    const [file, url] = [await aFullFile(), await aServer()];
    const db = open(file);
    // PostgreSQL has no U+0000.
    await sql`update audit set action = 'a' || char(0) where id = 'one'`.execute(db);
    await db.destroy();
    await expect(move(file, url, NOON)).rejects.toThrow(/0x00/);
    expect(new Set(Object.values(await rowsIn(url)).map((rows) => rows.length))).toEqual(new Set([0]));
    // And the file is as it was: it can be mended and moved.
    const again = open(file);
    await sql`update audit set action = 'a' where id = 'one'`.execute(again);
    await again.destroy();
    expect((await move(file, url, NOON)).length).toBeGreaterThan(10);
  });

  it("is refused while Drumbeat runs on the file", async () => {
    const [file, url] = [await aFullFile(), await aServer()];
    const running = open(file);
    await running.selectFrom("workspace").select("id").execute();
    await expect(move(file, url, NOON)).rejects.toMatchObject({ code: "IN_USE" });
  });

  it("is refused where there are rows of ours, or tables of others, and adds none", async () => {
    const [file, url, shared] = [await aFullFile(), await aServer(), await aServer()];
    await move(file, url, NOON);
    const other = await anotherFile();
    await expect(move(other, url, NOON)).rejects.toMatchObject({ code: "TARGET_NOT_EMPTY" });
    const guest = open(shared);
    await sql`create table guest (name text)`.execute(guest);
    await expect(move(other, shared, NOON)).rejects.toMatchObject({
      code: "TARGET_NOT_EMPTY",
      params: { table: "guest" },
    });
    expect((await listTables(guest)).map(({ name }) => name)).toEqual(["guest"]);
  });

  it("is refused for what is no SQLite file, no PostgreSQL server, of another baseline, or moved already", async () => {
    const [file, url] = [await aFullFile(), await aServer()];
    await expect(move(url, url, NOON)).rejects.toMatchObject({ code: "SOURCE_IS_SERVER" });
    await expect(move(file, `${file}-2`, NOON)).rejects.toMatchObject({ code: "NOT_A_SERVER" });
    await expect(move(`${file}-2`, url, NOON)).rejects.toMatchObject({ code: "FILE_MISSING" });
    const db = open(file);
    await sql`update kysely_migration set name = '0001-other-baseline'`.execute(db);
    await db.destroy();
    await expect(move(file, url, NOON)).rejects.toMatchObject({ code: "DATABASE_UNRELEASED" });
    const other = await aFullFile();
    await move(other, url, NOON);
    await expect(move(other, await aServer(), NOON)).rejects.toMatchObject({ code: "ALREADY_MOVED" });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 24, 40, 80, 160])(
    "killed at its statement %i can be begun again (O8)",
    async (query) => {
      const [file, url] = [await aFullFile(), await aServer()];
      expect(await killedMove(file, url, { KILL_AT_QUERY: String(query) })).toBe("SIGKILL");
      await goesOnAfter(file, url);
    },
  );

  it("killed after the server has everything and before the file is marked can be begun again (O8)", async () => {
    const [file, url] = [await aFullFile(), await aServer()];
    expect(await killedMove(file, url, { KILL_AT_FILE: "commit" })).toBe("SIGKILL");
    expect((await rowsIn(url)).workspace).toHaveLength(2);
    await goesOnAfter(file, url);
  });

  it("into what another move has filled is refused, though that one was killed (O8)", async () => {
    const [file, url] = [await aFullFile(), await aServer()];
    expect(await killedMove(file, url, { KILL_AT_FILE: "commit" })).toBe("SIGKILL");
    await expect(move(await anotherFile(), url, NOON)).rejects.toMatchObject({ code: "TARGET_NOT_EMPTY" });
  });

  it("in the middle of a round goes on there: whoever was asked answers, nobody is asked twice", async () => {
    const [file, url] = [await aFile(), await aServer()];
    const story = parseScenario({
      name: "A move",
      locale: "en",
      start: "2026-11-02T00:00:00Z",
      end: "2026-11-06T00:00:00Z",
      people: [
        { handle: "lea", name: "Léa Martin", tz: "Europe/Paris", locale: "fr-FR" },
        { handle: "sofia", name: "Sofia Rossi", tz: "Europe/London", locale: "en-GB" },
        { handle: "tom", name: "Tom Baker", tz: "Europe/London", locale: "en-GB" },
      ],
      programs: [{ key: "atlas", title: "Atlas", lead: "sofia", team: ["lea", "tom"] }],
      cadences: [{ key: "daily", program: "atlas", template: "daily-team" }],
      events: [],
    });
    const { sandbox, clock, app } = await startRun(story, { database: file, logLevel: "silent" });
    onTestFinished(() => sandbox.close());
    const answer = async (handle: string, text: string) => {
      const actor = sandbox.as(handle);
      await openCheckIn(actor, knownCadence(story, handle, "daily"));
      typeInto(actor, { progress: text, next: "Next" });
      expect(await actor.submit()).toEqual({ closed: true });
      await clock.settle();
    };
    const posted = (handle: string) =>
      sandbox
        .as(handle)
        .dm()
        .filter((message) => message.bot_id !== undefined)
        .map((message) => message.ts);
    await clock.advanceTo("2026-11-02T10:00:00.000Z");
    await answer("lea", "Avant le déménagement");
    const before = [posted("lea"), posted("tom")];
    await app.stop();

    await move(file, url, NOON);
    const { botToken, appToken, apiUrl } = sandbox;
    const config = (database: string) => ({
      slack: { mode: "socket" as const, botToken, appToken, apiUrl },
      database,
      healthPort: null,
      logLevel: "silent",
    });
    await expect(createApp({ config: config(file), clock })).rejects.toMatchObject({ code: "DATABASE_MOVED" });
    const moved = await createApp({ config: config(url), clock });
    onTestFinished(() => moved.stop());
    await clock.settle();
    await clock.advanceTo("2026-11-02T12:00:00.000Z");
    expect([posted("lea"), posted("tom")]).toEqual(before);
    await answer("tom", "After the move");

    const answers = (await Array.fromAsync(storedCheckIns(moved.services.db))).map((line) => [
      line.person,
      line.round,
      line.answers.progress,
    ]);
    expect(answers).toEqual([
      ["lea", "2026-11-02", "Avant le déménagement"],
      ["tom", "2026-11-02", "After the move"],
    ]);
    const receipt = sandbox
      .as("tom")
      .dm()
      .find(({ ts }) => ts === before[1]?.at(-1));
    expect(receipt && messageAsText(receipt)).toContain("After the move");
    await clock.advanceTo("2026-11-03T12:00:00.000Z");
    expect(posted("tom").length).toBe((before[1]?.length ?? 0) + 1);
  });
});
