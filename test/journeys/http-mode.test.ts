import { messageAsText, SandboxClock, startSandbox } from "slack-sandbox";
import { expect, it, onTestFinished } from "vitest";
import { createApp } from "../../src/app/app.ts";
import { built } from "../support/built.ts";
import { freePort } from "../support/free-port.ts";
import { aNodeProcess } from "../support/process.ts";

it("is set up from what `drumbeat manifest --http` writes, in French: words, presses and events come through, signed", async () => {
  const child = aNodeProcess([built("cli"), "manifest", "--http", "https://drumbeat.example.org", "--lang", "fr"]);
  expect(await child.ended).toBe(0);
  const clock = new SandboxClock("2026-09-07T08:00:00.000Z");
  const ana = { handle: "ana", name: "Ana", tz: "Europe/Paris", locale: "fr-FR" };
  const sandbox = await startSandbox({ clock, people: [ana], manifest: child.written() });
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
  await sandbox.reachManifestAt(`http://127.0.0.1:${port}`);

  const person = sandbox.as("ana");
  const [hint] = sandbox.slack.manifest.commandHints;
  const words = hint?.usage.match(/[\p{L}-]+/gu) ?? [];
  expect(words).toHaveLength(7);
  for (const word of words) {
    const { response } = await person.command(`/drumbeat ${word}`);
    if (response) expect(messageAsText(response)).not.toContain("n’est pas une commande");
  }
  await person.shortcut("check_in_now");
  await person.say("bonjour");
  await clock.settle();
  expect(person.dm().map(messageAsText).at(-1)).toContain("Je ne sais pas encore lire les messages libres");
  expect(sandbox.counters.errors).toEqual([]);
});

it.each([
  ["http://drumbeat.example.org", "https://drumbeat.example.org."],
  ["https://drumbeat.example.org/slack/actions", "/slack/events"],
  ["https://drumbeat.example.org/?x=1", "«\u00a0?\u00a0»"],
  ["https:drumbeat", "écrivez https://drumbeat."],
  ["drumbeat.example.org", "écrivez https://drumbeat.example.org."],
])("refuses the address %s in the operator’s language and says what to write", async (address, said) => {
  const env = { LANG: "fr_FR.UTF-8", LC_ALL: "" };
  const child = aNodeProcess([built("cli"), "manifest", "--http", address], { env });
  expect(await child.ended).toBe(1);
  expect(child.output()).toContain(said);
  expect(child.written()).toBe("");
});
