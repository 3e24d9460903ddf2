/** `npm start` when something is missing or wrong: it says what, how to repair it, and ends. */
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { databaseFrom, readConfig } from "../../src/platform/config.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { openPort } from "../../src/platform/health.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { startFailure } from "../../src/platform/start-failure.ts";
import { aFolder } from "../support/folder.ts";

const BOT = "xoxb-not-a-real-token";
const APP = "xapp-not-a-real-token";
const TOKENS = { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP };

async function aFile(): Promise<string> {
  const folder = await aFolder();
  return join(folder, "drumbeat.db");
}

it.each<[string, Record<string, string>, string[]]>([
  ["no bot token", { SLACK_APP_TOKEN: APP }, ["SLACK_BOT_TOKEN is missing: Slack app settings"]],
  [
    "no way in",
    { SLACK_BOT_TOKEN: BOT },
    ["App-Level Tokens, scope connections:write, xapp-…) or SLACK_SIGNING_SECRET"],
  ],
  [
    "both ways in",
    { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_SIGNING_SECRET: "s3cret" },
    ["are both set: keep the first for Socket Mode or the second for HTTP"],
  ],
  [
    "the tokens the wrong way round",
    { SLACK_BOT_TOKEN: APP, SLACK_APP_TOKEN: BOT },
    ["SLACK_BOT_TOKEN: a bot token starts with xoxb-", "SLACK_APP_TOKEN: an app-level token starts with xapp-"],
  ],
  [
    "a lease without end",
    { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, DRUMBEAT_OUTBOX_LEASE_MS: "3600000" },
    ["DRUMBEAT_OUTBOX_LEASE_MS: "],
  ],
  [
    "no grace at all",
    { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, DRUMBEAT_OUTBOX_GRACE_MS: "0" },
    ["DRUMBEAT_OUTBOX_GRACE_MS: "],
  ],
  ["no level", { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, LOG_LEVEL: "loud" }, ["LOG_LEVEL: "]],
  [
    "a pace that is no number",
    { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, DRUMBEAT_PROMPTS_PER_SECOND: "fast" },
    ["DRUMBEAT_PROMPTS_PER_SECOND: give a number from 0.1 to 4.8"],
  ],
  [
    "tokens in clear to a name that begins as this machine's",
    { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_API_URL: "http://localhost.example/api/" },
    ["SLACK_API_URL: tokens go by https:// alone"],
  ],
  ["no address", { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_API_URL: "slack" }, ["SLACK_API_URL: "]],
])("a configuration with %s is refused", (_, env, problems) => {
  const result = readConfig(env);
  const said = result.ok ? [] : result.problems;
  for (const problem of problems) expect(said.join("\n")).toContain(problem);
  expect(said.length).toBeGreaterThanOrEqual(problems.length);
  expect(said.join()).not.toMatch(/not-a-real-token|s3cret/);
});

describe("where the database is", () => {
  it.each([
    ["sqlite:///srv/drumbeat.db", "named by its file alone, such as data/drumbeat.db or", "leave out sqlite://."],
    ["file:///srv/drumbeat.db", "named by its file alone", "leave out file://."],
    ["mysql://u:s3cret@db/drumbeat", "does not know mysql://", "postgres://user:password@host/database"],
    ["postgres://u:s3cret/w0rd@db/drumbeat", "cannot be read", "/ as %2F"],
    ["postgres://u:s3cret@w0rd@db/drumbeat", "cannot be read", "@ as %40"],
    ["postgres://u:s3cret#w0rd@db/drumbeat", "cannot be read", "# as %23"],
    ["postgres://u:s3cret?w0rd@db/drumbeat", "cannot be read", "? as %3F"],
    ["postgres://u:12?w0rd@db/drumbeat", "cannot be read", "? as %3F"],
    ["postgres://u:s3cret%w0rd@db/drumbeat", "cannot be read", "% as %25"],
  ])("%s is refused with what is wrong and how to write it, and no password", async (location, wrong, cure) => {
    const result = readConfig({ ...TOKENS, DATABASE_URL: location });
    const said = result.ok ? "" : result.problems.join("\n");
    expect(said).toMatch(/^DATABASE_URL: /);
    expect(said).toContain(wrong);
    expect(said).toContain(cure);
    expect(said).not.toMatch(/s3cret|w0rd/);
    expect(() => databaseFrom(undefined, { DATABASE_URL: location })).toThrow();
  });

  it.each([
    "data/drumbeat.db",
    ":memory:",
    "C:\\drumbeat.db",
    "a:b.db",
    "postgres://u:p%40%2F@db:5432/d?sslmode=require",
    "postgres://db/d?user=me@company&sslmode=require",
  ])("%s is taken", (location) => {
    expect(databaseFrom(undefined, { DATABASE_URL: location })).toBe(location);
  });

  it("may not be written by this user", () => {
    const refused = Object.assign(new Error("EACCES: permission denied, mkdir 'data'"), {
      code: "EACCES",
      syscall: "mkdir",
      path: "data",
    });
    expect(startFailure(refused, { database: "data/drumbeat.db" })).toBe(
      "this user may not write data. Give it the right to, or name another file in DATABASE_URL.",
    );
  });
});

