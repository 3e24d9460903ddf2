import { setTimeout } from "node:timers/promises";
import type { App } from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
import { messageAsText, parseJson, readView, type ShortcutEntry, USUAL_LATENCY, viewAsText } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { aSocketApp } from "../../packages/slack-sandbox/test/workspace.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";
import { createLog } from "../../src/platform/log.ts";
import { direct } from "../../src/platform/network.ts";
import { actions, button, section } from "../../src/slack/blocks.ts";
import { textField } from "../../src/slack/inputs.ts";
import { type Listening, onPress, onSubmit, onUnexpected } from "../../src/slack/listening.ts";
import { onMessageShortcut, onShortcut } from "../../src/slack/shortcuts.ts";
import { aRun, lastMessage } from "../support/run.ts";
import { aSandbox } from "../support/sandbox.ts";

const BLOCKS: KnownBlock[] = [section("Choose"), actions("row", button("go", "Go", { value: "one" }))];
const FORM = {
  type: "modal" as const,
  callback_id: "form",
  title: { type: "plain_text" as const, text: "A form" },
  submit: { type: "plain_text" as const, text: "Save" },
  blocks: [...BLOCKS, textField("why", "Why")],
};

const SHORTCUTS: ShortcutEntry[] = [
  { type: "global", callbackId: "now", name: "Now", description: "Does it" },
  { type: "message", callbackId: "keep", name: "Keep", description: "Keeps it" },
];

/** Everybody acts as themselves, and reads English in Paris. */
function listeningOf(app: App): Listening<string> {
  const reader = { locale: "en-GB", zone: "Europe/Paris" };
  return {
    app,
    log: createLog("silent"),
    fetch: direct.fetch,
    actorOf: async (id) => id,
    readerOf: () => reader,
    cachedReader: () => reader,
    wake: () => undefined,
  };
}

it("says what holds either way when Slack opens a window and its answer is late", async () => {
  const run = await aRun();
  await run.to("2026-11-02T12:00Z");
  const tom = run.as("tom");
  run.sandbox.misbehave({ do: "answer-late", ms: 2700, on: { method: "views.open" } });
  await tom.press(lastMessage(run, "tom"), { label: "Check in" });
  expect(tom.view()).not.toBeNull();
  await expect
    .poll(() => tom.ephemerals().map(messageAsText))
    .toEqual([
      "Slack took too long to answer. If what you asked for has opened all the same, go on there; if not, please try again.",
    ]);
});

it("says beside the message, to that person alone, why a shortcut on it is refused", async () => {
  const { sandbox, client } = await aSandbox();
  sandbox.slack.manifest.shortcuts = SHORTCUTS;
  await aSocketApp(sandbox, (app) =>
    onMessageShortcut(listeningOf(app), "keep", async () => {
      throw new DrumbeatError("REFUSED", { en: () => "Not yours.", fr: () => "Pas à vous." });
    }),
  );
  const bruno = sandbox.as("bruno");
  await client.chat.postMessage({ channel: bruno.userId, text: "Keep this" });
  await bruno.messageShortcut("keep", bruno.dm()[0] ?? expect.fail("no message"));
  await expect.poll(() => bruno.ephemerals().map(({ text }) => text)).toEqual(["Not yours."]);
});

describe("what takes long", () => {
  /** Longer than three seconds, in real time. */
  const LONG_MS = 3200;

  async function aSlowApp(outcome: "done" | "field" | "thrown") {
    const { sandbox, client } = await aSandbox();
    sandbox.slack.latency.take(USUAL_LATENCY);
    sandbox.slack.manifest.shortcuts = SHORTCUTS;
    let count = 0;
    await aSocketApp(sandbox, (app) => {
      const listening = listeningOf(app);
      const slowly = async () => {
        count += 1;
        await setTimeout(LONG_MS);
        if (outcome === "thrown") throw new Error("Broken");
      };
      onPress(listening, "go", async ({ client: theirs, triggerId }) => {
        await theirs.views.push({ trigger_id: triggerId, view: FORM });
      });
      onSubmit(listening, "form", async () => {
        await slowly();
        return outcome === "field" ? { errors: { why: "Too short" } } : { close: true };
      });
      onShortcut(listening, "now", async ({ open }) => {
        await slowly();
        await open(FORM);
      });
      onMessageShortcut(listening, "keep", async ({ open }) => {
        await slowly();
        await open(FORM);
      });
      onUnexpected(listening);
    });
    const bruno = sandbox.as("bruno");
    const shown = () => {
      const view = bruno.view();
      return view ? viewAsText(view) : "";
    };
    return { sandbox, client, bruno, shown, count: () => count };
  }

  it("is acknowledged in a form on the third level, with what was typed", async () => {
    const come = async (outcome: "done" | "field" | "thrown", told: string) => {
      const { sandbox, bruno, shown, count } = await aSlowApp(outcome);
      sandbox.slack.latency.take(null);
      sandbox.slack.views.open(bruno.userId, readView(sandbox.slack.files, parseJson(JSON.stringify(FORM)) ?? null));
      for (const _ of [2, 3]) await bruno.pressInView({ label: "Go" });
      sandbox.slack.latency.take(USUAL_LATENCY);
      expect(sandbox.slack.views.stack(bruno.userId)).toHaveLength(3);
      bruno.fill("why", "Because of the vendor");
      expect(await bruno.submit()).toHaveProperty("updated");
      expect(shown()).toContain("One moment");
      expect(shown()).toContain("Because of the vendor");
      // Nobody has to wait to press it again; it is done once.
      expect(await bruno.submit()).toHaveProperty("updated");
      await expect.poll(shown, { timeout: 60_000, interval: 50 }).toContain(told);
      expect(count()).toBe(1);
      if (outcome === "done") return;
      expect(shown()).toContain("Because of the vendor");
      expect(bruno.view()?.callback_id).toBe("form");
    };
    await Promise.all([come("done", "Done."), come("field", "Too short"), come("thrown", "Something went wrong")]);
  });

  it("is acknowledged after a shortcut, and stands where that was said, or why it failed", async () => {
    const come = async (id: "now" | "keep", outcome: "done" | "thrown", told: string) => {
      const { client, bruno, shown } = await aSlowApp(outcome);
      await client.chat.postMessage({ channel: bruno.userId, text: "Keep this" });
      const [message] = bruno.dm();
      if (!message) throw new Error("no message");
      await (id === "now" ? bruno.shortcut(id) : bruno.messageShortcut(id, message));
      await bruno.waitForView();
      expect(shown()).toContain("One moment");
      await expect.poll(shown, { timeout: 60_000, interval: 50 }).toContain(told);
      expect(shown()).not.toContain("One moment");
    };
    await Promise.all([
      come("now", "done", "Why"),
      come("keep", "done", "Why"),
      come("now", "thrown", "Something went wrong"),
      come("keep", "thrown", "Something went wrong"),
    ]);
  });
});
