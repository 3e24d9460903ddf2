import { sql } from "kysely";
import { messageAsText } from "slack-sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { createApp } from "../../src/app/app.ts";
import { openCheckIn } from "../../src/demo/answering.ts";
import { cadenceRef } from "../../src/demo/player.ts";
import { startRun } from "../../src/demo/run.ts";
import { parseScenario } from "../../src/demo/scenario.ts";
import { move } from "../../src/operations/move.ts";
import { listTables } from "../platform/rows.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";
import { typeInto } from "../support/typing.ts";

import { aFile, aFullFile, anotherFile, aServer, NOON, open, rowsIn } from "./full-files.ts";

it("connections to PostgreSQL have a name there (O6)", async () => {
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
      await openCheckIn(actor, cadenceRef(story, handle, "daily"));
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
