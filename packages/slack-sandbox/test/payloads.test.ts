import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../src/json.ts";
import { isObject } from "../src/json.ts";
import { aSandbox, aSocketApp, refusalOf } from "./workspace.ts";

// The fields that Slack sends: slackapi/java-slack-sdk json-logs and Bolt's types, as collected in the contract, §4.
const ENVELOPE = ["type", "user", "api_app_id", "token", "team", "enterprise", "is_enterprise_install"];
const FIELDS = {
  blockActions: [...ENVELOPE, "trigger_id", "actions", "container", "channel", "message", "state", "response_url"],
  blockActionsOfEphemeral: [...ENVELOPE, "trigger_id", "actions", "container", "channel", "state", "response_url"],
  blockActionsOfView: [...ENVELOPE, "trigger_id", "actions", "container", "view"],
  viewSubmission: [...ENVELOPE, "trigger_id", "view"],
  viewClosed: [...ENVELOPE, "view", "is_cleared"],
  user: ["id", "username", "name", "team_id"],
  team: ["id", "domain"],
  messageContainer: ["type", "message_ts", "channel_id", "is_ephemeral"],
  view: [
    ...[
      "id",
      "team_id",
      "type",
      "blocks",
      "private_metadata",
      "callback_id",
      "state",
      "hash",
      "title",
      "close",
      "submit",
    ],
    ...["clear_on_close", "notify_on_close", "root_view_id", "previous_view_id", "app_id", "external_id"],
    ...["app_installed_team_id", "bot_id", "submit_disabled"],
  ],
  button: ["type", "action_id", "block_id", "text", "value", "style", "action_ts"],
  command: [
    ...["token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name", "command", "text"],
    ...["api_app_id", "is_enterprise_install", "response_url", "trigger_id"],
  ],
  eventCallback: [
    ...["token", "team_id", "context_team_id", "context_enterprise_id", "api_app_id", "type", "event_id", "event_time"],
    ...["authorizations", "is_ext_shared_channel", "event_context", "event"],
  ],
  authorization: ["enterprise_id", "team_id", "user_id", "is_bot", "is_enterprise_install"],
  messageIm: ["type", "channel_type", "channel", "user", "text", "ts", "event_ts", "client_msg_id", "team", "blocks"],
  appHomeOpened: ["type", "user", "channel", "tab", "event_ts"],
  userChange: ["type", "user", "cache_ts", "event_ts"],
};

const keysOf = (value: Json | undefined): string[] => (isObject(value) ? Object.keys(value).sort() : []);
const sorted = (keys: readonly string[]): string[] => [...keys].sort();

const plain = (text: string) => ({ type: "plain_text" as const, text });
const choose = {
  type: "static_select" as const,
  action_id: "choose",
  options: [{ text: plain("One"), value: "1" }],
};
const buttons = {
  type: "actions" as const,
  block_id: "buttons",
  elements: [
    { type: "button" as const, action_id: "go", text: plain("Go"), value: "v", style: "primary" as const },
    choose,
  ],
};
const note = {
  type: "input" as const,
  block_id: "note",
  optional: true,
  label: plain("Note"),
  element: { type: "plain_text_input" as const, action_id: "text" },
};

/** An app that keeps every body it gets and opens a modal on each press. */
async function aListeningApp() {
  const workspace = await aSandbox();
  const bodies: JsonObject[] = [];
  await aSocketApp(workspace.sandbox, (app) => {
    app.use(async ({ body, next }) => {
      bodies.push(JSON.parse(JSON.stringify(body)));
      await next();
    });
    app.action(/.*/, async ({ ack, body, client }) => {
      if ("container" in body && body.container.type === "message")
        await client.views.open({
          trigger_id: body.trigger_id,
          view: {
            type: "modal",
            callback_id: "form",
            title: plain("Form"),
            submit: plain("Send"),
            notify_on_close: true,
            blocks: [buttons, note],
          },
        });
      await ack();
    });
    app.view("form", async ({ ack }) => ack({ response_action: "errors", errors: { note: "No." } }));
    app.view({ type: "view_closed", callback_id: "form" }, async ({ ack }) => ack());
    app.command("/drumbeat", async ({ ack }) => ack());
  });
  const last = (): JsonObject => bodies.at(-1) ?? {};
  return { ...workspace, last };
}

