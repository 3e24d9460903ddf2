/** Slack's requests over HTTP: what Bolt's receiver would let through, or never answer, is refused before it. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { HTTPReceiver, type HTTPReceiverOptions } from "@slack/bolt";
import { systemClock } from "../clock.ts";
import { MINUTE, SECOND } from "../time.ts";

/** Source: docs.slack.dev/authentication/verifying-requests-from-slack: five minutes, either way. */
const MOST_OFF_MS = 5 * MINUTE;
/** Bolt's own limit. */
const MOST_BYTES = 4 * 1024 * 1024;

/** With which Bolt and we turn away what is not read further. */
const REFUSED = [400, 401, 413];

/**
 * `onRefused` is told of each request that is turned away here or by Bolt before any listener sees it.
 *
 * Bolt's receiver with two doors before it. A request whose timestamp lies in the future, or is no number of seconds,
 * gets 401: Bolt compares only with the past. One whose body is no object (`null`, a list) gets 400: Bolt fails on it
 * outside of its own handling, and leaves it unanswered.
 */
export function createHttpReceiver(options: HTTPReceiverOptions, onRefused?: () => void): HTTPReceiver {
  const receiver = new HTTPReceiver(options);
  const { requestListener } = receiver;
  receiver.requestListener = (request, response) => {
    if (request.method !== "POST") return requestListener(request, response);
    response.once("finish", () => {
      if (REFUSED.includes(response.statusCode)) onRefused?.();
    });
    const refuse = (status: number): void => {
      response.writeHead(status).end();
    };
    const timestamp = request.headers["x-slack-request-timestamp"];
    if (timestamp !== undefined && !isRecent(String(timestamp))) return refuse(401);
    return void bodyOf(request).then(
      (rawBody) => {
        if (rawBody === null) return refuse(413);
        if (!isObjectIn(rawBody.toString(), request.headers["content-type"])) return refuse(400);
        // Bolt takes a body that somebody has read already from there.
        passOn(requestListener, Object.assign(request, { rawBody }), response);
      },
      () => refuse(400),
    );
  };
  return receiver;
}

function isRecent(timestamp: string): boolean {
  return (
    /^\d{1,12}$/.test(timestamp) &&
    Math.abs(Date.parse(systemClock().now()) - Number(timestamp) * SECOND) <= MOST_OFF_MS
  );
}

/** Null when it is too long. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > MOST_BYTES) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** A form is one, unless its `payload` is something else. What is no JSON at all is Bolt's to refuse. */
function isObjectIn(body: string, contentType: string | undefined): boolean {
  const isForm = contentType?.startsWith("application/x-www-form-urlencoded") ?? false;
  const json = isForm ? new URLSearchParams(body).get("payload") : body;
  if (json === null) return true;
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return true;
  }
}

/** For an address that is not there Bolt throws; its server answers 404 only where nothing was awaited before. */
function passOn(listener: HTTPReceiver["requestListener"], request: IncomingMessage, response: ServerResponse): void {
  try {
    listener(request, response);
  } catch {
    response.writeHead(404).end();
  }
}
