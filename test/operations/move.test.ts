import { sql } from "kysely";
import { describe, expect, it, onTestFinished } from "vitest";
import { createApp } from "../../src/app/app.ts";
import { move } from "../../src/operations/move-to-postgres.ts";
import { LATER } from "../platform/later-migrations.ts";
import { listTables } from "../platform/rows.ts";
import { aRun, arrivals, fillIn, LEA, lastMessage, SOFIA, TOM, textOf } from "../support/run.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

import { aFullFile, anotherFile, aServer, NOON, open, rowsIn } from "./full-files.ts";

it("connections to PostgreSQL have a name there", async () => {
  const { rows } = await sql<{ application_name: string }>`show application_name`.execute(open(await aServer()));
  expect(rows).toEqual([{ application_name: "drumbeat" }]);
});

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
    // And the file is as it was: it can be put right and moved.
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

  it("is refused for what is no SQLite file, no PostgreSQL server, of another version, or moved already", async () => {
    const [file, url] = [await aFullFile(), await aServer()];
    const before = await rowsIn(file);
    await expect(move(file, url, NOON, LATER)).rejects.toMatchObject({ code: "SOURCE_OUTDATED" });
    expect(await rowsIn(file)).toEqual(before);
    expect(await listTables(open(url))).toEqual([]);
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

  it("in the middle of a round goes on there: whoever was asked answers, nobody is asked twice", async () => {
    const run = await aRun({
      isTogether: true,
      people: [LEA, SOFIA, TOM],
      programs: [{ key: "atlas", title: "Atlas", lead: "sofia", team: ["lea", "tom"] }],
    });
    const answer = async (handle: string, text: string) => {
      await fillIn(run, handle, text);
      expect(await run.as(handle).submit()).toEqual({ closed: true });
      await run.settle();
    };
    const posted = () => ["lea", "tom"].map((handle) => arrivals(run, handle).map(({ message }) => message.ts));
    await run.to("2026-11-02T10:00:00.000Z");
    await answer("lea", "Avant le déménagement");
    const before = posted();
    await run.stopApp();

    const url = await aServer();
    await move(run.location, url, NOON);
    const { botToken, appToken, apiUrl } = run.sandbox;
    const startOn = (database: string) => {
      const slack = { mode: "socket" as const, botToken, appToken, apiUrl };
      return createApp({ config: { slack, database, healthPort: null, logLevel: "silent" }, clock: run.clock });
    };
    await expect(startOn(run.location)).rejects.toMatchObject({ code: "DATABASE_MOVED" });
    const moved = await startOn(url);
    onTestFinished(() => moved.stop());
    await run.to("2026-11-02T12:00:00.000Z");
    expect(posted()).toEqual(before);
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
    expect(textOf(lastMessage(run, "tom"))).toContain("After the move");
    await run.to("2026-11-03T12:00:00.000Z");
    expect(posted()[1]).toHaveLength((before[1]?.length ?? 0) + 1);
  });
});
