/**
 * How every port of this process is opened: an HTTP server that limits what a stranger may send and hold, in size, number,
 * time and shape.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { Connections } from "./connection-limit.ts";
import type { CountRefusal, RefusalReason } from "./refused-requests.ts";
import { SECOND } from "./time.ts";

const MOST_HEADER_BYTES = 16 * 1024;
const MOST_HEADERS = 100;
const HEADERS_WITHIN_MS = 10 * SECOND;
const REQUEST_WITHIN_MS = 15 * SECOND;
const IDLE_MS = 5 * SECOND;
/** Without a byte in either direction, as where an answer is not read. */
const SILENT_MS = 30 * SECOND;
const MOST_CONNECTIONS = 1024;
/** Those that wait to be accepted, one in each turn of the event loop; whoever finds no room tries again a second later. */
const MOST_QUEUED = 1024;
/** Sent ahead on one connection. Proxies and Slack send one and wait. */
const MOST_UNANSWERED = 8;
/**
 * What is still on its way is read and dropped for so long, and in so many pieces: a connection that is cut would take the
 * answer with it.
 */
const DRAIN_MS = SECOND;
const DRAIN_PIECES = 512;

const entrances = new WeakMap<Socket, Connections<Socket>>();

/** Whoever sent this is known: their connection is not closed to make room for others. */
export function markProved({ socket }: IncomingMessage): void {
  entrances.get(socket)?.prove(socket);
}

/** Answers a request, and closes its connection at once: for whoever sends too much, too slowly, or to a crowded port. */
export function cutOff({ socket }: IncomingMessage, response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: "close", "content-length": 0 }).end();
  socket.destroySoon();
}

/** Answers a request without taking in its body, and closes its connection once that was sent, or after a while. */
export function refuse(request: IncomingMessage, response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: "close", "content-length": 0 });
  response.flushHeaders();
  if (request.readableEnded) {
    response.end();
    return;
  }
  const cut = () => request.socket.destroy();
  const enough = setTimeout(cut, DRAIN_MS);
  let pieces = 0;
  request.on("data", () => {
    pieces += 1;
    if (pieces > DRAIN_PIECES) cut();
  });
  request.once("end", () => response.end());
  request.once("close", () => clearTimeout(enough));
}

export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) !== 0;
}

/**
 * Opens a port. `refused` counts what is turned away here. Rejects if the port is taken. The returned `close` waits for
 * answers to those who are known, and for nobody else.
 */
export async function openEntrance(
  { port, host }: { port: number; host?: string | undefined },
  listener: RequestListener,
  refused: CountRefusal,
): Promise<{ close(): Promise<void> }> {
  const server = createLimitedServer(listener, refused);
  const connections = limitConnections(server, refused);
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => turnAway(error, socket, refused));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, backlog: MOST_QUEUED, ...(host !== undefined && { host }) }, resolve);
  });
  return {
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of connections.removeUnproved()) socket.destroy();
      await closed;
    },
  };
}

function createLimitedServer(listener: RequestListener, refused: CountRefusal): Server {
  const limits = {
    maxHeaderSize: MOST_HEADER_BYTES,
    headersTimeout: HEADERS_WITHIN_MS,
    requestTimeout: REQUEST_WITHIN_MS,
    keepAliveTimeout: IDLE_MS,
    connectionsCheckingInterval: SECOND,
  };
  const unanswered = new WeakMap<Socket, number>();
  const server = createServer(limits, (request, response) => {
    const { socket } = request;
    if (socket.destroyed) return;
    const waiting = (unanswered.get(socket) ?? 0) + 1;
    unanswered.set(socket, waiting);
    response.once("close", () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
    if (waiting > MOST_UNANSWERED) {
      refused("pipelined");
      socket.destroy();
      return;
    }
    listener(request, response);
  });
  server.maxHeadersCount = MOST_HEADERS;
  server.timeout = SILENT_MS;
  return server;
}

function limitConnections(server: Server, refused: CountRefusal): Connections<Socket> {
  const connections = new Connections<Socket>(MOST_CONNECTIONS, (socket) => {
    refused("crowded");
    socket.destroy();
  });
  server.on("connection", (socket: Socket) => {
    entrances.set(socket, connections);
    socket.once("close", () => connections.remove(socket));
    connections.add(socket);
  });
  return connections;
}

/** Source: nodejs.org/api/http.html, Event 'clientError'; the answers are those that Node gives by itself. */
function turnAway(error: NodeJS.ErrnoException, socket: Duplex, refused: CountRefusal): void {
  // Opened ahead and never used, or cut by the other side: nothing was asked.
  const isSilent = "bytesRead" in socket && socket.bytesRead === 0;
  if (isSilent || error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  refused(reasonOf(error.code));
  const isAnswered = "_httpMessage" in socket && socket._httpMessage !== null;
  if (!isAnswered) socket.write(`HTTP/1.1 ${statusOf(error.code)}\r\nConnection: close\r\n\r\n`);
  socket.destroy();
}

function reasonOf(code: string | undefined): RefusalReason {
  switch (code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return "slow";
    case "HPE_INVALID_EOF_STATE":
      return "broken-off";
    default:
      return "malformed";
  }
}

function statusOf(code: string | undefined): string {
  switch (code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return "408 Request Timeout";
    case "HPE_HEADER_OVERFLOW":
      return "431 Request Header Fields Too Large";
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return "413 Payload Too Large";
    default:
      return "400 Bad Request";
  }
}
