import { describe, expect, it } from "vitest";
import { SlackFailure, TROUBLE_CONNECTING } from "../src/failures.ts";
import type { SandboxMessage } from "../src/workspace.ts";
import { aSandbox, aSocketApp } from "./workspace.ts";

const promptBlocks = [
  { type: "section", text: { type: "mrkdwn", text: "How is it going?" } },
  {
    type: "actions",
    block_id: "prompt",
    elements: [
      { type: "button", action_id: "check_in", text: { type: "plain_text", text: "Check in" }, value: "p1" },
      {
        type: "button",
        action_id: "skip",
        text: { type: "plain_text", text: "Skip" },
        confirm: {
          title: { type: "plain_text", text: "Skip" },
          text: { type: "plain_text", text: "Skip this round?" },
          confirm: { type: "plain_text", text: "Yes" },
          deny: { type: "plain_text", text: "No" },
        },
      },
      {
        type: "overflow",
        action_id: "more",
        options: [
          { text: { type: "plain_text", text: "I'm away" }, value: "away" },
          { text: { type: "plain_text", text: "Later" }, value: "later" },
        ],
      },
    ],
  },
];

const form = {
  type: "modal" as const,
  callback_id: "check_in",
  title: { type: "plain_text" as const, text: "Check-in" },
  submit: { type: "plain_text" as const, text: "Send" },
  blocks: [
    {
      type: "input" as const,
      block_id: "progress",
      label: { type: "plain_text" as const, text: "Progress" },
      element: { type: "plain_text_input" as const, action_id: "text", multiline: true },
    },
    {
      type: "input" as const,
      block_id: "health",
      optional: true,
      label: { type: "plain_text" as const, text: "Health" },
      element: {
        type: "radio_buttons" as const,
        action_id: "colour",
        options: ["green", "amber", "red"].map((colour) => ({
          text: { type: "plain_text" as const, text: colour },
          value: colour,
        })),
      },
    },
  ],
};

async function aPrompt(postTo: string, post: (channel: string) => Promise<unknown>, find: () => SandboxMessage[]) {
  await post(postTo);
  const message = find().at(-1);
  if (!message) throw new Error("no prompt");
  return message;
}

