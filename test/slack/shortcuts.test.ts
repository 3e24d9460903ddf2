import { viewAsText } from "slack-sandbox";
import { expect, it } from "vitest";
import { aSocketApp } from "../../packages/slack-sandbox/test/workspace.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";
import { createLog } from "../../src/platform/log.ts";
import { direct } from "../../src/platform/network.ts";
import { type Listening, onUnexpected } from "../../src/slack/listening.ts";
import { type ChosenMessage, onMessageShortcut, onShortcut } from "../../src/slack/shortcuts.ts";
import { aSandbox } from "../support/sandbox.ts";

/** Bruno's Slack with an app whose listeners are registered by `register`; `happened` is what the app was told. */
async function anApp(register: (listening: Listening<string>) => void) {
  const { sandbox, client, transcript } = await aSandbox();
  sandbox.slack.manifest.shortcuts = [
    { type: "global", callbackId: "now", name: "Now", description: "Does it" },
    { type: "message", callbackId: "keep", name: "Keep", description: "Keeps it" },
  ];
  const happened: string[] = [];
  await aSocketApp(sandbox, (app) => {
    const reader = { locale: "fr-FR", zone: "Europe/Paris" };
    const listening: Listening<string> = {
      app,
      log: createLog("silent"),
      fetch: direct.fetch,
      actorOf: async (id) => `person of ${id}`,
      readerOf: () => reader,
      lastKnownReader: () => reader,
      wake: () => happened.push("woken"),
      acted: async (id) => {
        happened.push(`Home of ${id}`);
      },
    };
    register(listening);
    onUnexpected(listening);
  });
  const bruno = sandbox.as("bruno");
  await client.chat.postMessage({ channel: bruno.userId, text: "Plan <B> & *go*" });
  const [message] = bruno.dm();
  if (!message) throw new Error("no message");
  return { bruno, message, happened, transcript };
}

const acknowledged = (transcript: { type: string; ok: boolean }[], type: string) =>
  transcript.filter((entry) => entry.type === type).map(({ ok }) => ok);

it("a global shortcut that fails says why in a modal, in the person's language, and is acknowledged", async () => {
  const { bruno, happened, transcript } = await anApp((listening) =>
    onShortcut(listening, "now", async () => {
      throw new Error("broken");
    }),
  );
  await bruno.shortcut("now");
  const view = bruno.view();
  expect(view && viewAsText(view)).toContain("Un problème est survenu de notre côté");
  expect(happened).toEqual([]);
  expect(acknowledged(transcript, "shortcut")).toEqual([true]);
});

it("a message shortcut knows the message, and answers beside it", async () => {
  const chosen: ChosenMessage[] = [];
  const { bruno, message, happened } = await anApp((listening) =>
    onMessageShortcut(listening, "keep", async ({ message: found, reply }) => {
      chosen.push(found);
      await reply({ text: "Noté.", blocks: [] });
    }),
  );
  await bruno.messageShortcut("keep", message);
  await bruno.say("Une réponse", message.channel, message.ts);
  const answer = bruno.dm().at(-1);
  if (!answer) throw new Error("no answer");
  await bruno.messageShortcut("keep", message);
  await bruno.messageShortcut("keep", answer);
  const common = { channelId: message.channel, threadTs: null };
  const first = { ...common, ts: message.ts, slackUserId: message.user, text: "Plan <B> & *go*" };
  expect(chosen).toEqual([
    first,
    first,
    { ...common, ts: answer.ts, threadTs: message.ts, slackUserId: bruno.userId, text: "Une réponse" },
  ]);
  expect(bruno.view()).toBeNull();
  expect(bruno.ephemerals().map(({ text, channel }) => [text, channel])).toEqual(
    Array.from({ length: 3 }, () => ["Noté.", message.channel]),
  );
  await expect.poll(() => happened.filter((each) => each.startsWith("Home"))).toHaveLength(3);
});

it("a message shortcut that is refused says why beside the message, to that person alone", async () => {
  const { bruno, message, happened, transcript } = await anApp((listening) =>
    onMessageShortcut(listening, "keep", async () => {
      throw new DrumbeatError("REFUSED", { en: () => "Not yours.", fr: () => "Pas à vous." });
    }),
  );
  await bruno.messageShortcut("keep", message);
  await expect.poll(() => bruno.ephemerals().map(({ text }) => text)).toEqual(["Pas à vous."]);
  expect(happened).toEqual([]);
  expect(acknowledged(transcript, "message shortcut")).toEqual([true]);
});
