/**
 * The least of Slack that an app needs to start and to be sent submissions: quicker than the sandbox, which checks
 * everything, so that what is measured is the app.
 */
import { createServer } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";

export interface FakeSlack {
  /** For `SLACK_API_URL`. */
  apiUrl: string;
  /** How often each method was called. */
  calls: Map<string, number>;
  /** Sends an interactive payload over the app's socket; resolves with the acknowledgement's body. */
  deliver(payload: object): Promise<unknown>;
  /** Resolves when the method is called next. */
  called(method: string): Promise<void>;
  close(): Promise<void>;
}

export const TEAM = "T1";
const PAGE = 200;
const PING_MS = 5000;
const acknowledgement = z.object({ envelope_id: z.string(), payload: z.unknown() });

/** `people`: how many `users.list` gives, in pages. */
export async function startFakeSlack({
  people = 0,
  onPost,
}: {
  people?: number;
  onPost?(sent: URLSearchParams): void;
} = {}): Promise<FakeSlack> {
  const calls = new Map<string, number>();
  const awaited = new Map<string, () => void>();
  const waiting = new Map<string, { envelope: string; acknowledged: (body: unknown) => void }>();
  let port = 0;
  let socket: WebSocket | undefined;
  let envelopes = 0;

  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const method = (request.url ?? "").replace(/^\/api\//, "");
      calls.set(method, (calls.get(method) ?? 0) + 1);
      const sent = new URLSearchParams(body);
      if (method === "chat.postMessage") onPost?.(sent);
      const answer = JSON.stringify({ ok: true, ...answerTo(method, sent, { port, people }) });
      awaited.get(method)?.();
      response.writeHead(200, { "content-type": "application/json" }).end(answer);
    });
  });
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (connected) => {
    socket = connected;
    connected.on("message", (data) => {
      const { envelope_id, payload } = acknowledgement.parse(JSON.parse(data.toString()));
      waiting.get(envelope_id)?.acknowledged(payload);
      waiting.delete(envelope_id);
    });
    connected.send(JSON.stringify({ type: "hello", num_connections: 1, connection_info: { app_id: "A1" } }));
    // What was not acknowledged over an earlier connection comes again.
    for (const { envelope } of waiting.values()) connected.send(envelope);
  });
  // The SDK takes a connection without pings for dead.
  const pings = setInterval(() => socket?.ping(), PING_MS);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  if (typeof address === "object" && address) port = address.port;

  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    calls,
    called: (method) => new Promise((resolve) => awaited.set(method, resolve)),
    deliver(payload) {
      envelopes += 1;
      const envelope_id = `envelope-${envelopes}`;
      if (!socket) throw new Error("No app is connected.");
      const envelope = JSON.stringify({ envelope_id, type: "interactive", accepts_response_payload: true, payload });
      const answer = new Promise<unknown>((acknowledged) => waiting.set(envelope_id, { envelope, acknowledged }));
      socket.send(envelope);
      return answer;
    },
    async close() {
      clearInterval(pings);
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function answerTo(method: string, sent: URLSearchParams, { port, people }: { port: number; people: number }): object {
  switch (method) {
    case "auth.test":
      return {
        url: "http://127.0.0.1/",
        team: "Bench",
        team_id: TEAM,
        user: "drumbeat",
        user_id: "UBOT",
        bot_id: "BBOT",
      };
    case "apps.connections.open":
      return { url: `ws://127.0.0.1:${port}/link?ticket=x` };
    case "users.list": {
      const from = Number(sent.get("cursor") ?? 0);
      const until = Math.min(from + PAGE, people);
      const members = Array.from({ length: until - from }, (_, index) => slackUser(from + index));
      return { members, response_metadata: { next_cursor: until < people ? String(until) : "" } };
    }
    case "chat.postMessage":
    case "chat.update":
      // A person's id stands for the direct message with them.
      return { channel: (sent.get("channel") ?? "").replace(/^U/, "DU"), ts: "1.2", message: {} };
    default:
      return {};
  }
}

/** A user object of the size that Slack sends. */
function slackUser(index: number) {
  const id = `U${String(index).padStart(8, "0")}`;
  const name = `Person Number ${index}`;
  return {
    id,
    team_id: TEAM,
    name: `person${index}`,
    deleted: false,
    color: "9f69e7",
    real_name: name,
    tz: "Europe/Paris",
    tz_label: "Central European Time",
    tz_offset: 3600,
    locale: index % 2 === 0 ? "en-GB" : "fr-FR",
    profile: {
      title: "Works here",
      phone: "",
      skype: "",
      real_name: name,
      real_name_normalized: name,
      display_name: `person${index}`,
      display_name_normalized: `person${index}`,
      status_text: "",
      status_emoji: "",
      avatar_hash: "0123456789ab",
      image_72: `https://avatars.example/${id}_72.png`,
      image_192: `https://avatars.example/${id}_192.png`,
      team: TEAM,
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_bot: false,
    is_app_user: false,
    updated: 1_767_225_600,
  };
}