describe("a person at a prompt", () => {
  it("opens the form, fills it and submits it", async () => {
    const { sandbox, client } = await aSandbox();
    const submitted: unknown[] = [];
    await aSocketApp(sandbox, (app) => {
      app.action("check_in", async ({ ack, body, client: slack }) => {
        if (!("trigger_id" in body)) throw new Error("no trigger");
        await slack.views.open({ trigger_id: body.trigger_id, view: form });
        await ack();
      });
      app.view("check_in", async ({ ack, view }) => {
        submitted.push(view.state.values);
        await ack();
      });
    });
    const ana = sandbox.as("ana");
    const prompt = await aPrompt(
      ana.userId,
      (channel) => client.chat.postMessage({ channel, text: "Your check-in", blocks: promptBlocks }),
      () => ana.dm(),
    );
    await ana.press(prompt, { label: "Check in" });
    expect(ana.view()?.title).toMatchObject({ text: "Check-in" });
    expect(await ana.submit()).toEqual({ errors: { progress: "Please complete this required field." } });
    ana.fill("progress", "Shipped the <b>thing</b> & slept");
    ana.fill("health", "green");
    expect(() => ana.fill("health", "purple")).toThrow(SlackFailure);
    expect(await ana.submit()).toEqual({ closed: true });
    expect(ana.view()).toBeNull();
    expect(submitted).toEqual([
      {
        progress: { text: { type: "plain_text_input", value: "Shipped the <b>thing</b> & slept" } },
        health: {
          colour: {
            type: "radio_buttons",
            selected_option: { text: { type: "plain_text", text: "green" }, value: "green" },
          },
        },
      },
    ]);
  });

  it("sees Slack's own words when nobody acknowledges within three seconds", async () => {
    const { sandbox, client } = await aSandbox();
    await aSocketApp(sandbox, (app) => {
      app.action("check_in", async ({ body, client: slack }) => {
        if ("trigger_id" in body) await slack.views.open({ trigger_id: body.trigger_id, view: form });
      });
      app.command("/drumbeat", async () => undefined);
      app.view("check_in", async () => undefined);
    });
    const ana = sandbox.as("ana");
    await client.chat.postMessage({ channel: ana.userId, text: "Your check-in", blocks: promptBlocks });
    const [prompt] = ana.dm();
    if (!prompt) throw new Error("no prompt");
    const why = new SlackFailure(TROUBLE_CONNECTING, { cause: "timeout" });
    const pressed = expect(ana.press(prompt, { actionId: "check_in" })).rejects.toThrow(why);
    const commanded = expect(ana.command("/drumbeat")).rejects.toThrow('failed with the error "operation_timeout"');
    await ana.waitForView();
    ana.fill("progress", "Kept through the failure");
    expect(await ana.submit()).toEqual({ failed: TROUBLE_CONNECTING });
    expect(ana.view()?.state.values).toMatchObject({ progress: { text: { value: "Kept through the failure" } } });
    await Promise.all([pressed, commanded]);
  });

  it("acts only on what is there and can be seen", async () => {
    const { sandbox, client, clock } = await aSandbox();
    const channel = sandbox.createChannel({ name: "leads", isPrivate: true, members: ["ana"] }).id;
    const { ts = "" } = await client.chat.postMessage({ channel, text: "Leads", blocks: promptBlocks });
    const [message] = sandbox.messagesIn(channel);
    if (!message) throw new Error("no message");
    const [ana, bruno] = [sandbox.as("ana"), sandbox.as("bruno")];
    expect(ana.inbox()).toHaveLength(1);
    expect(bruno.inbox()).toEqual([]);
    await expect(bruno.press(message, { label: "Check in" })).rejects.toThrow("sees no such message");
    await expect(bruno.say("hello", channel)).rejects.toThrow("is not in");
    await expect(ana.press(message, { label: "Approve" })).rejects.toThrow("nothing to press");
    await expect(ana.press(message, {})).rejects.toThrow("3 things to press");
    await expect(ana.press(message, { actionId: "more", option: "never" })).rejects.toThrow("no option");
    await client.chat.update({ channel, ts, text: "Closed", blocks: [] });
    await expect(ana.press(message, { label: "Check in" })).rejects.toThrow("nothing to press");
    sandbox.misbehave({ do: "archive-channel", channelId: channel });
    await clock.settle();
    await expect(ana.say("hello", channel)).rejects.toThrow("archived");
  });

  it("loses what is half typed into a message when the message is updated", async () => {
    const { sandbox, client } = await aSandbox();
    const sent: unknown[] = [];
    await aSocketApp(sandbox, (app) => {
      app.action("check_in", async ({ ack, body }) => {
        sent.push("container" in body ? body.state?.values.note : null);
        await ack();
      });
    });
    const note = {
      type: "input" as const,
      block_id: "note",
      label: { type: "plain_text" as const, text: "Note" },
      element: { type: "plain_text_input" as const, action_id: "text" },
    };
    const ana = sandbox.as("ana");
    const blocks = [...promptBlocks, note];
    const { ts = "", channel = "" } = await client.chat.postMessage({ channel: ana.userId, text: "x", blocks });
    const [prompt] = ana.dm();
    if (!prompt) throw new Error("no prompt");
    expect(() => ana.fillMessage(prompt, "prompt", "x")).toThrow("several elements");
    await expect(ana.press(prompt, { actionId: "text", value: "x" })).rejects.toThrow("is a field: fill it");
    ana.fillMessage(prompt, "note", "half");
    await ana.press(prompt, { actionId: "check_in" });
    await client.chat.update({ channel, ts, text: "x", blocks });
    await ana.press(prompt, { actionId: "check_in" });
    expect(sent).toEqual([
      { text: { type: "plain_text_input", value: "half" } },
      { text: { type: "plain_text_input", value: null } },
    ]);
  });

  it("is asked first where the button asks for a confirmation", async () => {
    const { sandbox, client } = await aSandbox();
    const pressed: string[] = [];
    await aSocketApp(sandbox, (app) => {
      app.action(/.*/, async ({ ack, action }) => {
        pressed.push("action_id" in action ? action.action_id : "");
        await ack();
      });
    });
    const ana = sandbox.as("ana");
    await client.chat.postMessage({ channel: ana.userId, text: "Your check-in", blocks: promptBlocks });
    const [prompt] = ana.dm();
    if (!prompt) throw new Error("no prompt");
    await expect(ana.press(prompt, { label: "Skip" })).rejects.toThrow("Skip this round?");
    await ana.press(prompt, { label: "Skip" }, { confirm: true });
    await ana.press(prompt, { option: "away" });
    expect(pressed).toEqual(["skip", "more"]);
  });
});
