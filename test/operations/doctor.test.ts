import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import Sqlite from "better-sqlite3";
import { sql } from "kysely";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { createApp } from "../../src/app/app.ts";
import { backUp } from "../../src/operations/backup.ts";
import { examine } from "../../src/operations/doctor.ts";
import { stateOfDisk, stateOfZoneData } from "../../src/operations/doctor-thresholds.ts";
import type { Examined } from "../../src/operations/finding.ts";
import { compareScopes, manifestScopes } from "../../src/operations/manifest/manifest-file.ts";
import { move } from "../../src/operations/move-to-postgres.ts";
import { operationTexts } from "../../src/operations/texts.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { noteDatabase } from "../../src/platform/database-file.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { addMs, DAY, HOUR } from "../../src/platform/time.ts";
import { noteFact } from "../../src/platform/workspace-facts.ts";
import { built } from "../support/built.ts";
import { aFolder } from "../support/folder.ts";
import { aPostgresDatabase } from "../support/postgres-server.ts";
import { aNodeProcess } from "../support/process.ts";
import { aRun, LEA, type Run, SOFIA, TOM } from "../support/run.ts";

const ROOT = join(import.meta.dirname, "../..");
const NOW = "2026-11-02T12:00:00.000Z";

/** A running Drumbeat whose program posts to a channel. */
async function aTeam(): Promise<{ run: Run; file: string; env: Record<string, string> }> {
  const run = await aRun({
    people: [LEA, TOM, SOFIA],
    channels: [{ name: "atlas", members: ["lea", "tom"] }],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", team: ["tom"], channel: "atlas" }],
  });
  const { rows } = await sql<{ file: string }>`pragma database_list`.execute(run.db);
  const { apiUrl, botToken, appToken } = run.sandbox;
  const env = { SLACK_API_URL: apiUrl, SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken };
  return { run, file: rows[0]?.file ?? "", env };
}

const examined = (database: string, env: Examined["env"]): Examined => ({
  env,
  database,
  // The sandbox's HTTP server dates its answers by the machine's clock.
  clock: systemClock(),
  language: "en",
  zoneData: process.versions.tz ?? "",
});

/** Check → state and sentence. */
async function look(options: Examined): Promise<Record<string, string>> {
  const findings = await examine(options);
  return Object.fromEntries(findings.map(({ check, state, sentence }) => [check, `${state} ${sentence}`]));
}

