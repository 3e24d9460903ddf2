import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import Sqlite from "better-sqlite3";
import { sql } from "kysely";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { z } from "zod";
import { createApp } from "../../src/app/app.ts";
import type { SlackConfig } from "../../src/platform/config.ts";
import { built } from "../support/built.ts";
import { freePort } from "../support/free-port.ts";
import { get, observed, overSocket, reading } from "../support/observed.ts";
import { borrowPostgresDatabase } from "../support/postgres-pool.ts";
import { aNodeProcess } from "../support/process.ts";
import { aRun, arrivals, LEA, type Run, SOFIA, TOM } from "../support/run.ts";

async function aTeam(): Promise<Run> {
  const run = await aRun({
    people: [LEA, TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas secret", lead: "sofia", team: ["tom", "lea"] }],
  });
  const { rows } = await sql<{ file: string }>`pragma database_list`.execute(run.db);
  files.set(run, rows[0]?.file ?? "");
  return run;
}

/** A team on which somebody looks: the same app again, with a port, on its database. */
async function anObservedTeam(): Promise<{ run: Run; get(path: string): Promise<{ status: number; text: string }> }> {
  const run = await aTeam();
  await run.stopApp();
  const { port } = await observed(run, overSocket(run), fileOf(run));
  return { run, get: (path) => get(port, path) };
}

const files = new WeakMap<Run, string>();

function fileOf(run: Run): string {
  return files.get(run) ?? "";
}

describe("/metrics", () => {
  it("tells what waits, what was sent, what is held and why, what Slack answered, and how long turns take", async () => {
    const { run, get } = await anObservedTeam();
    // Sunday in both zones is no working day; on Monday Paris is asked first.
    await run.to("2026-11-02T09:00:00Z");
    const { text } = await get("/metrics");
    expect(arrivals(run, "lea").length).toBeGreaterThan(0);
    expect(reading(text, 'drumbeat_messages_total{kind="prompt",outcome="sent"}')).toBe(1);
    expect(reading(text, 'drumbeat_message_delay_seconds_count{kind="prompt"}')).toBe(1);
    expect(reading(text, "drumbeat_outbox_due")).toBe(0);
    expect(reading(text, 'drumbeat_outbox_messages{state="waiting"}')).toBe(await count(run, "waiting"));
    expect(reading(text, 'drumbeat_outbox_messages{state="parked"}')).toBe(0);
    expect(reading(text, 'drumbeat_outbox_held{reason="quiet-hours"}')).toBe(0);
    expect(reading(text, 'drumbeat_slack_call_seconds_count{method="chat.postMessage",outcome="ok"}')).toBeGreaterThan(
      0,
    );
    expect(reading(text, 'drumbeat_slack_call_seconds_count{method="auth.test",outcome="ok"}')).toBeGreaterThan(0);
    expect(reading(text, "drumbeat_turn_seconds_count")).toBeGreaterThan(0);
    expect(reading(text, "drumbeat_turn_failures_total")).toBe(0);
    expect(reading(text, "nodejs_eventloop_lag_p99_seconds")).toBeGreaterThanOrEqual(0);
    expect(reading(text, 'drumbeat_info{version="0.1.0"}')).toBe(1);
  });

  it("counts what is held by its reason, what is parked, and calls that Slack refused", async () => {
    const { run, get } = await anObservedTeam();
    run.sandbox.misbehave({ do: "answer-error", error: "restricted_action", on: { method: "chat.postMessage" } });
    await run.to("2026-11-02T09:00:00Z");
    await db(run, (file) => {
      file.exec(`update delivery set state = 'waiting', held_reason = 'holiday', due_at = '2027-01-01T08:00:00.000Z'
        where state = 'waiting'`);
    });
    const { text } = await get("/metrics");
    expect(reading(text, 'drumbeat_messages_total{kind="prompt",outcome="parked"}')).toBe(1);
    expect(reading(text, 'drumbeat_outbox_messages{state="parked"}')).toBe(1);
    expect(reading(text, 'drumbeat_outbox_held{reason="holiday"}')).toBeGreaterThan(0);
    expect(reading(text, 'drumbeat_slack_call_seconds_count{method="chat.postMessage",outcome="refused"}')).toBe(1);
  });

  it("holds no name, handle, id or text of anybody", async () => {
    const { run, get } = await anObservedTeam();
    await run.to("2026-11-02T12:00:00Z");
    const { text } = await get("/metrics");
    const people = await rowsOf(run, "select id, slack_user_id, name, handle from person");
    const programs = await rowsOf(run, "select id, key, title from program");
    expect(people.length).toBeGreaterThan(6);
    const labels = text
      .split("\n")
      .filter((line) => !line.startsWith("#"))
      .join("\n");
    for (const word of [...people, ...programs]) expect(labels).not.toContain(`"${word}"`);
  });

  it("names each reason for missed rounds from the start, and says how this instance and its disk are", async () => {
    const { run, get } = await anObservedTeam();
    await run.settle();
    const { text } = await get("/metrics");
    for (const reason of ["downtime", "no-participants"])
      expect(reading(text, `drumbeat_rounds_missed{reason="${reason}"}`)).toBe(0);
    for (const part of ["database", "working", "slack", "installed"])
      expect(reading(text, `drumbeat_health{part="${part}"}`)).toBe(1);
    expect(reading(text, "drumbeat_database_bytes")).toBeGreaterThan(100_000);
    const size = reading(text, "drumbeat_disk_size_bytes") ?? 0;
    expect(reading(text, "drumbeat_disk_free_bytes")).toBeLessThanOrEqual(size);
    expect(text).toContain("# TYPE process_cpu_seconds_total counter");
    expect(text).toMatch(/# HELP drumbeat_outbox_due .*every instance says the same, so take max, not sum/);
    expect(text).not.toMatch(/# HELP drumbeat_health .*every instance/);
  });

  it("names what is counted as Prometheus does", async () => {
    const { run, get } = await anObservedTeam();
    await run.settle();
    await get("/metrics");
    const { text } = await get("/metrics");
    for (const [, name = "", type] of text.matchAll(/^# TYPE (drumbeat_\S+) (\S+)$/gm))
      expect(name.endsWith("_total"), `${name} is a ${type}`).toBe(type === "counter");
  });

  it("counts rounds that were missed and prompts that came late after downtime", async () => {
    const run = await aTeam();
    await run.to("2026-11-02T10:00:00Z");
    await run.stopApp();
    await run.to("2026-11-05T12:00:00Z");
    const { port } = await observed(run, overSocket(run), fileOf(run));
    await run.settle();
    const { text } = await get(port, "/metrics");
    // Tuesday and Wednesday for Léa and Tom; Thursday's is still open.
    expect(reading(text, 'drumbeat_rounds_missed{reason="downtime"}')).toBe(2);
    expect(reading(text, 'drumbeat_people_missed{reason="downtime"}')).toBe(4);
    expect(reading(text, "drumbeat_prompts_late")).toBe(2);
  });
});

it("/livez answers while nothing can be stored, and says nothing of it", async () => {
  const { run, get } = await anObservedTeam();
  await db(run, async (file) => {
    file.exec("begin immediate");
    expect([(await get("/healthz")).status, (await get("/livez")).status]).toEqual([503, 200]);
    file.exec("rollback");
  });
});

describe("/healthz", () => {
  it("writes a row to know whether one can be written, at most once a second", async () => {
    const { run, get } = await anObservedTeam();
    const written = () =>
      db(run, (file) =>
        String(file.prepare("select value from workspace_fact where key = 'probe'").pluck().get() ?? "never"),
      );
    expect(await written()).toBe("never");
    expect((await get("/healthz")).status).toBe(200);
    expect(await written()).toBe("1");
    await db(run, async (file) => {
      // A wait in this thread would hold up the transaction of the app that it waits for.
      file.pragma("busy_timeout = 0");
      await vi.waitFor(() => file.exec("delete from workspace_fact where key = 'probe'"), { interval: 5 });
      for (let asked = 0; asked < 5; asked += 1) expect((await get("/healthz")).status).toBe(200);
    });
    expect(await written()).toBe("never");
    const isWrittenAgain = async () => {
      await get("/healthz");
      return (await written()) === "2";
    };
    await vi.waitUntil(isWrittenAgain, { timeout: 5000, interval: 100 });
  });
});

it("is not ready over HTTP where the machine's clock is a minute off PostgreSQL's, and measures how far", async () => {
  const run = await aTeam();
  await run.stopApp();
  const { url, giveBack } = await borrowPostgresDatabase();
  onTestFinished(giveBack);
  const [, slack] = await inBothModes(run);
  if (slack?.mode !== "http") throw new Error("Not over HTTP");
  const metrics = { port: await freePort(), host: "127.0.0.1" };
  const app = await createApp({
    config: { slack, database: url, healthPort: slack.port, metrics, logLevel: "silent" },
  });
  onTestFinished(() => app.stop());
  const readiness = async () => JSON.parse((await get(slack.port, "/readyz")).text);
  expect(await readiness()).toMatchObject({ ok: true, clock: true });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 90_000, shouldAdvanceTime: true });
  try {
    expect(await readiness()).toMatchObject({ ok: false, database: true, slack: true, clock: false });
    const ahead = reading((await get(metrics.port, "/metrics")).text, "drumbeat_clock_ahead_seconds");
    expect(Math.round(ahead ?? 0)).toBe(90);
  } finally {
    vi.useRealTimers();
  }
  expect(await readiness()).toMatchObject({ ok: true, clock: true });
});

async function inBothModes(run: Run): Promise<SlackConfig[]> {
  const { botToken, signingSecret, apiUrl } = run.sandbox;
  return [overSocket(run), { mode: "http", botToken, signingSecret, port: await freePort(), apiUrl }];
}

it("ports are opened at HOST alone where it is given, in Socket Mode and over HTTP", async () => {
  const run = await aTeam();
  await run.stopApp();
  for (const slack of await inBothModes(run)) {
    const { port } = await observed(run, slack, ":memory:", { host: "127.0.0.2" });
    expect((await fetch(`http://127.0.0.2:${port}/healthz`)).status).toBe(200);
    // Strangers reach the port of Slack's requests, and measures have no password.
    expect((await fetch(`http://127.0.0.2:${port}/metrics`)).status).toBe(slack.mode === "http" ? 404 : 200);
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
  }
});

it("measures have a port and an address of their own where they are given, in Socket Mode and over HTTP", async () => {
  const run = await aTeam();
  await run.stopApp();
  for (const slack of await inBothModes(run)) {
    const metrics = { port: await freePort(), host: "127.0.0.2" };
    const { port } = await observed(run, slack, ":memory:", { metrics });
    expect((await get(port, "/metrics")).status).toBe(404);
    expect((await get(port, "/healthz")).status).toBe(200);
    const apart = (path: string) => fetch(`http://127.0.0.2:${metrics.port}${path}`);
    expect(await (await apart("/metrics")).text()).toContain("# TYPE drumbeat_messages_total counter");
    expect((await apart("/healthz")).status).toBe(404);
    await expect(fetch(`http://127.0.0.1:${metrics.port}/metrics`)).rejects.toThrow();
  }
});

it("a process takes its secrets from files and says which port of its own is taken", async () => {
  const run = await aTeam();
  await run.stopApp();
  const { botToken, appToken, apiUrl } = run.sandbox;
  const folder = dirname(fileOf(run));
  const inFile = async (name: string, text: string) => {
    await writeFile(join(folder, name), `${text}\n`, { mode: 0o600 });
    return join(folder, name);
  };
  const [port, metricsPort] = [await freePort(), await freePort()];
  const env = {
    SLACK_BOT_TOKEN_FILE: await inFile("bot", botToken),
    SLACK_APP_TOKEN_FILE: await inFile("app", appToken),
    DATABASE_URL_FILE: await inFile("database", fileOf(run)),
    SLACK_API_URL: apiUrl,
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
  };
  const running = aNodeProcess([built("main")], { cwd: folder, env });
  await running.until("Drumbeat is running");
  expect((await get(metricsPort, "/metrics")).status).toBe(200);
  expect((await get(port, "/metrics")).status).toBe(404);
  const others = { ...env, DATABASE_URL_FILE: await inFile("other", join(folder, "other.db")), PORT: "0" };
  const second = aNodeProcess([built("main")], { cwd: folder, env: others });
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(
    `port ${metricsPort} is in use by another program. Stop that one, or set METRICS_PORT`,
  );
});

describe("/readyz", () => {
  it("is ready, and no longer while the database takes no writes, another version changed it, or Slack is gone", async () => {
    const { run, get } = await anObservedTeam();
    // A turn that meets the lock fails, and is tried again a minute later.
    await run.settle();
    expect(await get("/readyz")).toEqual({
      status: 200,
      text: JSON.stringify({ ok: true, database: true, migrations: true, slack: true, clock: true }),
    });
    await db(run, async (file) => {
      file.exec("begin immediate");
      expect(await get("/readyz")).toMatchObject({ status: 503, text: expect.stringContaining('"database":false') });
      file.exec("rollback");
      file.exec("insert into kysely_migration (name, timestamp) values ('9999-later', '2030')");
      expect(await get("/readyz")).toMatchObject({ status: 503, text: expect.stringContaining('"migrations":false') });
      file.exec("delete from kysely_migration where name = '9999-later'");
    });
    expect((await get("/readyz")).status).toBe(200);
    expect((await get("/nothing")).status).toBe(404);
    const noLink = { method: "apps.connections.open", times: 1000 };
    run.sandbox.misbehave({ do: "answer-status", status: 500, when: "before", on: noLink });
    run.sandbox.misbehave({ do: "drop-sockets" });
    await vi.waitUntil(async () => (await get("/readyz")).status === 503, { interval: 5 });
    expect((await get("/readyz")).text).toContain('"slack":false');
    // Half a minute without a connection is no illness yet.
    expect(await get("/healthz")).toMatchObject({ status: 200, text: expect.stringContaining('"ok":true') });
  });
});

async function count(run: Run, state: string): Promise<number> {
  return db(run, (file) => Number(file.prepare("select count(*) from delivery where state = ?").pluck().get(state)));
}

/** Every value of every row that is a text of some length. */
async function rowsOf(run: Run, statement: string): Promise<string[]> {
  return db(run, (file) =>
    z
      .array(z.record(z.string(), z.string().nullable()))
      .parse(file.prepare(statement).all())
      .flatMap((row) => Object.values(row))
      .filter((value) => value !== null),
  );
}

async function db<Result>(run: Run, work: (file: Sqlite.Database) => Promise<Result> | Result): Promise<Result> {
  const connection = new Sqlite(fileOf(run));
  try {
    return await work(connection);
  } finally {
    connection.close();
  }
}
