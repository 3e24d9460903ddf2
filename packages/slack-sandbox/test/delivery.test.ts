import { createServer } from "node:http";
import { text as readText } from "node:stream/consumers";
import type { App } from "@slack/bolt";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type { Sandbox } from "../src/server.ts";
import { addMs, MINUTE } from "../src/time.ts";
import { aClient, anHttpApp, aSandbox, aSocketApp, MONDAY } from "./workspace.ts";

/** What the app heard of people's messages: text, and the number of the redelivery. */
function hearing(heard: string[]) {
  return (app: App) => {
    app.event("message", async ({ event, context }) => {
      heard.push(`${"text" in event ? event.text : ""} ${context.retryNum ?? 0}`);
    });
  };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** A bare connection that acknowledges what it is told to. */
async function aConnection(sandbox: Sandbox, acknowledges: (envelope: { type: string }) => boolean = () => true) {
  const { url = "" } = await aClient(sandbox, sandbox.appToken).apps.connections.open();
  const socket = new WebSocket(url);
  const frames: { type: string; reason?: string; num_connections?: number; retry_attempt?: number }[] = [];
  socket.on("message", (data) => {
    const frame = JSON.parse(data.toString());
    frames.push(frame);
    if (frame.envelope_id && acknowledges(frame)) socket.send(JSON.stringify({ envelope_id: frame.envelope_id }));
  });
  onTestFinished(() => socket.terminate());
  await until(() => frames.length > 0);
  return { url, socket, frames };
}

describe("Socket Mode", () => {
  it("greets each connection and gives each payload to one of them", async () => {
    const { sandbox } = await aSandbox();
    const one = await aConnection(sandbox);
    const two = await aConnection(sandbox);
    expect(two.frames[0]).toMatchObject({
      type: "hello",
      num_connections: 2,
      connection_info: { app_id: sandbox.appId },
    });
    for (const text of ["a", "b", "c", "d"]) await sandbox.as("ana").say(text);
    expect(one.frames.length - 1).toBe(2);
    expect(two.frames.length - 1).toBe(2);
  });

  it("lets an address be used once, and only one that it gave", async () => {
    const { sandbox } = await aSandbox();
    const { url } = await aConnection(sandbox);
    for (const address of [url, url.replace(/ticket=\w+/, "ticket=guess")]) {
      const refused = await new Promise((resolve) => new WebSocket(address).on("error", resolve));
      expect(String(refused)).toContain("403");
    }
  });

  it("answers a goodbye before it is gone, so that no app waits for it", async () => {
    const { sandbox } = await aSandbox();
    const { socket } = await aConnection(sandbox);
    const code = new Promise((resolve) => socket.once("close", resolve));
    socket.close(1000);
    await sandbox.close();
    // 1006: cut off.
    expect(await code).not.toBe(1006);
  });

  it("carries ten connections and sends the eleventh away", async () => {
    const { sandbox } = await aSandbox();
    for (let count = 0; count < 10; count += 1) await aConnection(sandbox);
    const eleventh = await aConnection(sandbox);
    expect(eleventh.frames[0]).toMatchObject({ type: "disconnect", reason: "too_many_websockets" });
  });

  it("gives an event again, at once, when the connection broke before it was acknowledged", async () => {
    const { sandbox } = await aSandbox();
    const heard: string[] = [];
    await aSocketApp(sandbox, hearing(heard), { clientPingTimeout: 1000 });
    sandbox.misbehave({ do: "drop-socket-after-next-payload" });
    await sandbox.as("ana").say("hello");
    expect(heard.at(-1)).toBe("hello 1");
  });

  it("reaches an app that reconnects after a disconnect frame", async () => {
    const { sandbox } = await aSandbox();
    const heard: string[] = [];
    await aSocketApp(sandbox, hearing(heard), { clientPingTimeout: 1000 });
    sandbox.misbehave({ do: "disconnect-sockets", reason: "refresh_requested" });
    await until(() => sandbox.counters.calls["apps.connections.open"] === 2);
    sandbox.misbehave({ do: "drop-sockets" });
    await sandbox.as("ana").say("still there?");
    expect(heard.at(-1)).toMatch(/^still there\?/);
  });

  it("gives an event again at once, after one and after five minutes, and then no more", async () => {
    const { sandbox, clock, transcript } = await aSandbox();
    const app = await aConnection(sandbox, () => false);
    await sandbox.as("ana").say("anybody?");
    expect(app.frames.slice(1).map((frame) => frame.retry_attempt)).toEqual([0, 1]);
    app.socket.terminate();
    await clock.advanceTo(addMs(MONDAY, 30 * MINUTE));
    expect(transcript.filter(({ direction }) => direction === "event").map(({ at, ok }) => [at, ok])).toEqual([
      [MONDAY, false],
      [MONDAY, false],
      [addMs(MONDAY, MINUTE), false],
      [addMs(MONDAY, 6 * MINUTE), false],
    ]);
  });

  it("brings what happened while no app was connected when the time for its redelivery comes", async () => {
    const { sandbox, clock } = await aSandbox();
    await sandbox.as("ana").say("anybody?");
    const heard: string[] = [];
    await aSocketApp(sandbox, hearing(heard));
    await clock.advanceTo(addMs(MONDAY, MINUTE));
    await until(() => heard.length > 0);
    expect(heard).toEqual(["anybody? 2"]);
  });

  it("can deliver an event twice, and two in the wrong order", async () => {
    const { sandbox } = await aSandbox();
    const heard: string[] = [];
    await aSocketApp(sandbox, hearing(heard));
    const ana = sandbox.as("ana");
    sandbox.misbehave({ do: "redeliver-next-event" });
    await ana.say("one");
    await until(() => heard.length === 2);
    expect(heard).toEqual(["one 0", "one 1"]);
    sandbox.misbehave({ do: "swap-next-events" });
    await ana.say("two");
    await ana.say("three");
    await until(() => heard.length === 4);
    expect(heard.slice(2)).toEqual(["three 0", "two 0"]);
  });

  it("refuses an interaction at once when no app is connected", async () => {
    const { sandbox, client } = await aSandbox();
    const button = { type: "button" as const, action_id: "go", text: { type: "plain_text" as const, text: "Go" } };
    const ana = sandbox.as("ana");
    await client.chat.postMessage({
      channel: ana.userId,
      text: "Go",
      blocks: [{ type: "actions", elements: [button] }],
    });
    const [message] = ana.dm();
    if (!message) throw new Error("no message");
    await expect(ana.press(message, { label: "Go" })).rejects.toThrow("trouble connecting");
    await expect(ana.command("/drumbeat help")).rejects.toThrow('failed with the error "dispatch_failed"');
  });
});

describe("HTTP", () => {
  it("reaches Bolt with signed events, interactions and commands", async () => {
    const { sandbox, client } = await aSandbox();
    const heard: string[] = [];
    await anHttpApp(sandbox, (app) => {
      hearing(heard)(app);
      app.action("go", async ({ ack, respond }) => {
        await ack();
        await respond({ text: "pressed" });
        heard.push("pressed");
      });
      app.command("/drumbeat", async ({ ack, command }) => {
        await ack(`you said ${command.text}`);
      });
    });
    const ana = sandbox.as("ana");
    await ana.say("hello");
    expect(await ana.command("/drumbeat check-in now")).toMatchObject({
      response: { text: "you said check-in now", ephemeral_to: ana.userId },
    });
    const button = { type: "button" as const, action_id: "go", text: { type: "plain_text" as const, text: "Go" } };
    await client.chat.postMessage({
      channel: ana.userId,
      text: "Go",
      blocks: [{ type: "actions", elements: [button] }],
    });
    const message = ana.dm().at(-1);
    if (!message) throw new Error("no message");
    await ana.press(message, { label: "Go" });
    await until(() => heard.length === 2);
    expect(heard).toEqual(["hello 0", "pressed"]);
    expect(ana.ephemerals().at(-1)?.text).toBe("pressed");
  });

  it("takes an address only when it answers the challenge", async () => {
    const { sandbox } = await aSandbox();
    const deaf = createServer((_, response) => response.end("{}"));
    await new Promise<void>((resolve) => deaf.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      deaf.close();
    });
    const address = deaf.address();
    const port = typeof address === "object" ? address?.port : 0;
    await expect(sandbox.setRequestUrl(`http://127.0.0.1:${port}/`)).rejects.toThrow("challenge");
  });

  it("says in the headers which redelivery it is and why, and stops when it is asked to", async () => {
    const tries: (string | undefined)[][] = [];
    const { sandbox, clock } = await aSandbox();
    const server = createServer(async (request, response) => {
      const body = JSON.parse(await readText(request));
      if (body.challenge) return void response.end(body.challenge);
      const { "x-slack-retry-num": attempt, "x-slack-retry-reason": reason } = request.headers;
      tries.push([String(attempt), String(reason)]);
      response.writeHead(500, tries.length === 3 ? { "x-slack-no-retry": "1" } : {}).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.close();
    });
    const address = server.address();
    await sandbox.setRequestUrl(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`);
    await sandbox.as("ana").say("hello");
    await clock.advanceTo(addMs(MONDAY, 30 * MINUTE));
    expect(tries).toEqual([
      ["undefined", "undefined"],
      ["1", "http_error"],
      ["2", "http_error"],
    ]);
  });
});
