/** A start says what is missing and ends, or stays up and names it. */
import { cp, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import type { CallFault } from "slack-sandbox";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createApp, type DrumbeatApp } from "../../src/app/app.ts";
import { manifestYml } from "../../src/operations/manifest/manifest-file.ts";
import { readConfig, type SlackConfig } from "../../src/platform/config.ts";
import { errorForLog } from "../../src/platform/log.ts";
import { startFailure } from "../../src/platform/start-failure.ts";
import { addMs, MINUTE, SECOND } from "../../src/platform/time.ts";
import { built } from "../support/built.ts";
import { aFolder } from "../support/folder.ts";
import { freePort } from "../support/free-port.ts";
import { get } from "../support/observed.ts";
import { aNodeProcess } from "../support/process.ts";
import { aSandbox } from "../support/sandbox.ts";
import { theLog } from "../support/the-log.ts";

const without = (scope: string) => manifestYml().replace(`      - ${scope}\n`, "");

interface StartChange {
  mode?: "socket" | "http";
  botToken?: string;
  appToken?: string;
}

/** In a workspace in which the app was made from this manifest; `app` starts it. */
async function aStart(manifest = manifestYml(), { mode = "socket", ...change }: StartChange = {}) {
  const { sandbox, clock, transcript } = await aSandbox({ manifest });
  const { botToken, appToken, signingSecret, apiUrl } = sandbox;
  const [file, port] = [join(await aFolder(), "drumbeat.db"), await freePort()];
  const common = { botToken, apiUrl, ...change };
  const slack: SlackConfig = mode === "http" ? { mode, ...common, signingSecret, port } : { mode, appToken, ...common };
  const app = async (at = port): Promise<DrumbeatApp> => {
    const config = { slack, database: file, healthPort: at, logLevel: "info" };
    const started = await createApp({ config, clock });
    onTestFinished(() => started.stop());
    return started;
  };
  const why = (at = port) =>
    app(at).then(
      () => "it started",
      (error: unknown) => startFailure(error, { database: file }),
    );
  return { sandbox, clock, transcript, file, port, app, why };
}

const linesOf = (log: readonly string[]): unknown[] => log.map((line) => JSON.parse(line));

describe("a start", () => {
  it.each(["chat:write", "users:read"])("without %s ends, and names it", async (scope) => {
    const { why } = await aStart(without(scope));
    expect(await why()).toBe(
      `the app lacks these scopes in Slack: ${scope}. Paste manifest.yml into its settings (App Manifest) and reinstall it.`,
    );
  });

  it("without another scope goes on, and names it in the log and on /healthz", async () => {
    const { app, port } = await aStart(without("files:write"));
    const log = theLog();
    await app();
    expect(linesOf(log)).toContainEqual(expect.objectContaining({ level: "warn", scopes: ["files:write"] }));
    const { status, text } = await get(port, "/healthz");
    expect([status, JSON.parse(text)]).toMatchObject([200, { ok: true, missingScopes: ["files:write"] }]);
  });

  it("ends where Slack refuses to give people for good", async () => {
    const { sandbox, why } = await aStart();
    theLog();
    sandbox.misbehave({ do: "answer-error", error: "missing_scope", on: { method: "users.list", times: 9 } });
    expect(await why()).toContain("Slack answered missing_scope");
  });

  it("opens its port before people are read, and is ready after", async () => {
    const { sandbox, clock, app, port } = await aStart();
    const log = theLog();
    sandbox.misbehave({ do: "answer-status", status: 500, when: "before", on: { method: "users.list" } });
    const starting = app();
    const statusOf = async (path: string) => (await get(port, path)).status;
    await vi.waitUntil(() => log.some((line) => line.includes("people could not be read")), { timeout: 60_000 });
    expect([await statusOf("/livez"), await statusOf("/healthz"), await statusOf("/readyz")]).toEqual([200, 200, 503]);
    await clock.advanceTo(addMs(clock.now(), MINUTE));
    await starting;
    expect(await statusOf("/readyz")).toBe(200);
  });

  it.each(["socket", "http"] as const)("by %s waits while Slack is away, alive and not ready", async (mode) => {
    const { sandbox, clock, app, port } = await aStart(manifestYml(), { mode });
    const log = theLog();
    const away: CallFault[] = [
      { do: "answer-status", status: 503, when: "before" },
      { do: "cut", when: "before" },
      { do: "answer-error", error: "internal_error" },
      { do: "answer-429", retryAfterSeconds: 30 },
    ];
    for (const fault of away) sandbox.misbehave({ ...fault, on: { method: "auth.test" } });
    const starting = app();
    for (const [index, waitSeconds] of [1, 2, 4, 30].entries()) {
      const waits = () => linesOf(log).filter((line) => String(Object(line).msg).startsWith("Slack does not answer"));
      await vi.waitUntil(() => waits().length > index, { timeout: 60_000, interval: 5 });
      expect(waits()[index]).toMatchObject({ level: "warn", waitSeconds });
      const statuses = ["/livez", "/readyz", "/healthz"].map(async (path) => (await get(port, path)).status);
      expect(await Promise.all(statuses)).toEqual([200, 503, 503]);
      await clock.advanceTo(addMs(clock.now(), waitSeconds * SECOND));
    }
    await starting;
    expect((await get(port, "/readyz")).status).toBe(200);
  });

  it("on a port that is taken ends before Slack hears of it", async () => {
    const { why, transcript } = await aStart();
    const other = createServer().listen(0);
    onTestFinished(() => void other.close());
    const address = other.address();
    const taken = typeof address === "object" && address ? address.port : 0;
    expect(await why(taken)).toContain(`port ${taken} is in use by another program`);
    expect(transcript).toEqual([]);
  });

  it("tells a wrong app-level token from a wrong bot token", async () => {
    const { why } = await aStart(manifestYml(), { appToken: "xapp-wrong" });
    expect(await why()).toMatch(/^Slack refuses the app-level token \(invalid_auth\).*SLACK_APP_TOKEN/);
    const { why: other } = await aStart(manifestYml(), { botToken: "xoxb-wrong" });
    expect(await other()).toMatch(/^Slack answered invalid_auth to the bot token.*SLACK_BOT_TOKEN/);
  });

  it("as a process says each failure in one line of JSON, and takes no option that it does not know", async () => {
    const ended = async (...args: string[]) => {
      const child = aNodeProcess([built("main"), ...args], { cwd: await aFolder(), env: { LANG: "fr_FR.UTF-8" } });
      expect(await child.ended).toBe(1);
      return JSON.parse(child.output());
    };
    expect(await ended("--foo")).toMatchObject({ level: "error", msg: expect.stringContaining("--foo is no option") });
    const noTokens = await ended();
    expect(noTokens.msg).toMatch(/^Drumbeat cannot start: SLACK_BOT_TOKEN is missing: .* SLACK_APP_TOKEN/);
  });
});

