/** Slack's requests over HTTP: verifies the signature of the raw bytes before parsing them. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { parse } from "node:querystring";
import { HTTPReceiver, type HTTPReceiverOptions } from "@slack/bolt";
import { systemClock } from "../platform/clock.ts";
import { yieldToEventLoop } from "../platform/event-loop.ts";
import { MINUTE, SECOND } from "../platform/time.ts";

/** Source: docs.slack.dev/authentication/verifying-requests-from-slack: five minutes, either way. */
const MOST_OFF_MS = 5 * MINUTE;
/**
 * Slack's largest request is a modal submission: a view of at most 250 kB (docs.slack.dev/reference/views) with text
 * fields of 3,000 characters each, percent-encoded.
 */
const MOST_BYTES = 2 * 1024 * 1024;

const BAD_REQUEST = 400;
const UNPROVED = 401;
const TOO_LARGE = 413;
/** Status codes of requests refused unread, by Bolt or here. */
const REFUSED = [BAD_REQUEST, UNPROVED, TOO_LARGE];

/**
 * Bolt's receiver behind our own checks: Bolt parses a form before verifying it, accepts future timestamps, and never
 * answers a body that is no object. `onRefused` is called for each request refused before any listener.
 */
export function createHttpReceiver(options: HTTPReceiverOptions, onRefused?: () => void): HTTPReceiver {
  const receiver = new HTTPReceiver(options);
  const { requestListener } = receiver;
  receiver.requestListener = (request, response) => {
    if (request.method !== "POST") return forwardToBolt(requestListener, request, response);
    response.once("finish", () => {
      if (REFUSED.includes(response.statusCode)) onRefused?.();
    });
    const refuse = (status: number, because: string): void => {
      options.logger?.warn(`A request is refused: ${because}`);
      response.writeHead(status).end();
    };
    return void readProved(request, options.signingSecret).then(
      (read) => {
        if (!read.ok) return refuse(read.status, read.because);
        // Bolt reads `rawBody` if it is set.
        forwardToBolt(requestListener, Object.assign(request, { rawBody: read.body }), response);
      },
      () => refuse(BAD_REQUEST, "it broke off"),
    );
  };
  return receiver;
}

type Read = { ok: true; body: Buffer } | { ok: false; status: number; because: string };

async function readProved(request: IncomingMessage, signingSecret: string): Promise<Read> {
  const { headers } = request;
  const timestamp = String(headers["x-slack-request-timestamp"]);
  const signature = String(headers["x-slack-signature"]);
  if (!isRecent(timestamp)) return { ok: false, status: UNPROVED, because: "its timestamp is not of these minutes" };
  if (!/^v0=[0-9a-f]{64}$/.test(signature)) return { ok: false, status: UNPROVED, because: "it has no signature" };

  const tooLarge: Read = { ok: false, status: TOO_LARGE, because: `it has more than ${MOST_BYTES} bytes` };
  if (Number(headers["content-length"]) > MOST_BYTES) return tooLarge;
  const hmac = createHmac("sha256", signingSecret).update(`v0:${timestamp}:`);
  const chunks: Buffer[] = [];
  let length = 0;
  // A destroyed request could not be answered.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > MOST_BYTES) return tooLarge;
    hmac.update(chunk);
    chunks.push(chunk);
  }
  const expected = Buffer.from(`v0=${hmac.digest("hex")}`);
  if (!timingSafeEqual(expected, Buffer.from(signature)))
    return { ok: false, status: UNPROVED, because: "its signature is not of this signing secret" };

  const body = Buffer.concat(chunks);
  if (!holdsObject(body.toString(), headers["content-type"]))
    return { ok: false, status: BAD_REQUEST, because: "its body is no object" };
  // Bolt will parse it again.
  await yieldToEventLoop();
  return { ok: true, body };
}

function isRecent(timestamp: string): boolean {
  return (
    /^\d{1,12}$/.test(timestamp) &&
    Math.abs(Date.parse(systemClock().now()) - Number(timestamp) * SECOND) <= MOST_OFF_MS
  );
}

/**
 * Whether the body, or the `payload` of a form, is an object. Linear: `parse`, as in Bolt, reads at most a thousand
 * fields.
 */
function holdsObject(body: string, contentType: string | undefined): boolean {
  const json = contentType === "application/x-www-form-urlencoded" ? parse(body).payload : body;
  if (json === undefined) return true;
  try {
    const value: unknown = JSON.parse(String(json));
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Bolt throws for an unknown path; its server answers 404 only if nothing was awaited before. */
function forwardToBolt(
  listener: HTTPReceiver["requestListener"],
  request: IncomingMessage,
  response: ServerResponse,
): void {
  try {
    listener(request, response);
  } catch {
    response.writeHead(404).end();
  }
}
