import { randomBytes, randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import { z } from "zod";
import { type Json, type JsonObject, parseJson } from "./json.ts";
import { EVENT_LIMITS, INTERACTION_LIMITS } from "./limits.ts";
import { withinRealMs } from "./real-time.ts";
import { type Ack, emptyAsNull, type RequestKind, type Retry, type Transport } from "./transport.ts";

const PING_EVERY_MS = 10_000;
const GOODBYE_MS = 500;

const ackMessage = z.object({ envelope_id: z.string(), payload: z.json().optional() });

export type DisconnectReason = "warning" | "refresh_requested" | "link_disabled";

/** WebSockets of the app: each payload goes to one of them, and is acknowledged on any. */
export class SocketMode implements Transport {
  readonly #appId: string;
  readonly #tickets = new Set<string>();
  readonly #sockets = new Set<WebSocket>();
  readonly #silent = new WeakSet<WebSocket>();
  readonly #pending = new Map<string, { socket: WebSocket; settle: (ack: Ack) => void }>();
  readonly #awaitingConnection = new Set<() => void>();
  #turn = 0;
  #dropNext = 0;
  #hadConnection = false;

  constructor(appId: string) {
    this.#appId = appId;
  }

  /** The query of a single-use address. */
  makeTicket(): string {
    const ticket = randomBytes(16).toString("hex");
    this.#tickets.add(ticket);
    return `ticket=${ticket}&app_id=${this.#appId}`;
  }

  useTicket(ticket: string | null): boolean {
    return ticket !== null && this.#tickets.delete(ticket);
  }

  accept(socket: WebSocket): void {
    if (this.#sockets.size >= EVENT_LIMITS.socketConnections) {
      this.#sendDisconnect(socket, "too_many_websockets");
      socket.close();
      return;
    }
    this.#sockets.add(socket);
    this.#hadConnection = true;
    const pings = setInterval(() => {
      if (!this.#silent.has(socket)) socket.ping();
    }, PING_EVERY_MS);
    socket.on("message", (data) => this.#receive(data.toString()));
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      clearInterval(pings);
      this.#sockets.delete(socket);
      for (const [id, pending] of this.#pending)
        if (pending.socket === socket) this.#settle(id, { ok: false, reason: "connection_failed", mayRetry: true });
    });
    socket.send(
      JSON.stringify({
        type: "hello",
        num_connections: this.#sockets.size,
        connection_info: { app_id: this.#appId },
        debug_info: { host: "sandbox", build_number: 1, approximate_connection_time: 18060 },
      }),
    );
    for (const arrived of this.#awaitingConnection) arrived();
    this.#awaitingConnection.clear();
  }

  async send(kind: RequestKind, payload: JsonObject, retry?: Retry): Promise<Ack> {
    const socket = this.#nextSocket();
    if (!socket) return { ok: false, reason: "connection_failed", mayRetry: true };
    const id = randomUUID();
    const acked = new Promise<Ack>((settle) => this.#pending.set(id, { socket, settle }));
    const isEvent = kind === "events_api";
    const envelope = {
      envelope_id: id,
      payload,
      type: kind,
      accepts_response_payload: !isEvent,
      ...(isEvent && { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? "" }),
    };
    if (this.#silent.has(socket)) {
      // What is sent into it arrives nowhere.
    } else if (this.#dropNext > 0) {
      this.#dropNext -= 1;
      // The app gets it and its acknowledgement finds no way back.
      socket.send(JSON.stringify(envelope), () => socket.terminate());
    } else socket.send(JSON.stringify(envelope));
    const ack = await withinRealMs(INTERACTION_LIMITS.ackMs, acked);
    this.#pending.delete(id);
    return ack ?? { ok: false, reason: "timeout", mayRetry: true };
  }

  /** An app that has never been connected is not waited for. */
  async reachable(withinMs: number): Promise<boolean> {
    if (this.#nextSocket()) return true;
    if (!this.#hadConnection) return false;
    const arrival = new Promise<true>((resolve) => this.#awaitingConnection.add(() => resolve(true)));
    return (await withinRealMs(withinMs, arrival)) ?? false;
  }

  /** Cuts every connection without a word. */
  drop(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  /** Cuts the connection that carries the next payload, as soon as it was sent. */
  dropAfterNext(): void {
    this.#dropNext += 1;
  }

  /** Reads no more from the connections that are open, not even pings, and sends no more. */
  silence(): void {
    for (const socket of this.#sockets) {
      socket.pause();
      this.#silent.add(socket);
    }
  }

  disconnect(reason: DisconnectReason): void {
    for (const socket of this.#sockets) this.#sendDisconnect(socket, reason);
  }

  /** Answers an app that says goodbye, and gives the others a moment to. */
  async close(): Promise<void> {
    this.#hadConnection = false;
    const closed = [...this.#sockets].map((socket) => {
      if (this.#silent.has(socket)) return socket.terminate();
      socket.close();
      return new Promise<void>((resolve) => socket.once("close", () => resolve()));
    });
    await withinRealMs(GOODBYE_MS, Promise.all(closed));
    this.drop();
    for (const arrived of this.#awaitingConnection) arrived();
  }

  #sendDisconnect(socket: WebSocket, reason: string): void {
    socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "sandbox" } }));
  }

  #nextSocket(): WebSocket | undefined {
    const all = [...this.#sockets].filter((socket) => socket.readyState === socket.OPEN);
    const answering = all.filter((socket) => !this.#silent.has(socket));
    // Slack gives up a connection that answers no ping, once there is another one.
    const open = answering.length > 0 ? answering : all;
    this.#turn += 1;
    return open[this.#turn % open.length];
  }

  #receive(text: string): void {
    const message = ackMessage.safeParse(parseJson(text));
    if (!message.success) return;
    const payload: Json = message.data.payload ?? null;
    this.#settle(message.data.envelope_id, { ok: true, body: emptyAsNull(payload) });
  }

  #settle(id: string, ack: Ack): void {
    this.#pending.get(id)?.settle(ack);
    this.#pending.delete(id);
  }
}
