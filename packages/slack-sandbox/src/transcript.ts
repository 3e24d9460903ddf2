import { channel } from "node:diagnostics_channel";
import type { Json, JsonObject } from "./json.ts";
import type { Clock, Instant } from "./time.ts";

/** One thing that went between people, sandbox and app. Bodies are JSON, without tokens and secret addresses. */
export interface TranscriptEntry {
  /** On the sandbox's clock. */
  at: Instant;
  /** The app called the Web API or a response_url; Slack sent the app something; a person did something. */
  direction: "call" | "event" | "act";
  /** The method; the type of the payload; the verb. */
  type: string;
  ok: boolean;
  error?: string;
  /** The person's handle, of an act. */
  by?: string;
  body: JsonObject;
  /** What the app was answered, or acknowledged with. */
  answer?: Json;
}

export interface Counters {
  /** Calls of each method, refused ones included. */
  calls: Record<string, number>;
  errors: { method: string; error: string; at: Instant }[];
  /** Calls answered 429. */
  rateLimited: number;
}

/** An entry with its place in the transcript, from 0. */
export interface NumberedEntry extends TranscriptEntry {
  number: number;
}

/** So many entries are kept for those who look later; one with a long message in it weighs some ten kilobytes. */
const KEPT = 500;

/** On this channel of node:diagnostics_channel the entries of every sandbox of the process are told, as they come. */
export const TRANSCRIPTS = "slack-sandbox.transcripts";
const transcripts = channel(TRANSCRIPTS);

export class Transcript {
  readonly counters: Counters = { calls: {}, errors: [], rateLimited: 0 };
  readonly #clock: Clock;
  readonly #onEntry: ((entry: TranscriptEntry) => void) | undefined;
  readonly #followers = new Set<(entry: NumberedEntry) => void>();
  readonly #latest: NumberedEntry[] = [];
  #count = 0;

  constructor(clock: Clock, onEntry: ((entry: TranscriptEntry) => void) | undefined) {
    this.#clock = clock;
    this.#onEntry = onEntry;
  }

  /** The last 500 entries, oldest first. */
  get latest(): readonly NumberedEntry[] {
    return this.#latest;
  }

  /** Tells of each entry from now on, until the returned function is called. */
  follow(onEntry: (entry: NumberedEntry) => void): () => void {
    this.#followers.add(onEntry);
    return () => this.#followers.delete(onEntry);
  }

  add(added: Omit<TranscriptEntry, "at">): void {
    const at = this.#clock.now();
    if (added.direction === "call") this.#countCall(added, at);
    const answer = added.answer === undefined ? {} : { answer: withoutSecrets(added.answer) };
    const entry: TranscriptEntry = { ...added, at, body: withoutSecretMembers(added.body), ...answer };
    this.#onEntry?.(entry);
    transcripts.publish(entry);
    const numbered = { ...entry, number: this.#count };
    this.#count += 1;
    this.#latest.push(numbered);
    if (this.#latest.length > KEPT) this.#latest.shift();
    for (const tell of this.#followers) tell(numbered);
  }

  #countCall({ type, ok, error }: Omit<TranscriptEntry, "at">, at: Instant): void {
    this.counters.calls[type] = (this.counters.calls[type] ?? 0) + 1;
    if (ok) return;
    this.counters.errors.push({ method: type, error: error ?? "", at });
    if (error === "ratelimited") this.counters.rateLimited += 1;
  }
}

const SECRET_MEMBERS = ["token", "response_url"];

function withoutSecrets(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value === "object" && value !== null) return withoutSecretMembers(value);
  return typeof value === "string" ? value.replace(/ticket=\w+/, "ticket=…") : value;
}

function withoutSecretMembers(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body)
      .filter(([key]) => !SECRET_MEMBERS.includes(key))
      .map(([key, value]) => [key, withoutSecrets(value)]),
  );
}