describe("drumbeat doctor", () => {
  it("finds everything well where all is well, but that nobody made a back-up", async () => {
    const { file, env } = await aTeam();
    expect(await look(examined(file, env))).toEqual({
      configuration: "ok configuration-ok",
      network: "ok network-direct",
      "bot-token": "ok token-ok",
      scopes: "ok scopes-ok",
      "app-token": "ok app-token-ok",
      "slack-clock": "ok clock-ok",
      database: "ok database-ok",
      disk: expect.stringMatching(/^(ok disk-ok|warn disk-short)$/),
      privacy: "ok privacy-ok",
      "zone-data": "ok zone-data-ok",
      "back-up": "warn back-up-none",
      channels: "ok channels-ok",
    });
  });

  it("says of a database that is missed that it is gone, and not that there is none yet", async () => {
    const { env } = await aTeam();
    const file = join(await aFolder(), "drumbeat.db");
    expect((await look(examined(file, env))).database).toBe("warn database-none");
    noteDatabase(file);
    const findings = await examine(examined(file, env));
    expect(findings.find(({ check }) => check === "database")).toMatchObject({
      state: "fail",
      facts: { sentence: expect.stringContaining(`${file} is gone, though Drumbeat had its data there`) },
    });
  });

  it("names what others on the machine may read", async () => {
    const { file, env } = await aTeam();
    await chmod(file, 0o644);
    await chmod(dirname(file), 0o755);
    const findings = await examine(examined(file, env));
    const { sentence, facts } = findings.find(({ check }) => check === "privacy") ?? {};
    expect(sentence).toBe("privacy-open");
    expect(operationTexts.en.doctor["privacy-open"](facts ?? {})).toContain(`chmod go-rwx ${dirname(file)} ${file}`);
  });

  it("refuses a PostgreSQL database that cannot hold what people write, as a start does", async () => {
    const server = openDatabase(inject("postgresAddress"));
    onTestFinished(() => server.destroy());
    const name = `latin_${randomUUID().replaceAll("-", "")}`;
    await sql`create database ${sql.id(name)} encoding 'LATIN1' locale 'C' template template0`.execute(server);
    const url = inject("postgresAddress").replace(/\/postgres$/, `/${name}`);
    const { env, run } = await aTeam();
    const findings = await examine(examined(url, env));
    const says =
      "has the encoding LATIN1, which cannot hold what people write. Make one that can: createdb --encoding=UTF8";
    expect(findings.find(({ check }) => check === "database")).toMatchObject({
      state: "fail",
      facts: { sentence: expect.stringContaining(says) },
    });
    const { botToken, appToken, apiUrl } = run.sandbox;
    const slack = { mode: "socket", botToken, appToken, apiUrl } as const;
    const start = createApp({
      config: { slack, database: url, healthPort: null, logLevel: "silent" },
      clock: run.clock,
    });
    await expect(start).rejects.toMatchObject({ code: "DATABASE_ENCODING" });
    await expect(move(run.location, url, NOW)).rejects.toMatchObject({ code: "IN_USE" });
    await run.stopApp();
    await expect(move(run.location, url, NOW)).rejects.toMatchObject({ code: "DATABASE_ENCODING" });
  });

  it("tells how old the last back-up is", async () => {
    const { file, env } = await aTeam();
    const now = systemClock().now();
    await backUp(file, join(await aFolder(), "a.db"), addMs(now, -3 * DAY));
    const findings = await examine(examined(file, env));
    const backUpLine = findings.find(({ check }) => check === "back-up");
    expect(backUpLine).toMatchObject({ state: "warn", sentence: "back-up-old", facts: { age: "3 days" } });
    await backUp(file, join(await aFolder(), "b.db"), addMs(now, -5 * HOUR));
    expect((await look(examined(file, env)))["back-up"]).toBe("ok back-up-ok");
  });

  it("names tokens that Slack refuses, and what it cannot reach", async () => {
    const { file, env } = await aTeam();
    const refused = await look(examined(file, { ...env, SLACK_BOT_TOKEN: "xoxb-gone", SLACK_APP_TOKEN: "xapp-gone" }));
    expect([refused["bot-token"], refused["app-token"], refused.channels]).toEqual([
      "fail token-refused",
      "fail app-token-refused",
      undefined,
    ]);
    const away = await look(examined(file, { ...env, SLACK_API_URL: "http://127.0.0.1:9/api/" }));
    expect(away["bot-token"]).toBe("fail slack-unreachable");
    // The rest is looked at all the same.
    expect(away.database).toBe("ok database-ok");
  });

  it("names each variable that is missing or wrong", async () => {
    const { file } = await aTeam();
    const findings = await examine(examined(file, { SLACK_APP_TOKEN: "xapp-1", PORT: "many" }));
    expect(findings.filter(({ check }) => check === "configuration").map(({ state, facts }) => [state, facts])).toEqual(
      [["fail", { variable: "PORT" }]],
    );
    const missing = await examine(examined(file, {}));
    expect(missing.filter(({ state }) => state === "fail").map(({ facts }) => facts.variable)).toEqual([
      "SLACK_BOT_TOKEN",
      "SLACK_APP_TOKEN",
    ]);
  });

  it("names a secret whose file gives none, and measures that stand where Slack's requests come", async () => {
    const { file, env } = await aTeam();
    const noFile = await examine(examined(file, { ...env, SLACK_BOT_TOKEN: "", SLACK_BOT_TOKEN_FILE: "/nowhere/bot" }));
    expect(
      noFile.filter(({ check }) => check === "configuration").map(({ sentence, facts }) => [sentence, facts]),
    ).toEqual([["secret-file", { variable: "SLACK_BOT_TOKEN" }]]);
    const overHttp = { ...env, SLACK_APP_TOKEN: "", SLACK_SIGNING_SECRET: "s", PORT: "3999" };
    expect((await look(examined(file, overHttp))).measures).toBe("warn measures-none");
    expect((await look(examined(file, { ...overHttp, METRICS_PORT: "9464" }))).measures).toBeUndefined();
    expect((await look(examined(file, { ...overHttp, METRICS_PORT: "3999" }))).configuration).toBe(
      "fail configuration-wrong",
    );
  });

  it("holds HTTP for proven only once something pressed has arrived", async () => {
    const { run, file, env } = await aTeam();
    const overHttp = { ...env, SLACK_APP_TOKEN: "", SLACK_SIGNING_SECRET: "another-app", PORT: "3999" };
    expect((await look(examined(file, env))).requests).toBeUndefined();
    expect((await look(examined(file, overHttp))).requests).toBe("warn requests-none");
    const { id } = await run.db.selectFrom("workspace").select("id").executeTakeFirstOrThrow();
    await run.db.insertInto("received").values({ workspace_id: id, key: "press", received_at: NOW }).execute();
    expect((await look(examined(file, overHttp))).requests).toBe("ok requests-came");
  });

  it("does not call scopes missing that Slack's answer does not name, and takes an address without a slash", async () => {
    const { file, env } = await aTeam();
    expect((await look(examined(file, { ...env, SLACK_API_URL: env.SLACK_API_URL?.replace(/\/$/, "") }))).scopes).toBe(
      "ok scopes-ok",
    );
    const server = createServer((_, response) => response.end('{"ok":true,"team_id":"T1","team":"Elsewhere"}'));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => {
      server.close();
    });
    const address = server.address();
    const port = typeof address === "object" ? address?.port : null;
    expect((await look(examined(file, { ...env, SLACK_API_URL: `http://127.0.0.1:${port}/api` }))).scopes).toBe(
      "warn scopes-unsaid",
    );
  });

  it("names a program whose channel is archived, and how many members could not be read", async () => {
    const { run, file, env } = await aTeam();
    const { services, workspace } = run.app;
    await noteFact(run.db, workspace.id, { key: "members-left-out", value: "3", at: services.clock.now() });
    const [channel] = await run.db.selectFrom("program").select("channel_id").execute();
    run.sandbox.misbehave({ do: "archive-channel", channelId: channel?.channel_id ?? "" });
    const findings = await examine(examined(file, env));
    expect(findings.find(({ check }) => check === "channels")).toMatchObject({
      state: "fail",
      facts: { title: "Atlas", sentence: "The channel #atlas is archived. Choose another one." },
    });
    expect(findings.find(({ check }) => check === "people")).toMatchObject({ state: "warn", facts: { count: "3" } });
  });

  it("sees a machine whose clock is wrong", async () => {
    const { file, env } = await aTeam();
    const clock = systemClock();
    const ahead = { ...clock, now: () => addMs(clock.now(), 90_000) };
    const findings = await examine({ ...examined(file, env), clock: ahead });
    const line = findings.find(({ check }) => check === "slack-clock");
    expect(line).toMatchObject({ state: "fail", sentence: "clock-off" });
    expect(Number(line?.facts.seconds)).toBeGreaterThan(80);
  });

  it("sees a locked database, a damaged one, one of a newer version, and none", async () => {
    const { file, env } = await aTeam();
    const other = new Sqlite(file);
    onTestFinished(() => {
      other.close();
    });
    other.exec("begin immediate");
    expect((await look(examined(file, env))).database).toBe("fail database-unwritable");
    other.exec("rollback");
    other.exec("insert into kysely_migration (name, timestamp) values ('9999-later', '2030')");
    expect((await look(examined(file, env))).database).toBe("fail database-refused");
    expect((await look(examined(`${file}-none`, env))).database).toBe("warn database-none");
    const notes = join(await aFolder(), "notes.db");
    writeFileSync(notes, "notes ".repeat(2000));
    expect((await look(examined(notes, env))).database).toBe("fail database-refused");
  });

  it("sees that the record is of another workspace than the token", async () => {
    const { env } = await aTeam();
    const file = join(await aFolder(), "other.db");
    const db = openDatabase(file);
    await migrateToLatest(db);
    await db
      .insertInto("workspace")
      .values({ id: "w", slack_team_id: "T-OTHER", name: "Elsewhere", locale: "en", created_at: NOW })
      .execute();
    await db.destroy();
    const findings = await examine(examined(file, env));
    expect(findings.map(({ sentence }) => sentence)).toContain("token-elsewhere");
  });

  it("looks at a PostgreSQL server, its clock too, where erasures are noted, and does not show its password", async () => {
    const { env } = await aTeam();
    const url = await aPostgresDatabase(inject("postgresAddress"));
    const db = openDatabase(url);
    await migrateToLatest(db);
    await db.destroy();
    const findings = await examine(examined(url, env));
    expect(findings.map(({ check, state }) => `${check} ${state}`)).toEqual(
      expect.arrayContaining(["database ok", "database-clock ok"]),
    );
    expect(JSON.stringify(findings)).not.toContain("postgres:postgres");
    // From two seconds on this machine's clock is worth a warning; over HTTP it is to prove Slack's requests.
    const aheadBy = async (seconds: number, more: Record<string, string> = {}) => {
      const clock = { ...systemClock(), now: () => addMs(systemClock().now(), seconds * 1000) };
      const found = await examine({ ...examined(url, { ...env, ...more }), clock });
      return found.find(({ check }) => check === "database-clock");
    };
    expect(await aheadBy(3)).toMatchObject({ state: "warn", sentence: "database-clock-off", facts: { seconds: 3 } });
    expect(await aheadBy(-90)).toMatchObject({ state: "warn" });
    const overHttp = { SLACK_APP_TOKEN: "", SLACK_SIGNING_SECRET: "secret" };
    expect(await aheadBy(-50, overHttp)).toMatchObject({ state: "warn" });
    expect(await aheadBy(90, overHttp)).toMatchObject({ state: "fail" });
    // Beside a server they are noted where the operator says, or nowhere.
    const folder = await aFolder();
    const noted = async (file?: string) =>
      (await examine(examined(url, file === undefined ? env : { ...env, ERASURES_FILE: file }))).find(
        ({ check }) => check === "erasures",
      );
    expect(await noted()).toMatchObject({ state: "warn", sentence: "erasures-unnoted" });
    expect(await noted(join(folder, "erasures.jsonl"))).toMatchObject({ state: "ok" });
    expect(await noted(join(folder, "none", "erasures.jsonl"))).toMatchObject({ state: "fail" });
    const closed = await examine(examined("postgres://x:secret@127.0.0.1:9/none", env));
    expect(closed.find(({ check }) => check === "database")).toMatchObject({ state: "fail" });
    expect(JSON.stringify(closed)).not.toContain("secret");
  });

  it("says each finding in both languages, in the terminal and as JSON, and ends with 1 when something fails", async () => {
    const folder = await aFolder();
    const env = { SLACK_API_URL: "http://127.0.0.1:9/api/", SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" };
    const cli = (args: string[], lang: string) =>
      aNodeProcess([built("cli"), "doctor", ...args], { cwd: folder, env: { ...env, LANG: lang } });
    const french = cli([], "fr_FR.UTF-8");
    expect(await french.ended, french.output()).toBe(1);
    expect(french.written()).toContain("ÉCHEC   Slack est injoignable");
    const english = cli(["--json"], "C.UTF-8");
    expect(await english.ended).toBe(1);
    const lines = z.array(z.object({ check: z.string(), state: z.string(), message: z.string() }));
    const parsed = lines.parse(JSON.parse(english.written()));
    expect(parsed.find(({ check }) => check === "database")).toEqual({
      check: "database",
      state: "warn",
      message: "There is no database data/drumbeat.db yet: the first start makes it.",
    });
    expect(Object.keys(operationTexts.fr.doctor)).toEqual(Object.keys(operationTexts.en.doctor));
  });
});

describe("what the doctor holds for well", () => {
  it.each([
    [50e6, 1e6, "fail"],
    [900e6, 1e6, "warn"],
    [5e9, 3e9, "warn"],
    [7e9, 3e9, "ok"],
  ])("%i bytes free for a database of %i: %s", (free, size, state) => expect(stateOfDisk(free, size)).toBe(state));

  it.each([
    [null, "ok"],
    ["2026a", "ok"],
    ["2026c", "ok"],
    ["2027a", "warn"],
  ])("zone data 2026c after a start with %s: %s", (stored, state) =>
    expect(stateOfZoneData(stored, "2026c")).toBe(state),
  );

  it("the scopes of the manifest, neither fewer nor more", () => {
    const manifest = z
      .object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) })
      .parse(parse(readFileSync(join(ROOT, "manifest.yml"), "utf8")));
    expect(manifestScopes()).toEqual(manifest.oauth_config.scopes.bot);
    const granted = manifestScopes().with(0, "search:read");
    expect(compareScopes(granted)).toEqual({ missing: manifestScopes().slice(0, 1), unneeded: ["search:read"] });
  });
});
