/** What strangers without a secret send to the port of a process, as raw sockets send it, and what that costs the process. */
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { realTimeMs, withinRealMs } from "slack-sandbox";

const MIB = 1024 * 1024;
/** Above what the process has at rest. */
export const MOST_MIB = 100;
const PATH = "/slack/events";
/** More than enough for three seconds of a body, and ten of headers. */
const BODY_GONE_MS = 10_000;
const HEADERS_GONE_MS = 20_000;
const BRIEFLY_MS = 600;

export interface Shape {
  name: string;
  /**
   * Resolves with how many connections the process had not closed by itself when it should have. `size`: 1 as
   * `npm run faults` sends it; less for less of it, which is not waited for either.
   */
  send(port: number, size: number): Promise<number>;
}

export const SHAPES: readonly Shape[] = [
  {
    name: "two million chunks of a byte",
    async send(port) {
      const socket = await open(port, `${forged()}Transfer-Encoding: chunked\r\n\r\n`);
      await write(socket, Buffer.from("1\r\nx\r\n".repeat(2_000_000)));
      return closedAfter(socket, BODY_GONE_MS);
    },
  },
  {
    name: "chunks of a byte on twenty connections, and where no body is taken",
    send(port, size) {
      const chunks = Buffer.from("1\r\nx\r\n".repeat(100_000));
      const heads = [forged(), head("GET /healthz"), head("POST /metrics"), head("POST /slack/events")];
      return atOnce(20 * size, async (index) => {
        const socket = await open(port, `${heads[index % heads.length]}Transfer-Encoding: chunked\r\n\r\n`);
        await write(socket, chunks);
        return closedAfter(socket, BODY_GONE_MS);
      });
    },
  },
  {
    name: "half-sent bodies at once",
    send(port, size) {
      const half = Buffer.alloc(2 * MIB - 1, "x");
      return atOnce(200 * size, async () => {
        const socket = await open(port, unfinished());
        void write(socket, half);
        return closedAfter(socket, patience(BODY_GONE_MS, size));
      });
    },
  },
  {
    name: "seven half-sent bodies a second",
    send(port, size) {
      const half = Buffer.alloc(1.9 * MIB, "x");
      return atOnce(70 * size, async (index) => {
        await setTimeout((index * 1000) / 7);
        const socket = await open(port, unfinished());
        await write(socket, half);
        return closedAfter(socket, patience(BODY_GONE_MS, size));
      });
    },
  },
  {
    name: "requests without their bodies",
    send: (port, size) =>
      atOnce(900 * size, async () => closedAfter(await open(port, `${unfinished()}x`), patience(BODY_GONE_MS, size))),
  },
  {
    name: "half-sent headers",
    send: (port, size) =>
      inWaves(3000 * size, async () =>
        closedAfter(await open(port, `${forged()}X-Long: ${"x".repeat(15_000)}`), patience(HEADERS_GONE_MS, size)),
      ),
  },
  {
    name: "pipelined requests",
    send(port, size) {
      const requests = [`${head("GET /metrics")}\r\n`, `${head("GET /healthz")}\r\n`, `${head("GET /nothing")}\r\n`];
      const unsigned = `${forged()}Content-Length: 2\r\n\r\n{}`;
      return atOnce(4, async (index) => {
        const socket = await open(port, "");
        await write(socket, Buffer.from((requests[index] ?? unsigned).repeat(20_000 * size)));
        return closedAfter(socket, BODY_GONE_MS);
      });
    },
  },
  {
    name: "idle connections",
    send: (port, size) =>
      inWaves(4000 * size, async () => closedAfter(await open(port, ""), patience(HEADERS_GONE_MS, size))),
  },
];

/** A correctly signed request on a connection of its own. Resolves with the seconds until it was answered as it should be. */
export async function signedRequest(port: number, signingSecret: string): Promise<number> {
  const body = JSON.stringify({ type: "url_verification", challenge: "in between" });
  const timestamp = timestampNow();
  const signature = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": `v0=${signature}`,
  };
  const from = performance.now();
  const sent = request({ port, host: "127.0.0.1", path: PATH, method: "POST", headers, agent: false });
  sent.on("error", () => undefined);
  sent.end(body);
  const [response] = await once(sent, "response", { signal: AbortSignal.timeout(60_000) });
  response.resume();
  await once(response, "end");
  if (response.statusCode !== 200) throw new Error(`A signed request was answered ${response.statusCode}`);
  return (performance.now() - from) / 1000;
}

