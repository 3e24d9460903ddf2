import { createHmac } from "node:crypto";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { App } from "@slack/bolt";
import { realTimeMs } from "slack-sandbox";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createHttpReceiver } from "../../src/slack/http-receiver.ts";
import { freePort } from "../support/free-port.ts";

const SECRET = "a-signing-secret-of-nobody";
const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";
/** A megabyte read in quadratic time takes minutes. */
const LINEAR_MS = 5_000;

/** Sends a body that is signed as Slack signs, with a timestamp of ours; answers the status, or "hangs". */
async function aReceiver() {
  const port = await freePort();
  const receiver = createHttpReceiver({ signingSecret: SECRET, port });
  const app = new App({ receiver, authorize: async () => ({ botToken: "xoxb-none", botId: "B0", botUserId: "U0" }) });
  app.event("app_home_opened", async () => undefined);
  await app.start();
  onTestFinished(async () => {
    await app.stop();
  });
  return async (body: string, { type = JSON_TYPE, timestamp = now() } = {}) => {
    const signature = signatureOf(body, timestamp);
    // Bolt signs the number that it has read of the header.
    const asNumber = signatureOf(body, String(Number(timestamp)));
    const headers = { "content-type": type, "x-slack-request-timestamp": timestamp };
    const statuses = [];
    for (const each of new Set([signature, asNumber]))
      statuses.push(
        await fetch(`http://127.0.0.1:${port}/slack/events`, {
          method: "POST",
          body,
          headers: { ...headers, "x-slack-signature": each },
          signal: AbortSignal.timeout(2000),
        }).then(
          ({ status }) => status,
          () => "hangs",
        ),
      );
    return statuses.length === 1 || statuses[0] === statuses[1] ? statuses[0] : statuses;
  };
}

function now(): string {
  return String(Math.floor(realTimeMs() / 1000));
}

function signatureOf(body: string, timestamp: string): string {
  return `v0=${createHmac("sha256", SECRET).update(`v0:${timestamp}:${body}`).digest("hex")}`;
}

const HELLO = JSON.stringify({ type: "url_verification", challenge: "x" });

it("refuses a timestamp that lies in the future or is no number of seconds, though the signature is right", async () => {
  const send = await aReceiver();
  const second = Number(now());
  expect(await send(HELLO)).toBe(200);
  expect(await send(HELLO, { timestamp: String(second + 60) })).toBe(200);
  const wrong = [second + 86_400, second + 330, second - 301, "Infinity", "1e12", `${second}.5`, "0x7fffffff", ""];
  for (const timestamp of wrong)
    expect(await send(HELLO, { timestamp: String(timestamp) }), String(timestamp)).toBe(401);
});

it("answers a signed body that is no object, instead of hanging", async () => {
  const send = await aReceiver();
  for (const body of ["null", "[]", "5", '"text"']) {
    expect(await send(body), body).toBe(400);
    expect(await send(`payload=${encodeURIComponent(body)}`, { type: FORM_TYPE }), `payload=${body}`).toBe(400);
  }
  expect(await send("{")).toBe(400);
  expect(await send(`payload=${encodeURIComponent(HELLO)}`, { type: FORM_TYPE })).toBe(200);
});

describe("a body that is made to be slow to read", () => {
  const MOST_MS = 50;
  const MB = 1024 * 1024;
  let thread: Worker;
  let url: string;
  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}/slack/events`;
    thread = new Worker(new URL("./receiving-thread.ts", import.meta.url), {
      workerData: { signingSecret: SECRET, port },
    });
    await once(thread, "message");
  });
  afterAll(() => thread.terminate());

  /** The status, and the longest piece of the receiver's thread since it was asked last. Fails where that never turns again. */
  async function post(body: string, headers: Record<string, string>) {
    const asked = { method: "POST", body, headers, signal: AbortSignal.timeout(10_000) };
    const { status } = await fetch(url, asked);
    const answer = once(thread, "message", { signal: AbortSignal.timeout(10_000) });
    thread.postMessage("longest");
    const [longestMs] = await answer;
    return { status, longestMs: Number(longestMs) };
  }

  const forged = () => ({ "x-slack-request-timestamp": now(), "x-slack-signature": `v0=${"0".repeat(64)}` });
  const bodies = (bytes: number) => [
    { type: FORM_TYPE, of: "fields", body: "a&".repeat(bytes / 2) },
    { type: FORM_TYPE, of: "brackets in its payload", body: `payload=${"[".repeat(bytes - 8)}` },
    { type: FORM_TYPE, of: "brackets", body: "[".repeat(bytes) },
    { type: JSON_TYPE, of: "fields", body: "a&".repeat(bytes / 2) },
    { type: JSON_TYPE, of: "brackets", body: "[".repeat(bytes) },
  ];

  it.each(bodies(4 * MB))("holds nobody up where it is unsigned: 4 MB of $of as $type", async ({ type, body }) => {
    for (const headers of [{}, forged(), { ...forged(), "x-slack-request-timestamp": "1" }]) {
      const { status, longestMs } = await post(body, { "content-type": type, ...headers });
      expect([401, 413]).toContain(status);
      expect(longestMs).toBeLessThan(MOST_MS);
    }
  });

  it.each(bodies(2 * MB))(
    "is read whole for its signature, and no further where that is forged: 2 MB of $of as $type",
    async ({ type, body }) => {
      const { status, longestMs } = await post(body, { "content-type": type, ...forged() });
      expect(status).toBe(401);
      expect(longestMs).toBeLessThan(MOST_MS);
    },
  );

  it("is read in linear time where it is signed", async () => {
    const hello = `payload=${encodeURIComponent(HELLO)}&`;
    const signed = [
      { type: FORM_TYPE, body: hello + "a&".repeat(MB - 100) },
      { type: JSON_TYPE, body: HELLO.replace("}", `,"list":[0${",0".repeat(MB - 100)}]}`) },
      { type: JSON_TYPE, body: HELLO.replace("}", `,"deep":${"[".repeat(MB - 100)}${"]".repeat(MB - 100)}}`) },
    ];
    for (const { type, body } of signed) {
      const timestamp = now();
      const { status, longestMs } = await post(body, {
        "content-type": type,
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": signatureOf(body, timestamp),
      });
      expect(status, body.slice(0, 100)).toBe(200);
      expect(longestMs, body.slice(0, 100)).toBeLessThan(LINEAR_MS);
    }
  });

  it("is refused for its length before its signature is counted, though that is right", async () => {
    const body = "a".repeat(2 * MB + 1);
    const timestamp = now();
    const { status } = await post(body, {
      "content-type": JSON_TYPE,
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": signatureOf(body, timestamp),
    });
    expect(status).toBe(413);
  });
});
