import type { Json, JsonObject } from "./json.ts";

export type RequestKind = "events_api" | "interactive" | "slash_commands";

export interface Retry {
  /** 1 for the first redelivery. */
  attempt: number;
  reason: string;
}

/** `body` is null for an empty acknowledgement. `reason`: why there was none, in the words of x-slack-retry-reason. */
export type Ack = { ok: true; body: Json } | { ok: false; reason: string; mayRetry: boolean };

/** The way to the app: Socket Mode or HTTP. */
export interface Transport {
  /** Resolves with the acknowledgement, or after three real seconds without one. */
  send(kind: RequestKind, payload: JsonObject, retry?: Retry): Promise<Ack>;
  /** Resolves when the app can be reached, or after so many real milliseconds. */
  reachable(withinMs: number): Promise<boolean>;
  close(): Promise<void>;
}

export function emptyAsNull(body: Json): Json {
  return typeof body === "object" && body !== null && Object.keys(body).length === 0 ? null : body;
}