interface Cost {
  /** The most above what the process had before. */
  mib: number;
  /** The longest that a signed request took in between, without what the machine had no core free for. */
  seconds: number;
  /** Signed requests in between. */
  answered: number;
  /** Why others were not. */
  unanswered: string[];
  /** Connections that the process had not closed by itself when it should have. */
  leftOpen: number;
}

/** Sends a shape to a process on Linux, and signed requests in between. */
export async function costOf(
  shape: Shape,
  { port, pid, signingSecret, size }: { port: number; pid: number; signingSecret: string; size: number },
): Promise<Cost> {
  const cost: Cost = { mib: 0, seconds: 0, answered: 0, unanswered: [], leftOpen: 0 };
  // Sets the peak back to what it has now: proc(5), clear_refs.
  await writeFile(`/proc/${pid}/clear_refs`, "5");
  const before = await kibibytes(pid, "VmRSS");
  let isSending = true;
  const sending = shape.send(port, size).finally(() => {
    isSending = false;
  });
  do {
    const waitedBefore = await secondsWithoutCore(pid);
    try {
      const seconds = await signedRequest(port, signingSecret);
      const waited = (await secondsWithoutCore(pid)) - waitedBefore;
      cost.seconds = Math.max(cost.seconds, seconds - waited);
      cost.answered += 1;
    } catch (error) {
      cost.unanswered.push(String(error));
    }
    await setTimeout(50);
  } while (isSending);
  cost.leftOpen = await sending;
  cost.mib = ((await kibibytes(pid, "VmHWM")) - before) / 1024;
  return cost;
}

/** For which that process and this one could have run, and others did: proc(5), schedstat. */
async function secondsWithoutCore(pid: number): Promise<number> {
  const waits = [pid, process.pid].map(async (each) => {
    const [, nanoseconds] = (await readFile(`/proc/${each}/schedstat`, "utf8")).split(" ");
    return Number(nanoseconds) / 1e9;
  });
  return (await Promise.all(waits)).reduce((sum, seconds) => sum + seconds, 0);
}

async function kibibytes(pid: number, line: "VmRSS" | "VmHWM"): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`^${line}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]);
}

function timestampNow(): string {
  return String(Math.floor(realTimeMs() / 1000));
}

function head(methodAndPath: string): string {
  return `${methodAndPath} HTTP/1.1\r\nHost: drumbeat\r\n`;
}

/** Passes all that can be judged before the body is there. */
function forged(): string {
  const headers = [`X-Slack-Request-Timestamp: ${timestampNow()}`, `X-Slack-Signature: v0=${"0".repeat(64)}`];
  return `${head(`POST ${PATH}`)}${headers.join("\r\n")}\r\n`;
}

/** Announces more than it sends. */
function unfinished(): string {
  return `${forged()}Content-Length: ${2 * MIB}\r\n\r\n`;
}

async function open(port: number, text: string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  // Closed by the other side, which is what it should do.
  socket.on("error", () => socket.destroy()).resume();
  await Promise.race([once(socket, "connect"), once(socket, "close")]).catch(() => undefined);
  if (text !== "") socket.write(text);
  return socket;
}

/** Resolves when it is sent, or when the connection was closed. */
async function write(socket: Socket, bytes: Buffer): Promise<void> {
  const closed = once(socket, "close").catch(() => undefined);
  const sent = new Promise<void>((resolve) => {
    socket.write(bytes, () => resolve());
  });
  if (!socket.destroyed) await Promise.race([sent, closed]);
}

function patience(ms: number, size: number): number {
  return size < 1 ? BRIEFLY_MS : ms;
}

/** Resolves with 1 when the process has not closed it by then, else with 0; it is closed in any case. */
async function closedAfter(socket: Socket, ms: number): Promise<number> {
  const closed = once(socket, "close").catch(() => undefined);
  if (!socket.destroyed) await withinRealMs(ms, closed);
  const isOpen = !socket.destroyed;
  socket.destroy();
  return isOpen ? 1 : 0;
}

/** Two thousand a second. Of more than the system queues, some would be connected in the eyes of this side alone. */
function inWaves(many: number, work: () => Promise<number>): Promise<number> {
  return atOnce(many, async (index) => {
    await setTimeout(Math.floor(index / 100) * 50);
    return work();
  });
}

/** Resolves with the sum. */
async function atOnce(many: number, work: (index: number) => Promise<number>): Promise<number> {
  const all = await Promise.all(Array.from({ length: Math.ceil(many) }, (_, index) => work(index)));
  return all.reduce((sum, each) => sum + each, 0);
}
