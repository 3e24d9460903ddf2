/** `npm start` when something is missing or wrong, as a process: it says what, how to repair it, and ends. */
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { sql } from "kysely";
import pg from "pg";
import { type CallFault, type Sandbox, SandboxClock, startSandbox } from "slack-sandbox";
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from "vitest";
import { manifestYml } from "../../src/operations/manifest/manifest-file.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { built } from "../support/built.ts";
import { freePort } from "../support/free-port.ts";
import { get } from "../support/observed.ts";
import { aPostgresDatabase, startPostgres } from "../support/postgres-server.ts";
import { aNodeProcess } from "../support/process.ts";

const MAIN = join(import.meta.dirname, "../../src/main.js");

let sandbox: Sandbox;
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "drumbeat-start-"));
  sandbox = await startSandbox({
    manifest: manifestYml(),
    clock: new SandboxClock("2026-11-02T08:00:00.000Z"),
    people: [],
  });
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** Starts the program with nothing but this environment, until it ends. */
async function start(env: Record<string, string>): Promise<{ code: number | NodeJS.Signals; said: string }> {
  const child = aNodeProcess([built("main")], { cwd: folder, env: { LOG_LEVEL: "silent", ...env } });
  const code = await child.ended;
  return { code, said: JSON.parse(child.output()).msg };
}

function tokens(): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    SLACK_API_URL: sandbox.apiUrl,
    DATABASE_URL: join(folder, "fine.db"),
    PORT: "0",
  };
}

/** Socket Mode and HTTP. */
const MODES = ["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"] as const;

describe.each(MODES)("while Slack is away a start by %s", (mode) => {
  const WAITS = "Slack does not answer: the start waits and tries again";

  async function starting(env: Record<string, string> = {}) {
    const port = await freePort();
    const secrets = { SLACK_APP_TOKEN: sandbox.appToken, SLACK_SIGNING_SECRET: sandbox.signingSecret };
    const child = aNodeProcess([built("main")], {
      cwd: folder,
      env: {
        ...tokens(),
        SLACK_APP_TOKEN: "",
        [mode]: secrets[mode],
        DATABASE_URL: join(await mkdtemp(join(folder, "away-")), "drumbeat.db"),
        PORT: String(port),
        ...env,
      },
    });
    const statuses = () =>
      Promise.all(["/livez", "/readyz", "/healthz"].map(async (path) => (await get(port, path)).status));
    return { child, statuses };
  }

  it("waits, is alive and not ready, and goes on when Slack can be reached", async () => {
    const slackPort = await freePort();
    const { child, statuses } = await starting({ SLACK_API_URL: `http://127.0.0.1:${slackPort}/api/` });
    await child.until(WAITS);
    expect(await statuses()).toEqual([200, 503, 503]);
    const way = createServer((socket) => {
      const slack = connect(Number(new URL(sandbox.url).port), "127.0.0.1");
      for (const end of [socket, slack]) end.on("error", () => socket.destroy());
      socket.pipe(slack).pipe(socket);
    });
    onTestFinished(() => void way.close());
    way.listen(slackPort, "127.0.0.1");
    await child.until("Drumbeat is running");
    await expect.poll(statuses).toEqual([200, 200, 200]);
  });

  it.each<[string, CallFault]>([
    ["answers 503", { do: "answer-status", status: 503, when: "before" }],
    ["cuts each call", { do: "cut", when: "before" }],
    ["has an error of its own", { do: "answer-error", error: "internal_error" }],
    ["limits the rate", { do: "answer-429", retryAfterSeconds: 1 }],
  ])("waits where Slack %s, and goes on when it answers", async (_, fault) => {
    sandbox.misbehave({ ...fault, on: { times: Infinity } });
    onTestFinished(() => sandbox.slack.faults.disarm());
    const { child, statuses } = await starting();
    await child.until(WAITS);
    expect(await statuses()).toEqual([200, 503, 503]);
    sandbox.slack.faults.disarm();
    await child.until("Drumbeat is running");
    child.signal("SIGTERM");
    expect(await child.ended).toBe(0);
  });

  it("ends with its sentence where the token is refused once Slack answers, and with 0 when it is stopped", async () => {
    sandbox.misbehave({ do: "answer-status", status: 503, when: "before", on: { times: Infinity } });
    onTestFinished(() => sandbox.slack.faults.disarm());
    const [stopped, refused] = [await starting(), await starting()];
    await Promise.all([stopped.child.until(WAITS), refused.child.until(WAITS)]);
    stopped.child.signal("SIGTERM");
    expect(await stopped.child.ended).toBe(0);
    expect(stopped.child.output()).toContain("Drumbeat has stopped");
    sandbox.slack.faults.disarm();
    sandbox.misbehave({ do: "answer-error", error: "invalid_auth", on: { times: Infinity } });
    expect(await refused.child.ended).toBe(1);
    expect(refused.child.output()).toContain("Drumbeat cannot start: Slack answered invalid_auth to the bot token");
  });
});

