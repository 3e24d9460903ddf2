import { createHmac } from "node:crypto";
import { App } from "@slack/bolt";
import { realTimeMs } from "slack-sandbox";
import { expect, it, onTestFinished } from "vitest";
import { createHttpReceiver } from "../../../src/platform/slack/http-receiver.ts";
import { freePort } from "../../support/free-port.ts";

const SECRET = "a-signing-secret-of-nobody";
const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";

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
  return async (body: string, { type = JSON_TYPE, timestamp = String(Math.floor(realTimeMs() / 1000)) } = {}) => {
    const signature = `v0=${createHmac("sha256", SECRET).update(`v0:${timestamp}:${body}`).digest("hex")}`;
    // Bolt signs the number that it has read of the header.
    const asNumber = `v0=${createHmac("sha256", SECRET)
      .update(`v0:${Number(timestamp)}:${body}`)
      .digest("hex")}`;
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

const HELLO = JSON.stringify({ type: "url_verification", challenge: "x" });

it("refuses a timestamp that lies in the future or is no number of seconds, though the signature is right (S13)", async () => {
  const send = await aReceiver();
  const now = Math.floor(realTimeMs() / 1000);
  expect(await send(HELLO)).toBe(200);
  expect(await send(HELLO, { timestamp: String(now + 60) })).toBe(200);
  for (const timestamp of [now + 86_400, now + 330, now - 301, "Infinity", "1e12", `${now}.5`, "0x7fffffff", ""])
    expect(await send(HELLO, { timestamp: String(timestamp) }), String(timestamp)).toBe(401);
});

it("answers a signed body that is no object, instead of hanging (S13)", async () => {
  const send = await aReceiver();
  for (const body of ["null", "[]", "5", '"text"']) {
    expect(await send(body), body).toBe(400);
    expect(await send(`payload=${encodeURIComponent(body)}`, { type: FORM_TYPE }), `payload=${body}`).toBe(400);
  }
  expect(await send("{", {})).toBe(400);
  expect(await send(`payload=${encodeURIComponent(HELLO)}`, { type: FORM_TYPE })).toBe(200);
});
