import { setTimeout } from "node:timers/promises";
import type { App } from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
import {
  isObject,
  type JsonObject,
  messageAsText,
  parseJson,
  readView,
  type ShortcutEntry,
  type Transport,
  USUAL_LATENCY,
  viewAsText,
} from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { aSocketApp } from "../../packages/slack-sandbox/test/workspace.ts";
import { createLog } from "../../src/platform/log.ts";
import { direct } from "../../src/platform/network.ts";
import { actions, button, section } from "../../src/slack/blocks.ts";
import { onCommand } from "../../src/slack/commands.ts";
import { textField } from "../../src/slack/fields.ts";
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
    lastKnownReader: () => reader,
    wake: () => undefined,
  };
}

/** Bruno's Slack with an app of our own listeners; `done` is what reached their handlers. */
async function anApp() {
  const { sandbox, client, transcript } = await aSandbox();
  sandbox.slack.manifest.shortcuts = SHORTCUTS;
  const done: string[] = [];
  await aSocketApp(sandbox, (app) => {
    const listening = listeningOf(app);
    onPress(listening, "go", async ({ value }) => {
      done.push(`press ${value}`);
    });
    onPress(listening, "open", async ({ triggerId, client: theirs }) => {
      await theirs.views.open({ trigger_id: triggerId, view: FORM });
    });
    onSubmit(listening, "form", async () => {
      done.push("submit");
      return { close: true };
    });
    const command = { word: "go", help: () => "", label: () => "Go" };
    onCommand(
      listening,
      "/drumbeat",
      [{ ...command, handle: async () => ({ text: `went ${done.push("command")}`, blocks: [] }) }],
      "go",
    );
    onShortcut(listening, "now", async () => {
      done.push("shortcut");
    });
    onMessageShortcut(listening, "keep", async () => {
      done.push("message shortcut");
    });
    onUnexpected(listening);
  });
  const bruno = sandbox.as("bruno");
  await client.chat.postMessage({
    channel: bruno.userId,
    text: "Choose",
    blocks: [...BLOCKS, actions("other", button("open", "Open"))],
  });
  const [message] = bruno.dm();
  if (!message) throw new Error("no message");
  await client.views.publish({ user_id: bruno.userId, view: { type: "home", blocks: BLOCKS } });
  return { sandbox, bruno, message, done, transcript };
}

/** Every member of a payload, and of the objects that stand in it, as paths. */
function membersOf(value: JsonObject, depth = 2): string[][] {
  return Object.entries(value).flatMap(([name, member]) => [
    [name],
    ...(depth > 0 && isObject(member) ? membersOf(member, depth - 1).map((path) => [name, ...path]) : []),
  ]);
}

function without(payload: JsonObject, [name = "", ...rest]: readonly string[], how: "missing" | "null"): JsonObject {
  const { [name]: member, ...others } = payload;
  if (rest.length > 0 && isObject(member)) return { ...others, [name]: without(member, rest, how) };
  return how === "null" ? { ...others, [name]: null } : others;
}

/** What tells Bolt and us whose act it is, on what, and of which kind: without these there is no act. */
const ESSENTIAL = [
  /^type$/,
  /^callback_id$/,
  /^actions$/,
  /^command$/,
  /^user_id$/,
  /^user(\.id)?$/,
  /^view(\.id|\.type|\.callback_id)?$/,
  /^channel(\.id)?$/,
  /^channel_id$/,
  /^message(\.ts)?$/,
  /^team(\.id)?$/,
  /^team_id$/,
  // What stands in fields that our own form has not got.
  /^view\.state\./,
  /^state\./,
];

describe("an act whose envelope lacks a member", () => {
  it.each(["missing", "null"] as const)("is acknowledged and done where that member is %s (K7)", async (how) => {
    const { sandbox, bruno, message, done, transcript } = await anApp();
    const acts: Record<string, () => Promise<unknown>> = {
      press: () => bruno.press(message, { label: "Go" }),
      "press in Home": () => bruno.pressInHome({ label: "Go" }),
      "press in a form": () => bruno.pressInView({ label: "Go" }),
      submit: async () => {
        bruno.fill("why", "Because");
        expect(await bruno.submit()).toEqual({ closed: true });
      },
      command: () => bruno.command("/drumbeat go"),
      shortcut: () => bruno.shortcut("now"),
      "message shortcut": () => bruno.messageShortcut("keep", message),
    };
    const real = sandbox.slack.transport;
    for (const [name, act] of Object.entries(acts)) {
      const prepare = async () => {
        if (name.includes("form") && !bruno.view()) await bruno.press(message, { label: "Open" });
        if (name === "submit" && !bruno.view()) await bruno.press(message, { label: "Open" });
      };
      await prepare();
      await act();
      const { body } = transcript.findLast(({ direction }) => direction === "act") ?? { body: {} };
      const paths = membersOf(body).filter((path) => !ESSENTIAL.some((essential) => essential.test(path.join("."))));
      expect(paths.length).toBeGreaterThan(5);
      for (const path of paths) {
        await prepare();
        const reached = done.length;
        const lacking: Transport = {
          send: (kind, payload, retry) => real.send(kind, without(payload, path, how), retry),
          reachable: (ms) => real.reachable(ms),
          close: () => real.close(),
        };
        sandbox.slack.transport = lacking;
        await act().catch((error: unknown) => expect.fail(`${name} without ${path.join(".")}: ${error}`));
        sandbox.slack.transport = real;
        expect(done.length, `${name} without ${path.join(".")}`).toBe(reached + 1);
      }
    }
  });
});

it("says what holds either way when Slack opens a window and its answer is late (K12)", async () => {
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

  it("is acknowledged in a form on the third level, with what was typed (K3)", async () => {
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

  it("is acknowledged after a shortcut, and stands where that was said, or why it failed (K3)", async () => {
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
