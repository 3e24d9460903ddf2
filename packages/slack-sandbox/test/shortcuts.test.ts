import type { App } from "@slack/bolt";
import { expect, it } from "vitest";
import { SlackFailure, TROUBLE_CONNECTING } from "../src/failures.ts";
import type { Sandbox } from "../src/server.ts";
import { anHttpApp, aSandbox, aSocketApp } from "./workspace.ts";

const GLOBAL = { type: "global", callbackId: "ask_now", name: "Ask now", description: "Asks" } as const;
const ON_MESSAGE = { type: "message", callbackId: "keep", name: "Keep it", description: "Keeps" } as const;

async function aWorkspace() {
  const made = await aSandbox();
  made.sandbox.slack.manifest.shortcuts = [GLOBAL, ON_MESSAGE];
  return made;
}

const modal = {
  type: "modal" as const,
  title: { type: "plain_text" as const, text: "Opened" },
  blocks: [{ type: "section" as const, text: { type: "plain_text" as const, text: "By a shortcut" } }],
};

it.each([
  ["Socket Mode", (sandbox: Sandbox, listen: (app: App) => void) => aSocketApp(sandbox, listen)],
  ["signed HTTP", (sandbox: Sandbox, listen: (app: App) => void) => anHttpApp(sandbox, listen)],
])("a global shortcut reaches the app over %s and opens a modal with its trigger", async (_, start) => {
  const { sandbox } = await aWorkspace();
  const bodies: unknown[] = [];
  await start(sandbox, (app) => {
    app.shortcut({ callback_id: "ask_now", type: "shortcut" }, async ({ ack, body, client }) => {
      bodies.push(body);
      await client.views.open({ trigger_id: body.trigger_id, view: modal });
      await ack();
    });
  });
  const ana = sandbox.as("ana");
  await ana.shortcut("ask_now");
  expect(ana.view()?.title).toMatchObject({ text: "Opened" });
  expect(bodies).toEqual([
    {
      type: "shortcut",
      token: expect.any(String),
      action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
      team: { id: sandbox.teamId, domain: "slack-sandbox" },
      user: { id: ana.userId, username: "ana", team_id: sandbox.teamId },
      is_enterprise_install: false,
      enterprise: null,
      callback_id: "ask_now",
      trigger_id: expect.any(String),
    },
  ]);
});

it.each([
  ["Socket Mode", (sandbox: Sandbox, listen: (app: App) => void) => aSocketApp(sandbox, listen)],
  ["signed HTTP", (sandbox: Sandbox, listen: (app: App) => void) => anHttpApp(sandbox, listen)],
])("a message shortcut brings the message over %s, from a channel that the app is not in", async (_, start) => {
  const { sandbox } = await aWorkspace();
  const { id, name } = sandbox.createChannel({ name: "atlas", isPrivate: false, members: ["ana"], withApp: false });
  const bodies: unknown[] = [];
  await start(sandbox, (app) => {
    app.shortcut({ callback_id: "keep", type: "message_action" }, async ({ ack, body, respond }) => {
      bodies.push(body);
      await ack();
      await respond({ text: "Kept.", response_type: "ephemeral" });
    });
  });
  const ana = sandbox.as("ana");
  await ana.say("We go with <b>B</b> & wait", id);
  const [said] = sandbox.messagesIn(id);
  if (!said) throw new Error("nothing said");
  await ana.messageShortcut("keep", said);
  await expect
    .poll(() => ana.ephemerals().map(({ text, channel }) => ({ text, channel })))
    .toEqual([{ text: "Kept.", channel: id }]);
  expect(bodies).toEqual([
    {
      type: "message_action",
      token: expect.any(String),
      action_ts: expect.any(String),
      team: { id: sandbox.teamId, domain: "slack-sandbox" },
      user: { id: ana.userId, username: "ana", team_id: sandbox.teamId, name: "ana" },
      channel: { id, name },
      is_enterprise_install: false,
      enterprise: null,
      callback_id: "keep",
      trigger_id: expect.any(String),
      response_url: expect.stringMatching(/\/hooks\/app\/T/),
      message_ts: said.ts,
      message: expect.objectContaining({
        type: "message",
        user: ana.userId,
        ts: said.ts,
        text: "We go with &lt;b&gt;B&lt;/b&gt; &amp; wait",
        blocks: [expect.objectContaining({ type: "rich_text" })],
      }),
    },
  ]);
});

it("the message in the payload names its thread", async () => {
  const { sandbox, client } = await aWorkspace();
  const { id } = sandbox.createChannel({ name: "atlas", isPrivate: true, members: ["ana"] });
  const { ts = "" } = await client.chat.postMessage({ channel: id, text: "Round" });
  const ana = sandbox.as("ana");
  await ana.say("In the thread", id, ts);
  const messages: unknown[] = [];
  await aSocketApp(sandbox, (app) => {
    app.shortcut("keep", async ({ ack, body }) => {
      await ack();
      messages.push("message" in body ? body.message : null);
    });
  });
  for (const message of sandbox.messagesIn(id)) await ana.messageShortcut("keep", message);
  expect(messages).toEqual([
    expect.objectContaining({ text: "Round", thread_ts: ts, reply_count: 1, bot_id: expect.any(String) }),
    expect.objectContaining({ text: "In the thread", thread_ts: ts }),
  ]);
});

it("offers only what the manifest declares under that type, and nothing without the scope `commands`", async () => {
  const { sandbox, client } = await aWorkspace();
  await aSocketApp(sandbox, (app) => {
    app.shortcut(/.*/, async ({ ack }) => ack());
  });
  const ana = sandbox.as("ana");
  await client.chat.postMessage({ channel: ana.userId, text: "Hello" });
  const [hello] = ana.dm();
  if (!hello) throw new Error("no message");
  await expect(ana.shortcut("keep")).rejects.toThrow("no global shortcut keep");
  await expect(ana.messageShortcut("ask_now", hello)).rejects.toThrow("no message shortcut ask_now");
  await ana.shortcut("ask_now");
  sandbox.slack.manifest.scopes = sandbox.slack.manifest.scopes.filter((scope) => scope !== "commands");
  await expect(ana.shortcut("ask_now")).rejects.toThrow(SlackFailure);
  await expect(ana.messageShortcut("keep", hello)).rejects.toThrow(SlackFailure);
});

it("works on messages that one sees, and on none that only one person sees", async () => {
  const { sandbox, client } = await aWorkspace();
  const { id } = sandbox.createChannel({ name: "leads", isPrivate: true, members: ["ana"] });
  await client.chat.postMessage({ channel: id, text: "For leads" });
  await client.chat.postEphemeral({ channel: id, user: sandbox.as("ana").userId, text: "For Ana" });
  const [forLeads] = sandbox.messagesIn(id);
  const [forAna] = sandbox.as("ana").ephemerals();
  if (!forLeads || !forAna) throw new Error("no messages");
  await expect(sandbox.as("bruno").messageShortcut("keep", forLeads)).rejects.toThrow("sees no such message");
  await expect(sandbox.as("ana").messageShortcut("keep", forAna)).rejects.toThrow("only one person sees");
});

it("the person reads Slack's words when the app does not acknowledge within three seconds", async () => {
  const { sandbox } = await aWorkspace();
  await aSocketApp(sandbox, (app) => {
    app.shortcut("ask_now", async () => undefined);
  });
  await expect(sandbox.as("ana").shortcut("ask_now")).rejects.toThrow(TROUBLE_CONNECTING);
});