it.each(["apps.connections.open", "auth.test"])("Slack goes away in the middle of a start, at %s", async (method) => {
  sandbox.misbehave({
    do: "answer-status",
    status: 503,
    when: "before",
    on: { method, times: Infinity, nth: method === "auth.test" ? 2 : 1 },
  });
  onTestFinished(() => sandbox.slack.faults.disarm());
  const child = aNodeProcess([built("main")], { cwd: folder, env: tokens() });
  await child.until("Slack does not answer: the start waits and tries again");
  sandbox.slack.faults.disarm();
  await child.until("Drumbeat is running");
});

it("the port of the health check, or of Slack's requests, is taken", async () => {
  const { port } = new URL(sandbox.url);
  for (const env of [tokens(), { ...tokens(), SLACK_APP_TOKEN: "", SLACK_SIGNING_SECRET: "s3cret" }])
    expect(await start({ ...env, PORT: port })).toEqual({
      code: 1,
      said: `Drumbeat cannot start: port ${port} is in use by another program. Stop that one, or set PORT to another one.`,
    });
});

describe("the SQLite file", () => {
  async function startWith(database: string) {
    const { code, said } = await start({ ...tokens(), DATABASE_URL: database });
    expect(code).toBe(1);
    expect(said).toContain(`Drumbeat cannot start: the database ${database} `);
    expect(said.trim().split("\n")).toHaveLength(1);
    return said;
  }

  it("lies in a folder that is not there", async () => {
    expect(await startWith(join(folder, "nowhere", "drumbeat.db"))).toContain(
      "cannot be opened. Does its folder exist",
    );
  });

  it("is no database, and stays as it is", async () => {
    const path = join(folder, "notes.txt");
    await writeFile(path, "These are my notes.\n".repeat(500));
    expect(await startWith(path)).toContain("is not a Drumbeat database, or is damaged. Name another file");
  });

  it("is locked by another program", async () => {
    const path = join(folder, "locked.db");
    const other = new Sqlite(path);
    onTestFinished(() => {
      other.close();
    });
    other.pragma("journal_mode = WAL");
    other.exec("begin immediate");
    expect(await startWith(path)).toContain("is in use by another program that holds it locked");
    other.exec("rollback");
  });
});

it("the default file gets its folder when it is not there yet, for nobody else", async () => {
  const empty = await mkdtemp(join(folder, "empty-"));
  const { DATABASE_URL: _, ...env } = tokens();
  const child = aNodeProcess([MAIN], { cwd: empty, env: { ...env, LOG_LEVEL: "info" } });
  await child.until("Drumbeat is running");
  child.signal("SIGTERM");
  expect(await child.ended, child.output()).toBe(0);
  expect(await readdir(join(empty, "data"))).toContain("drumbeat.db");
  // And is the only one who may enter it.
  expect((await stat(join(empty, "data"))).mode & 0o777).toBe(0o700);
});

describe("PostgreSQL", () => {
  it("has no connection left: it is told as that, with what to do", async () => {
    const server = await startPostgres({ maxConnections: 12 });
    onTestFinished(() => server.stop());
    const taken = Array.from({ length: 12 }, () => new pg.Client(server.url));
    await Promise.allSettled(taken.map((client) => client.connect()));
    const { code, said } = await start({ ...tokens(), DATABASE_URL: server.url });
    await Promise.allSettled(taken.map((client) => client.end()));
    expect(code).toBe(1);
    expect(said).toContain("Drumbeat cannot start: the database at DATABASE_URL has no connection left");
    expect(said).toContain("Raise max_connections");
  });

  it("is not there: no password is shown", async () => {
    const url = `postgres://drumbeat:pa55word@127.0.0.1:${await freePort()}/drumbeat`;
    const { code, said } = await start({ ...tokens(), DATABASE_URL: url });
    expect(code).toBe(1);
    expect(said).toContain(
      "Drumbeat cannot start: the database at DATABASE_URL cannot be reached. Is the server running",
    );
    expect(said).not.toContain("pa55word");
  });

  it("refuses the password, does not let the user make tables, or its host is unknown", async () => {
    const url = await aPostgresDatabase(inject("postgresAddress"));
    const server = openDatabase(url);
    const name = `u_${url.split("/").at(-1)}`;
    await sql`create user ${sql.id(name)} password 's3cret'`.execute(server);
    onTestFinished(async () => {
      await sql`drop user ${sql.id(name)}`.execute(server);
      await server.destroy();
    });
    const as = (user: string, password: string) => {
      const address = new URL(url);
      address.username = user;
      address.password = password;
      return address.href;
    };
    const said = async (location: string) => {
      const ended = await start({ ...tokens(), DATABASE_URL: location });
      expect(ended.code).toBe(1);
      expect(ended.said).not.toContain("s3cret");
      expect(ended.said.trim().split("\n")).toHaveLength(1);
      return ended.said;
    };
    expect(await said(as(name, "wrong"))).toContain("the PostgreSQL server refuses this user and password. Check both");
    expect(await said(as(name, "s3cret"))).toContain("the PostgreSQL user may not make tables in the database t_");
    expect(await said("postgres://u:s3cret@no-such-host.invalid/drumbeat")).toContain(
      "the host in DATABASE_URL is unknown. Check its name",
    );
  });
});
