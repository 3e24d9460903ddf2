import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import Sqlite from "better-sqlite3";
import { SandboxClock, startSandbox } from "slack-sandbox";
import { expect, it, onTestFinished } from "vitest";
import { manifestYml } from "../../src/operations/manifest/manifest-file.ts";
import { freePort } from "../support/free-port.ts";
import { aNodeProcess } from "../support/process.ts";

import { argumentsOf, image, nothing, ROOT, readCommand, type Stage, stages } from "./dockerfile.ts";

const run = promisify(execFile);

it("what the Dockerfile makes starts, is alive also while it cannot write, which it says, and ends when told", {
  timeout: 180_000,
}, async () => {
  const app = await runSteps();
  // What is not bundled is there, and nothing else: no tools, no sources, no sandbox.
  const beside = readdirSync(join(app, "dist/node_modules"));
  expect(beside).toEqual(expect.arrayContaining(["better-sqlite3", "pg", "@resvg", "@fontsource"]));
  expect(beside.filter((name) => ["@slack", "vitest", "node", "typescript", "rolldown"].includes(name))).toEqual([]);
  expect(readdirSync(app).toSorted()).toEqual(
    ["LICENSE", "NOTICE", "backups", "data", "db", "dist", "manifest.yml", "package.json"].toSorted(),
  );
  const sizes = readdirSync(app, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  expect(sizes.filter(({ name }) => name.endsWith(".map"))).toEqual([]);
  const bytes = sizes.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  expect(bytes).toBeLessThan(35 * 2 ** 20);
  const tried = aNodeProcess(["dist/cli.js", "sandbox"], { cwd: app });
  expect([await tried.ended, tried.output()]).toEqual([1, expect.stringContaining("not part of this installation")]);
  const compiled = () => readdirSync(join(app, "dist/cache"), { recursive: true, withFileTypes: true });
  expect(compiled().length).toBeGreaterThan(20);
  for (const each of compiled()) expect(statSync(join(each.parentPath, each.name)).mode & 0o004).toBe(0o004);

  const sandbox = await startSandbox({
    manifest: manifestYml(),
    clock: new SandboxClock("2026-03-02T09:00:00.000Z"),
    people: [],
  });
  onTestFinished(() => sandbox.close());
  const port = await freePort();
  const env = {
    ...Object.fromEntries(argumentsOf("ENV").map((setting) => setting.split("="))),
    NODE_COMPILE_CACHE: join(app, "dist/cache"),
    SLACK_API_URL: sandbox.apiUrl,
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    PORT: String(port),
  };
  const [, ...command] = readCommand(argumentsOf("CMD")[0] ?? "");
  const running = aNodeProcess(command, { cwd: app, env });
  await running.until("Drumbeat is running");

  const healthz = () => fetch(`http://127.0.0.1:${port}/healthz`);
  const [, healthcheck = ""] = (argumentsOf("HEALTHCHECK")[0] ?? "").split(" CMD ");
  const [, ...check] = readCommand(healthcheck);
  const checked = () => aNodeProcess(check, { env }).ended;

  expect([(await healthz()).status, await (await healthz()).json()]).toEqual([
    200,
    { ok: true, database: true, working: true, slack: true, installed: true },
  ]);
  expect(await checked()).toBe(0);

  const other = new Sqlite(join(app, "data/drumbeat.db"));
  onTestFinished(() => {
    other.close();
  });
  other.exec("begin immediate");
  expect([(await healthz()).status, await checked()]).toEqual([503, 0]);
  other.exec("rollback");
  expect((await healthz()).status).toBe(200);

  running.signal("SIGTERM");
  const asked = performance.now();
  expect(await running.ended).toBe(0);
  expect(await checked()).toBe(1);
  expect(performance.now() - asked).toBeLessThan(5000);
  expect(running.output()).not.toContain(sandbox.botToken);
});

/** Does what COPY, RUN and WORKDIR say, each stage in a folder of its own. Returns the folder of the image's /app. */
async function runSteps(): Promise<string> {
  const disk = mkdtempSync(join(tmpdir(), "drumbeat-image-"));
  onTestFinished(() => rm(disk, { recursive: true, force: true }));
  const inStage = (stage: Stage, path: string) => join(disk, String(stages.indexOf(stage)), path);
  // The target of backups has PostgreSQL's own image below it.
  for (const stage of stages.filter(({ as }) => as !== "backup")) {
    let folder = "/";
    for (const { name, rest } of stage.steps) {
      if (name === "WORKDIR") {
        folder = rest;
        mkdirSync(inStage(stage, folder), { recursive: true });
      }
      if (name === "COPY") {
        const words = rest.split(" ");
        const from = words[0]?.startsWith("--from=") ? words.shift()?.slice("--from=".length) : undefined;
        const source = from === undefined ? null : (stages.find(({ as }) => as === from) ?? nothing(from));
        const target = words.pop() ?? nothing(rest);
        for (const word of words) {
          const path = source ? inStage(source, word) : join(ROOT, word);
          // As Docker does: a file goes into the folder, a folder's contents into the one it is named after.
          const to = join(inStage(stage, folder), target, statSync(path).isDirectory() ? "" : basename(path));
          mkdirSync(dirname(to), { recursive: true });
          // Of an earlier stage nothing is needed twice.
          if (source) renameSync(path, to);
          else cpSync(path, to, { recursive: true });
        }
      }
      // There is no user `node` here.
      if (name === "RUN") await runStep(rest, inStage(stage, folder));
    }
  }
  return inStage(image, "app");
}

/**
 * In this folder: there is no user `node`, and there may be no way to where packages come from. What `npm ci` would fetch
 * is here already, by the same package-lock.json; it is left to npm what of it is for production.
 */
async function runStep(command: string, cwd: string): Promise<void> {
  const installing = /^npm ci\b(?<options>.*)$/.exec(command);
  if (!installing) {
    await run("sh", ["-c", `chown() { :; }; ${command}`], { cwd });
    return;
  }
  const options = (installing.groups?.options ?? "").split(" ").filter(Boolean);
  const { stdout } = await run("npm", ["ls", "--all", "--parseable", ...options], { cwd: ROOT });
  const packages = stdout.split("\n").filter((path) => path.startsWith(join(ROOT, "node_modules")));
  for (const from of packages.toSorted()) {
    const to = join(cwd, relative(ROOT, from));
    mkdirSync(dirname(to), { recursive: true });
    // One within another came with that. Linked where that can be.
    if (!existsSync(to))
      await run("cp", ["-al", from, to]).catch(() => cpSync(from, to, { recursive: true, force: true }));
  }
}