/** Answers each connection to it with these bytes. */
async function aServerThatAnswers(answer: Buffer): Promise<string> {
  const server = createServer((socket) => socket.on("data", () => socket.end(answer)));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port");
  return `postgres://drumbeat@127.0.0.1:${address.port}/drumbeat`;
}

/** ErrorResponse of PostgreSQL's protocol. */
function fatal(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.from("E    ");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

it.each<[string, string, Buffer, string]>([
  [
    "PgBouncer before it",
    "",
    fatal("08P01", "unsupported startup parameter: lock_timeout"),
    "refuses the start-up parameter lock_timeout, as PgBouncer does",
  ],
  [
    "only encrypted connections",
    "",
    fatal("28000", 'no pg_hba.conf entry for host "10.0.0.1", user "drumbeat", database "drumbeat", no encryption'),
    "Add ?sslmode=verify-full to DATABASE_URL",
  ],
  ["no encryption at all", "?sslmode=require", Buffer.from("N"), "takes no encrypted connections"],
  ["a wrong password", "", fatal("28P01", "password authentication failed"), "refuses this user and password"],
])("a PostgreSQL server with %s has its sentence", async (_, query, answer, sentence) => {
  const database = `${await aServerThatAnswers(answer)}${query}`;
  const db = openDatabase(database);
  const failed = await migrateToLatest(db).catch((error: unknown) => error);
  await db.destroy();
  expect(startFailure(failed, { database })).toContain(sentence);
});

it("a host of its port that has no address is told from that of the database", async () => {
  const host = "nowhere.invalid";
  const refused = await openPort({ port: 0, host }).catch((error: unknown) => error);
  const database = "postgres://db/drumbeat";
  expect(startFailure(refused, { database, host })).toMatch(/^HOST is no address/);
  expect(startFailure(refused, { database, metrics: { port: 0, host } })).toMatch(/^METRICS_HOST is no address/);
});

it("an authority of its own has its sentence", () => {
  const refused = Object.assign(new Error("self-signed certificate"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  expect(startFailure(refused, { database: "postgres://db/drumbeat?sslmode=require" })).toContain("sslrootcert=FILE");
});

it("the SQLite file may not be written, or finds no room on its disk", async () => {
  const path = await aFile();
  const config = { database: path };
  const full = openDatabase(path, { maxPages: 3 });
  const noRoom = await migrateToLatest(full).catch((error: unknown) => error);
  await full.destroy();
  expect(startFailure(noRoom, config)).toBe(`the database ${path} has no room left on its disk.`);
  const readonly = openDatabase(path, { readonly: true });
  const noRight = await migrateToLatest(readonly).catch((error: unknown) => error);
  await readonly.destroy();
  expect(startFailure(noRight, config)).toMatch(/cannot be written. Give this user the right to write/);
  // With room and the right to write, the same file is good: nothing of it was half made.
  const repaired = openDatabase(path);
  await migrateToLatest(repaired);
  expect(await repaired.selectFrom("workspace").selectAll().execute()).toEqual([]);
  await repaired.destroy();
});
