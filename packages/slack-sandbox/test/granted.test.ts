/** Slack gives an app nothing that its manifest and its scopes do not say. */
import { expect, it } from "vitest";
import { parse } from "yaml";
import { aSandbox, aSocketApp, MANIFEST } from "./workspace.ts";

interface Heard {
  commands: number;
  messages: number;
  people: number;
}

/** An app that listens to all; `change` takes something from its manifest. */
async function anApp(change: (manifest: ReturnType<typeof parse>) => void) {
  const manifest = parse(MANIFEST);
  change(manifest);
  const workspace = await aSandbox({ manifest: JSON.stringify(manifest) });
  const heard: Heard = { commands: 0, messages: 0, people: 0 };
  await aSocketApp(workspace.sandbox, (app) => {
    app.command("/drumbeat", async ({ ack }) => {
      heard.commands += 1;
      await ack("Done");
    });
    app.event("message", async () => {
      heard.messages += 1;
    });
    app.event("user_change", async () => {
      heard.people += 1;
    });
    app.action("go", ({ ack }) => ack());
  });
  return { ...workspace, heard, ana: workspace.sandbox.as("ana") };
}

const without = (scope: string) => (manifest: { oauth_config: { scopes: { bot: string[] } } }) => {
  const { scopes } = manifest.oauth_config;
  scopes.bot = scopes.bot.filter((each) => each !== scope);
};

it("runs its commands with the scope commands alone", async () => {
  const { ana, heard } = await anApp(() => undefined);
  await ana.command("/drumbeat help");
  expect(heard.commands).toBe(1);
  const { ana: hers } = await anApp(without("commands"));
  await expect(hers.command("/drumbeat help")).rejects.toThrow("/drumbeat is not a valid command.");
});

it.each([
  ["im:history", { commands: 0, messages: 0, people: 1 }],
  ["users:read", { commands: 0, messages: 1, people: 0 }],
] as const)("tells it no event without %s", async (scope, wanted) => {
  const { ana, heard, sandbox } = await anApp(without(scope));
  await ana.say("hello");
  sandbox.misbehave({ do: "deactivate", handle: "bruno" });
  await ana.openHome();
  expect(heard).toEqual(wanted);
});

it("has no press reach it while interactivity is off", async () => {
  const { ana, client, sandbox } = await anApp((manifest) => {
    manifest.settings.interactivity = { is_enabled: false };
  });
  const button = { type: "button" as const, action_id: "go", text: { type: "plain_text" as const, text: "Go" } };
  await client.chat.postMessage({ channel: ana.userId, text: "x", blocks: [{ type: "actions", elements: [button] }] });
  const [message] = ana.dm();
  if (!message) throw new Error("no message");
  await expect(ana.press(message, { label: "Go" })).rejects.toThrow("not configured to handle interactive responses");
  expect(sandbox.counters.errors).toEqual([]);
});

it("runs a command in a channel that is named, and nowhere else", async () => {
  const { ana, sandbox, heard } = await anApp(() => undefined);
  sandbox.createChannel({ name: "kitchen", isPrivate: false, members: ["ana"] });
  await ana.command("/drumbeat help", "#kitchen");
  expect(heard.commands).toBe(1);
  await expect(ana.command("/drumbeat help", "#cellar")).rejects.toThrow("There is no channel #cellar.");
  await expect(sandbox.as("bruno").command("/drumbeat help", "#kitchen")).rejects.toThrow("bruno is not in #kitchen.");
});
