import { describe, expect, it } from "vitest";
import { SlackFailure, TROUBLE_CONNECTING } from "../../src/sandbox/failures.ts";
import type { SandboxMessage } from "../../src/sandbox/workspace.ts";
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
        confirm: { text: { type: "plain_text", text: "Skip this round?" } },
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

  it("sees Slack's trouble text when nobody acknowledges within three seconds", async () => {
    const { sandbox, client } = await aSandbox();
    await aSocketApp(sandbox, (app) => {
      app.action("check_in", async () => undefined);
    });
    const ana = sandbox.as("ana");
    await client.chat.postMessage({ channel: ana.userId, text: "Your check-in", blocks: promptBlocks });
    const [prompt] = ana.dm();
    if (!prompt) throw new Error("no prompt");
    await expect(ana.press(prompt, { actionId: "check_in" })).rejects.toThrow(TROUBLE_CONNECTING);
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