it("without a package says which in a line of JSON", async () => {
  const [src, folder] = [join(import.meta.dirname, "../../src"), await aFolder()];
  for (const file of ["main.js", "platform/node-version.js"]) await cp(join(src, file), join(folder, "src", file));
  await mkdir(join(folder, "src/app"));
  await writeFile(join(folder, "src/app/serve.ts"), 'import "not-there";');
  const child = aNodeProcess([join(folder, "src/main.js")], { cwd: folder });
  expect(await child.ended).toBe(1);
  expect(JSON.parse(child.output())).toMatchObject({ level: "error", msg: expect.stringContaining("'not-there'") });
});

it("a number that is none is told with what it may be, in both languages", () => {
  const tokens = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" };
  for (const PORT of ["abc", "1.5", "70000", "0x50"])
    expect(readConfig({ ...tokens, PORT })).toEqual({
      ok: false,
      problems: ["PORT: give a whole number from 0 to 65535"],
    });
  expect(readConfig({ ...tokens, PORT: "abc" }, "fr")).toMatchObject({
    problems: ["PORT\u00a0: indiquez un nombre entier de 0 à 65535"],
  });
});

it("each change of health is one line, with its cause", async () => {
  const { app, port, file } = await aStart();
  const log = theLog();
  await app();
  const other = new Sqlite(file);
  onTestFinished(() => void other.close());
  const seen = async (isWell: boolean) => {
    const healthz = async () => (await get(port, "/healthz")).text;
    await vi.waitUntil(async () => (await healthz()).includes(`"database":${isWell}`), {
      interval: 20,
      timeout: 60_000,
    });
    await healthz();
    return linesOf(log).filter((line) => Object(line).part === "database");
  };
  other.exec("begin immediate");
  const red = { level: "error", msg: "health: no longer well", part: "database", cause: expect.any(String) };
  expect(await seen(false)).toMatchObject([red]);
  other.exec("rollback");
  expect(await seen(true)).toMatchObject([red, { level: "info", msg: "health: well again", part: "database" }]);
});

it("an error whose class has no name in the bundle is logged by its code", () => {
  const error = Object.assign(new (class extends Error {})("An API error occurred"), { code: "slack_webapi_x" });
  expect(errorForLog(error)).toMatchObject({ type: "slack_webapi_x", message: "An API error occurred" });
});
