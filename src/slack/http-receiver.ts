/** Slack's requests over HTTP: verifies the signature of the raw bytes before parsing them. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { parse } from "node:querystring";
import { HTTPReceiver, type HTTPReceiverOptions } from "@slack/bolt";
import { systemClock } from "../platform/clock.ts";
import { SLACK_REQUESTS_PATH } from "../platform/config.ts";
import { cutOff, markProved, refuse } from "../platform/http-entrance.ts";
import type { CountRefusal, RefusalReason } from "../platform/refused-requests.ts";
import { MINUTE, SECOND } from "../platform/time.ts";
import { yieldToEventLoop } from "../platform/yield-to-event-loop.ts";
import { UnprovedRequests } from "./unproved-requests.ts";

/** Source: docs.slack.dev/authentication/verifying-requests-from-slack: five minutes, either way. */
const MOST_OFF_MS = 5 * MINUTE;
const MIB = 1024 * 1024;
/**
 * Slack's largest request is a modal submission: a view of at most 250 kB (docs.slack.dev/reference/views) with text
 * fields of 3,000 characters each, percent-encoded.
 */
const MOST_BYTES = 2 * MIB;
/** A body of that size in packets of 536 bytes, the least that the internet cuts it into. */
const MOST_PIECES = 4096;
const MOST_UNPROVED = 64;
const MOST_UNPROVED_BYTES = 16 * MIB;
/** Slack waits no longer for the answer. */
const BODY_WITHIN_MS = 3 * SECOND;

const NOT_FOUND = 404;
/** Status codes of requests refused unread by Bolt. */
const REFUSED_BY_BOLT = [400, 401, 413];

/**
 * Bolt's receiver behind our own checks: Bolt parses a form before verifying it, accepts future timestamps, never
 * answers a body that is no object, and keeps whatever is sent. `refused` is called for each request refused before any
 * listener.
 */
export function createHttpReceiver(
  options: Omit<HTTPReceiverOptions, "endpoints">,
  refused: CountRefusal = () => undefined,
): HTTPReceiver {
  const receiver = new HTTPReceiver({ ...options, endpoints: SLACK_REQUESTS_PATH });
  const { requestListener } = receiver;
  const unproved = new UnprovedRequests({
    requests: MOST_UNPROVED,
    bytes: MOST_UNPROVED_BYTES,
    bytesOfEach: MOST_BYTES,
    piecesOfEach: MOST_PIECES,
  });
  receiver.requestListener = async (request, response) => {
    if (request.method !== "POST" || request.url?.split("?")[0] !== SLACK_REQUESTS_PATH)
      return refuse(request, response, NOT_FOUND);
    const read = await readProved(request, { signingSecret: options.signingSecret, unproved });
    if (!read.ok) {
      refused(read.reason);
      answerRefused(read.reason, request, response);
      return;
    }
    response.once("finish", () => {
      if (REFUSED_BY_BOLT.includes(response.statusCode)) refused("malformed");
    });
    // Bolt reads `rawBody` if it is set.
    requestListener(Object.assign(request, { rawBody: read.body }), response);
  };
  return receiver;
}

function answerRefused(reason: RefusalReason, request: IncomingMessage, response: ServerResponse): void {
  switch (reason) {
    case "timestamp":
    case "signature":
      refuse(request, response, 401);
      break;
    case "size":
      refuse(request, response, 413);
      break;
    case "pieces":
      cutOff(request, response, 413);
      break;
    case "slow":
      cutOff(request, response, 408);
      break;
    case "crowded":
      cutOff(request, response, 503);
      break;
    case "broken-off":
      break;
    default:
      refuse(request, response, 400);
  }
}

type Read = { ok: true; body: Buffer } | { ok: false; reason: RefusalReason };

async function readProved(
  request: IncomingMessage,
  { signingSecret, unproved }: { signingSecret: string; unproved: UnprovedRequests },
): Promise<Read> {
  const { headers } = request;
  const timestamp = String(headers["x-slack-request-timestamp"]);
  const signature = String(headers["x-slack-signature"]);
  if (!isRecent(timestamp)) return { ok: false, reason: "timestamp" };
  if (!/^v0=[0-9a-f]{64}$/.test(signature)) return { ok: false, reason: "signature" };
  if (Number(headers["content-length"]) > MOST_BYTES) return { ok: false, reason: "size" };

  const received = await receive(request, unproved);
  if (!received.ok) return received;
  const { body } = received;
  const hmac = createHmac("sha256", signingSecret).update(`v0:${timestamp}:`).update(body);
  const expected = Buffer.from(`v0=${hmac.digest("hex")}`);
  if (!timingSafeEqual(expected, Buffer.from(signature))) return { ok: false, reason: "signature" };
  markProved(request);

  if (!holdsObject(body.toString(), headers["content-type"])) return { ok: false, reason: "malformed" };
  // Bolt parses the body again: others have a turn between the two.
  await yieldToEventLoop();
  return received;
}

/** Its whole body, if that comes in time and there is room for it. */
function receive(request: IncomingMessage, unproved: UnprovedRequests): Promise<Read> {
  const { promise, resolve } = Promise.withResolvers<Read>();
  const over = (read: Read) => {
    clearTimeout(timer);
    held.drop();
    resolve(read);
  };
  const refusedFor = (reason: RefusalReason) => over({ ok: false, reason });
  const held = unproved.open(() => refusedFor("crowded"));
  const timer = setTimeout(() => refusedFor("slow"), BODY_WITHIN_MS);
  request.on("data", (piece: Buffer) => {
    const excess = held.append(piece);
    if (excess) refusedFor(excess);
  });
  request.once("end", () => over({ ok: true, body: held.take() }));
  request.once("error", () => refusedFor("broken-off"));
  request.once("close", () => refusedFor("broken-off"));
  return promise;
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
