import { createHmac, randomBytes } from "node:crypto";
import { isObject, type Json, type JsonObject, parseJson } from "./json.ts";
import { INTERACTION_LIMITS } from "./limits.ts";
import { realTimeMs } from "./real-time.ts";
import { type Ack, emptyAsNull, type RequestKind, type Retry, type Transport } from "./transport.ts";

/** Where each goes. */
export type RequestUrls = Record<RequestKind, string>;

export function allAt(url: string): RequestUrls {
  return { events_api: url, interactive: url, slash_commands: url };
}

/** Signed requests to the app's address: JSON for events, forms for interactions and commands. */
export class HttpDelivery implements Transport {
  readonly #signingSecret: string;
  #requestUrls: RequestUrls | null;

  constructor(signingSecret: string, requestUrl: string | null) {
    this.#signingSecret = signingSecret;
    this.#requestUrls = requestUrl === null ? null : allAt(requestUrl);
  }

  /** Throws when that of events does not answer Slack's challenge. */
  async useRequestUrls(urls: RequestUrls): Promise<void> {
    const url = urls.events_api;
    const challenge = randomBytes(16).toString("hex");
    const body = JSON.stringify({ type: "url_verification", token: "sandbox-verification", challenge });
    const response = await this.#post(url, "application/json", body);
    const text = await response.text();
    const answer = parseJson(text);
    if (!response.ok || (isObject(answer) ? answer.challenge : text) !== challenge)
      throw new Error(`${url} did not answer with the value of the challenge parameter.`);
    this.#requestUrls = urls;
  }

  async send(kind: RequestKind, payload: JsonObject, retry?: Retry): Promise<Ack> {
    if (!this.#requestUrls) return { ok: false, reason: "connection_failed", mayRetry: true };
    const [type, body] = encode(kind, payload);
    try {
      const response = await this.#post(this.#requestUrls[kind], type, body, retry);
      const text = await response.text();
      if (response.ok) return { ok: true, body: readAck(text) };
      return { ok: false, reason: "http_error", mayRetry: response.headers.get("x-slack-no-retry") !== "1" };
    } catch (error) {
      const timedOut = error instanceof DOMException && error.name === "TimeoutError";
      return { ok: false, reason: timedOut ? "http_timeout" : "connection_failed", mayRetry: true };
    }
  }

  async reachable(): Promise<boolean> {
    return this.#requestUrls !== null;
  }

  async close(): Promise<void> {
    this.#requestUrls = null;
  }

  #post(url: string, contentType: string, body: string, retry?: Retry): Promise<Response> {
    const timestamp = String(Math.floor(realTimeMs() / 1000));
    const signature = createHmac("sha256", this.#signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
    return fetch(url, {
      method: "POST",
      headers: {
        "content-type": contentType,
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": `v0=${signature}`,
        ...(retry && { "x-slack-retry-num": String(retry.attempt), "x-slack-retry-reason": retry.reason }),
      },
      body,
      signal: AbortSignal.timeout(INTERACTION_LIMITS.ackMs),
    });
  }
}

function encode(kind: RequestKind, payload: JsonObject): [contentType: string, body: string] {
  if (kind === "events_api") return ["application/json", JSON.stringify(payload)];
  const form = new URLSearchParams();
  if (kind === "interactive") form.set("payload", JSON.stringify(payload));
  else for (const [field, value] of Object.entries(payload)) form.set(field, String(value));
  return ["application/x-www-form-urlencoded", form.toString()];
}

/** A command may be answered with bare text. */
function readAck(text: string): Json {
  if (text.trim() === "") return null;
  const json = parseJson(text);
  return json === undefined ? { text } : emptyAsNull(json);
}
