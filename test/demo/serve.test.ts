/** `drumbeat sandbox --serve`: Slack for a process that is not the sandbox's own. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { built } from "../support/built.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { freePort } from "../support/free-port.ts";
import { aNodeProcess } from "../support/process.ts";

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "drumbeat-serve-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function served(folder: string, ...options: string[]) {
  const port = await freePort();
  const slackPort = await freePort();
  const args = ["--serve", "--port", String(port), "--slack-port", String(slackPort), ...options];
  const slack = aNodeProcess([built("cli"), "sandbox", ...args], { cwd: folder });
  await slack.until("Ctrl+C ends it.");
  const env = Object.fromEntries(
    [...slack.written().matchAll(/^([A-Z_]+)=(.+)$/gm)].map(([, name, value]) => [name, value ?? ""]),
  );
  const as = async (...words: string[]) => {
    const { code, output } = await drumbeat(["sandbox", "as", ...words, "--url", `http://127.0.0.1:${port}`]);
    return { code, said: output };
  };
  return { slack, env, as, apiUrl: `http://127.0.0.1:${slackPort}/api/` };
}

it("prints address and tokens, and Drumbeat in a process of its own works there by Socket Mode", async () => {
  const folder = aFolder();
  const { slack, env, as, apiUrl } = await served(folder);
  expect(Object.keys(env)).toEqual(["SLACK_API_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]);
  expect(env.SLACK_API_URL).toBe(apiUrl);
  const app = aNodeProcess([built("main"), "--new"], { cwd: folder, env: { ...env, PORT: String(await freePort()) } });
  await app.until("Drumbeat is running");
  expect(await as("tom", "command", "/drumbeat help")).toMatchObject({
    code: 0,
    said: expect.stringContaining("/drumbeat check-in"),
  });
  expect(await as("tom", "look")).toMatchObject({ code: 0 });
  slack.signal("SIGINT");
  expect(await slack.ended).toBe(0);
});

it("sends signed requests by HTTP as soon as the process answers", async () => {
  const folder = aFolder();
  const port = await freePort();
  const requestUrl = `http://127.0.0.1:${port}/slack/events`;
  const { slack, env, as } = await served(folder, "--http", requestUrl);
  expect(Object.keys(env)).toEqual(["SLACK_API_URL", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]);
  const app = aNodeProcess([built("main"), "--new"], { cwd: folder, env: { ...env, PORT: String(port) } });
  await app.until("Drumbeat is running");
  await slack.until(`${requestUrl} answers.`);
  expect(await as("tom", "command", "/drumbeat help")).toMatchObject({
    code: 0,
    said: expect.stringContaining("/drumbeat check-in"),
  });
});

it("takes the manifest of another app, and says which file it cannot read", async () => {
  const folder = aFolder();
  const refused = await drumbeat(["sandbox", "--serve", "--manifest", join(folder, "none.yml")]);
  expect([refused.code, refused.output]).toEqual([1, expect.stringContaining("none.yml cannot be read")]);
  const manifest = {
    display_information: { name: "Greeter" },
    features: {
      bot_user: { display_name: "greeter" },
      slash_commands: [{ command: "/greet", description: "Says hello" }],
    },
    oauth_config: { scopes: { bot: ["chat:write", "commands"] } },
    settings: { socket_mode_enabled: true },
  };
  writeFileSync(join(folder, "greeter.yml"), JSON.stringify(manifest));
  const { env } = await served(folder, "--manifest", "greeter.yml");
  const call = (method: string) =>
    fetch(`${env.SLACK_API_URL}${method}`, {
      method: "POST",
      headers: { authorization: `Bearer ${env.SLACK_BOT_TOKEN}` },
    });
  expect(await (await call("auth.test")).json()).toMatchObject({ ok: true, user: "greeter" });
  expect(await (await call("views.publish")).json()).toMatchObject({ ok: false });
});
