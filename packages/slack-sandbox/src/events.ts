import type { SandboxClock } from "./clock.ts";
import { isHeard } from "./event-scopes.ts";
import { isObject, type JsonObject, stringIn } from "./json.ts";
import { EVENT_LIMITS, INTERACTION_LIMITS } from "./limits.ts";
import type { Manifest } from "./manifest.ts";
import { eventCallback } from "./payloads.ts";
import type { Instant } from "./time.ts";
import { addMs, earliest } from "./time.ts";
import type { Transcript } from "./transcript.ts";
import type { Transport } from "./transport.ts";
import type { Workspace } from "./workspace.ts";

interface Waiting {
  payload: JsonObject;
  attempt: number;
  reason: string;
  dueAt: Instant;
}

/**
 * Events on their way to the app. What is not acknowledged comes again: at once, then after one and after five minutes
 * of the sandbox's clock, which therefore waits for it.
 */
export class Events {
  readonly #clock: SandboxClock;
  readonly #workspace: Workspace;
  readonly #manifest: Pick<Manifest, "botEvents" | "scopes">;
  readonly #transport: () => Transport;
  readonly #transcript: Transcript;
  readonly #driven: { changed(): void; detach(): void };
  readonly #inFlight = new Set<Promise<void>>();
  #waiting: Waiting[] = [];
  #redeliverNext = 0;
  #swapNext = false;
  #heldBack: JsonObject | null = null;

  constructor(facts: {
    clock: SandboxClock;
    workspace: Workspace;
    manifest: Pick<Manifest, "botEvents" | "scopes">;
    transport: () => Transport;
    transcript: Transcript;
  }) {
    this.#clock = facts.clock;
    this.#workspace = facts.workspace;
    this.#manifest = facts.manifest;
    this.#transport = facts.transport;
    this.#transcript = facts.transcript;
    this.#driven = facts.clock.drive(() => this.#turn());
  }

  /** Resolves when the app has acknowledged the event, or when it waits for its next redelivery. */
  async deliver(event: JsonObject): Promise<void> {
    if (!isHeard(subscriptionOf(event), this.#manifest)) return;
    const payload = eventCallback(this.#workspace, event);
    if (this.#swapNext) {
      this.#swapNext = false;
      this.#heldBack = payload;
      return;
    }
    await this.#send({ payload, attempt: 0, reason: "", dueAt: this.#clock.now() });
    const held = this.#heldBack;
    this.#heldBack = null;
    if (held) await this.#send({ payload: held, attempt: 0, reason: "", dueAt: this.#clock.now() });
  }

  redeliverNext(): void {
    this.#redeliverNext += 1;
  }

  swapNext(): void {
    this.#swapNext = true;
  }

  close(): void {
    this.#driven.detach();
    this.#waiting = [];
  }

  async #turn(): Promise<Instant | null> {
    await Promise.all(this.#inFlight);
    const now = this.#clock.now();
    const due = this.#waiting.filter(({ dueAt }) => dueAt <= now);
    this.#waiting = this.#waiting.filter(({ dueAt }) => dueAt > now);
    for (const each of due) await this.#send(each);
    return earliest(...this.#waiting.map(({ dueAt }) => dueAt));
  }

  async #send(waiting: Waiting): Promise<void> {
    const sending = this.#attempt(waiting);
    this.#inFlight.add(sending);
    try {
      await sending;
    } finally {
      this.#inFlight.delete(sending);
    }
  }

  async #attempt({ payload, attempt, reason }: Waiting): Promise<void> {
    // A connection that was cut is soon there again: the redelivery at once finds it.
    if (attempt === 1) await this.#transport().reachable(INTERACTION_LIMITS.ackMs);
    const ack = await this.#transport().send("events_api", payload, attempt > 0 ? { attempt, reason } : undefined);
    this.#transcript.add({
      direction: "event",
      type: (isObject(payload.event) && stringIn(payload.event, "type")) || "",
      ok: ack.ok,
      ...(!ack.ok && { error: ack.reason }),
      body: payload,
    });
    if (ack.ok) {
      if (this.#redeliverNext === 0) return;
      this.#redeliverNext -= 1;
      return this.#attempt({ payload, attempt: attempt + 1, reason: "timeout", dueAt: this.#clock.now() });
    }
    const waitMs = EVENT_LIMITS.retryAfterMs[attempt];
    if (waitMs === undefined || !ack.mayRetry) return;
    const next = { payload, attempt: attempt + 1, reason: ack.reason, dueAt: addMs(this.#clock.now(), waitMs) };
    if (waitMs === 0) return this.#attempt(next);
    this.#waiting.push(next);
    this.#driven.changed();
  }
}

/** The name under which a manifest subscribes to the event. */
function subscriptionOf(event: JsonObject): string {
  const type = stringIn(event, "type") ?? "";
  return type === "message" ? `message.${stringIn(event, "channel_type") ?? ""}` : type;
}