describe("what the app is sent", () => {
  it("about a button in a message", async () => {
    const { sandbox, client, last } = await aListeningApp();
    const ana = sandbox.as("ana");
    await client.chat.postMessage({ channel: ana.userId, text: "x", blocks: [buttons, note] });
    const [message] = ana.dm();
    if (!message) throw new Error("no message");
    ana.fillMessage(message, "note", "half typed");
    await ana.press(message, { actionId: "go" });
    const body = last();
    expect(keysOf(body)).toEqual(sorted(FIELDS.blockActions));
    expect(keysOf(body.user)).toEqual(sorted(FIELDS.user));
    expect(keysOf(body.team)).toEqual(sorted(FIELDS.team));
    expect(keysOf(body.container)).toEqual(sorted(FIELDS.messageContainer));
    expect(keysOf(Array.isArray(body.actions) ? body.actions[0] : undefined)).toEqual(sorted(FIELDS.button));
    expect(body).toMatchObject({
      channel: { name: "directmessage" },
      message: { text: "x", bot_id: expect.any(String), app_id: sandbox.appId },
      state: {
        values: {
          buttons: { choose: { type: "static_select", selected_option: null } },
          note: { text: { type: "plain_text_input", value: "half typed" } },
        },
      },
    });
  });

  it("about an ephemeral message", async () => {
    const { sandbox, client, last } = await aListeningApp();
    const channel = sandbox.createChannel({ name: "team", isPrivate: true, members: ["ana"] }).id;
    const ana = sandbox.as("ana");
    await client.chat.postEphemeral({ channel, user: ana.userId, text: "x", blocks: [buttons] });
    const [message] = ana.ephemerals();
    if (!message) throw new Error("no message");
    await ana.press(message, { actionId: "choose", option: "One" });
    expect(keysOf(last())).toEqual(sorted(FIELDS.blockActionsOfEphemeral));
    expect(last()).toMatchObject({
      container: { is_ephemeral: true },
      channel: { name: "privategroup" },
      actions: [{ type: "static_select", selected_option: { value: "1" } }],
      state: { values: { buttons: { choose: { selected_option: { value: "1" } } } } },
    });
  });

  it("about a modal", async () => {
    const { sandbox, client, last } = await aListeningApp();
    const ana = sandbox.as("ana");
    await client.chat.postMessage({ channel: ana.userId, text: "x", blocks: [buttons] });
    const [message] = ana.dm();
    if (!message) throw new Error("no message");
    await ana.press(message, { actionId: "go" });
    await ana.pressInView({ actionId: "choose", option: "1" });
    expect(keysOf(last())).toEqual(sorted(FIELDS.blockActionsOfView));
    expect(keysOf(last().container)).toEqual(["type", "view_id"]);
    expect(keysOf(last().view)).toEqual(sorted(FIELDS.view));
    await ana.submit();
    expect(keysOf(last())).toEqual(sorted(FIELDS.viewSubmission));
    expect(last()).toMatchObject({
      view: { close: null, external_id: "", state: { values: { note: { text: { value: null } } } } },
    });
    await ana.closeView();
    expect(keysOf(last())).toEqual(sorted(FIELDS.viewClosed));
    expect(last()).toMatchObject({ type: "view_closed", is_cleared: false });
  });

  it("about a command", async () => {
    const { sandbox, last } = await aListeningApp();
    const channel = sandbox.createChannel({ name: "team", isPrivate: false, members: ["ana"] }).id;
    await sandbox.as("ana").command("/drumbeat  help <me>", channel);
    expect(keysOf(last())).toEqual(sorted(FIELDS.command));
    expect(last()).toMatchObject({ command: "/drumbeat", text: "help <me>", channel_name: "team" });
    await expect(sandbox.as("ana").command("/other")).rejects.toThrow("not a valid command");
  });

  it("about a message to it, with the text escaped", async () => {
    const { sandbox, last } = await aListeningApp();
    await sandbox.as("ana").say("a & <b>");
    expect(keysOf(last())).toEqual(sorted(FIELDS.eventCallback));
    expect(keysOf(last().event)).toEqual(sorted(FIELDS.messageIm));
    const { authorizations } = last();
    expect(keysOf(Array.isArray(authorizations) ? authorizations[0] : undefined)).toEqual(sorted(FIELDS.authorization));
    expect(last().event).toMatchObject({ channel_type: "im", text: "a &amp; &lt;b&gt;" });
  });

  it("about its Home tab, and about people who come and go", async () => {
    const { sandbox, clock, last } = await aListeningApp();
    await sandbox.as("ana").openHome();
    expect(keysOf(last().event)).toEqual(sorted(FIELDS.appHomeOpened));
    sandbox.misbehave({ do: "deactivate", handle: "ana" });
    await clock.settle();
    expect(keysOf(last().event)).toEqual(sorted(FIELDS.userChange));
    expect(last().event).toMatchObject({ type: "user_change", user: { deleted: true } });
    sandbox.addPerson({ handle: "dora", name: "Dora", tz: "Europe/London", locale: "en-GB" });
    await clock.settle();
    expect(last().event).toMatchObject({ type: "team_join", user: { tz: "Europe/London", locale: "en-GB" } });
  });

  it("when its token is taken away, and when it is uninstalled", async () => {
    const { sandbox, client, clock, transcript } = await aListeningApp();
    sandbox.misbehave({ do: "revoke-token" });
    await clock.settle();
    const revoked = { type: "tokens_revoked", body: { event: { tokens: { oauth: [], bot: [sandbox.botUserId] } } } };
    expect(transcript.at(-1)).toMatchObject(revoked);
    sandbox.misbehave({ do: "uninstall" });
    await clock.settle();
    expect(transcript.slice(-2)).toMatchObject([{ type: "app_uninstalled" }, revoked]);
    expect(await refusalOf(client.auth.test())).toBe("account_inactive");
  });
});
