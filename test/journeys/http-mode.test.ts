import { expect, it, onTestFinished } from "vitest";
import { createApp } from "../../src/app.ts";
import { messageAsText } from "../../src/sandbox/as-text.ts";
import { SandboxClock } from "../../src/sandbox/clock.ts";
import { startSandbox } from "../../src/sandbox/server.ts";
import { freePort } from "../support/free-port.ts";

it("answers commands, words and its health over signed HTTP, and nobody without the signature", async () => {
  const clock = new SandboxClock("2026-09-07T08:00:00.000Z");
  const ana = { handle: "ana", name: "Ana", tz: "Europe/Paris", locale: "fr-FR" };
  const sandbox = await startSandbox({ clock, people: [ana] });
  onTestFinished(() => sandbox.close());
  const port = await freePort();
  const { botToken, signingSecret, apiUrl } = sandbox;
  const app = await createApp({
    config: {
      slack: { mode: "http", botToken, signingSecret, port, apiUrl },
      database: ":memory:",
      healthPort: null,
      logLevel: "silent",
    },
    clock,
  });
  onTestFinished(() => app.stop());
  const url = `http://127.0.0.1:${port}`;
  await sandbox.setRequestUrl(`${url}/slack/events`);

  const { response } = await sandbox.as("ana").command("/drumbeat help");
  expect(response && messageAsText(response)).toContain("`/drumbeat point`");

  await sandbox.as("ana").say("bonjour");
  await clock.settle();
  expect(sandbox.as("ana").dm().map(messageAsText).at(-1)).toContain("Je ne sais pas encore lire les messages libres");

  const health = await fetch(`${url}/healthz`);
  expect([health.status, await health.json()]).toEqual([
    200,
    { ok: true, database: true, working: true, slack: true, installed: true },
  ]);

  const unsigned = await fetch(`${url}/slack/events`, { method: "POST", body: "command=/drumbeat" });
  expect(unsigned.status).toBe(401);
  expect(sandbox.counters.errors).toEqual([]);
});
