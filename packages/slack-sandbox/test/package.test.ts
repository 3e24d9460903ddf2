/** What is packed is installed where there is nothing else, and a bare Bolt app works there by plain Node. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

const PACKAGE = join(import.meta.dirname, "..");
const run = promisify(execFile);
const disk = mkdtempSync(join(tmpdir(), "slack-sandbox-package-"));
const installed = join(disk, "app");
afterAll(() => rm(disk, { recursive: true, force: true }));

beforeAll(async () => {
  const built = join(disk, "built");
  await run(process.execPath, [join(PACKAGE, "build/package.ts"), built]);
  const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", disk], { cwd: built });
  mkdirSync(installed);
  writeFileSync(join(installed, "package.json"), '{ "name": "app", "private": true, "type": "module" }');
  await run("npm", ["install", "--offline", "--ignore-scripts", join(disk, stdout.trim())], { cwd: installed });
  // What an app brings along itself.
  symlinkSync(join(PACKAGE, "../../node_modules/@slack"), join(installed, "node_modules/@slack"));
});

it("brings no package along, and neither types nor source that Node would have to strip", () => {
  const folder = join(installed, "node_modules/slack-sandbox");
  expect(readdirSync(join(installed, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
    "@slack",
    "slack-sandbox",
  ]);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  expect(files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))).toEqual([]);
  expect(files).toEqual(expect.arrayContaining(["README.md", "LICENSE", "NOTICE", "types/slack-sandbox.d.ts"]));
  expect(readFileSync(join(folder, "NOTICE"), "utf8")).toMatch(/^hono \d/m);
});

it("runs the example of its README", async () => {
  const readme = readFileSync(join(installed, "node_modules/slack-sandbox/README.md"), "utf8");
  const [example] = [...readme.matchAll(/```js\n(.*?)```/gs)].flatMap(([, code = ""]) =>
    /node:test/.test(code) ? [code] : [],
  );
  writeFileSync(join(installed, "greeter.test.mjs"), example ?? "");
  const { stdout } = await run(process.execPath, ["--test", "greeter.test.mjs"], { cwd: installed });
  expect(stdout).toContain("greets, and thanks who presses");
  expect(stdout).toMatch(/pass 1\n/);
});

it("serves its page from the files that it brings", async () => {
  writeFileSync(
    join(installed, "page.mjs"),
    `import { pageRoutes, SandboxClock, startSandbox } from "slack-sandbox";
const clock = new SandboxClock("2026-03-02T09:00:00.000Z");
const manifest = JSON.stringify({
  display_information: { name: "Greeter" },
  features: { bot_user: { display_name: "greeter" } },
  oauth_config: { scopes: { bot: [] } },
  settings: { socket_mode_enabled: true },
});
const sandbox = await startSandbox({ clock, manifest, people: [] });
const routes = pageRoutes({ sandbox, clock, guide: { title: "", locale: "en", handles: [] } });
const at = async (path) => (await routes.request("http://127.0.0.1" + path, { headers: { host: "127.0.0.1" } }));
for (const path of ["/", "/page/client/style.css", "/page/emoji.json", "/page/fonts/twemoji.woff2"])
  console.log(path, (await at(path)).status, (await (await at(path)).arrayBuffer()).byteLength > 1000);
await sandbox.close();
`,
  );
  const { stdout } = await run(process.execPath, ["page.mjs"], { cwd: installed });
  expect(stdout).toBe(
    ["/", "/page/client/style.css", "/page/emoji.json", "/page/fonts/twemoji.woff2"]
      .map((path) => `${path} 200 true\n`)
      .join(""),
  );
});

it("says on the command line what it needs", async () => {
  const refused = await run(join(installed, "node_modules/.bin/slack-sandbox"), ["--lang", "en"], {
    env: { PATH: `${join(process.execPath, "..")}:${process.env.PATH}` },
  }).catch((error: { code: number; stderr: string }) => error);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("--manifest FILE") });
});
