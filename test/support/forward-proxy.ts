/** A forward proxy that tells what it was asked for, and a Slack behind TLS for it to lead to. */
import { createServer, request as httpRequest, type IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { onTestFinished } from "vitest";

export interface ForwardProxy {
  /** Host and port. */
  shown: string;
  port: number;
  /** What it was asked to connect to, `slack.com:443`, in order. */
  asked: string[];
  /** The `Proxy-Authorization` of each. */
  authorizations: (string | undefined)[];
  /** From now on it answers with this status; null: it lets everything through. */
  refuseWith(status: number | null): void;
  /** Cuts everything that goes through it. */
  cut(): void;
}

/** `lead`: to which port of this machine a name goes; else to where it is asked. It refuses everything but CONNECT. */
export async function aForwardProxy({
  lead = {},
  secret = null,
  tls,
}: {
  lead?: Record<string, number>;
  /** `user:password` without which it answers 407. */
  secret?: string | null;
  tls?: { key: string; cert: string };
} = {}): Promise<ForwardProxy> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  let refusal: number | null = null;
  const server = tls ? createTlsServer(tls) : createServer();
  const open = followed(server);
  const wanted = secret === null ? null : `Basic ${Buffer.from(secret).toString("base64")}`;
  server.on("request", (_, response) => response.writeHead(501).end());
  server.on("connect", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const target = request.url ?? "";
    const authorization = request.headers["proxy-authorization"];
    asked.push(target);
    authorizations.push(authorization);
    const [host = "", port = ""] = target.split(":");
    const status = refusal ?? (wanted !== null && authorization !== wanted ? 407 : null);
    if (status !== null) return void socket.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\n\r\n`);
    const to = lead[host];
    const beyond = to === undefined ? connect(Number(port), host) : connect(to, "127.0.0.1");
    open.add(beyond);
    beyond.once("connect", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      if (head.length > 0) beyond.write(head);
      join(socket, beyond);
    });
    beyond.on("error", () => socket.destroy());
  });
  const port = await listening(server, open);
  return {
    shown: `127.0.0.1:${port}`,
    port,
    asked,
    authorizations,
    refuseWith(status) {
      refusal = status;
    },
    cut() {
      for (const socket of open) socket.destroy();
    },
  };
}

/**
 * The sandbox as Slack is: by HTTPS, its WebSocket and its files at names of their own. What the sandbox says in a payload, a
 * `response_url`, stays its own address.
 */
export async function aSlackBehindTls(
  sandboxUrl: string,
  tls: { key: string; cert: string },
  names: { webSocket: string; files: string },
): Promise<number> {
  const { port, host } = new URL(sandboxUrl);
  const server = createTlsServer(tls, (request, response) => {
    const { method, url: path, headers } = request;
    const forwarded = httpRequest({ port, method, path, headers: { ...headers, host } }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(Buffer.from(chunk));
      const body = Buffer.concat(chunks)
        .toString()
        .replaceAll(`ws://${host}`, `wss://${names.webSocket}`)
        .replaceAll(`http://${host}/upload`, `https://${names.files}/upload`);
      const { "content-length": _, "transfer-encoding": __, ...others } = answer.headers;
      response.writeHead(answer.statusCode ?? 500, others).end(body);
    });
    request.pipe(forwarded);
  });
  const open = followed(server);
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const beyond = connect(Number(port), "127.0.0.1");
    open.add(beyond);
    const lines = Object.entries({ ...request.headers, host }).map(([name, value]) => `${name}: ${value}\r\n`);
    beyond.write(`GET ${request.url} HTTP/1.1\r\n${lines.join("")}\r\n`);
    if (head.length > 0) beyond.write(head);
    join(socket, beyond);
  });
  return listening(server, open);
}

function join(one: Duplex, other: Duplex): void {
  one.pipe(other).pipe(one);
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on("error", () => to.destroy());
    from.on("close", () => to.destroy());
  }
}

/** Its sockets, as long as they are open. */
function followed(server: Server): Set<Socket> {
  const open = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => open.delete(socket));
  });
  return open;
}

async function listening(server: Server, open: Set<Socket>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address: string | AddressInfo | null = server.address();
  if (typeof address !== "object" || address === null) throw new Error("It has no port.");
  return address.port;
}
