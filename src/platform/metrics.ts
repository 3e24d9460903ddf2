/** Metrics of an instance. Labels never hold a name, an id or a person's text. */
import { stopwatch } from "./clock.ts";
import { type GaugeReading, type Instruments, makeInstruments } from "./instruments.ts";
import type { RefusalReason } from "./refused-requests.ts";
import type { RequestKind, RequestOutcome } from "./request-context.ts";

export interface Metrics {
  /** `delaySeconds`: since the due time. */
  deliveryOutcome(kind: string, outcome: "sent" | "dropped" | "parked", delaySeconds: number): void;
  called(method: string, outcome: CallOutcome, seconds: number): void;
  acknowledged(kind: RequestKind, seconds: number): void;
  /** A request's immediate work is done. */
  handled(kind: RequestKind, outcome: RequestOutcome): void;
  /** A port turned something away. */
  refused(reason: RefusalReason): void;
  /** Measures ticks and counts failures. */
  timed<Result>(tick: () => Promise<Result>): () => Promise<Result>;
  /** The text for Prometheus, with readings of this instance and of the database. */
  exposition(readings: Readings): Promise<{ contentType: string; text: string }>;
}

export interface Readings {
  ofInstance: readonly GaugeReading[];
  ofDatabase: readonly GaugeReading[];
}

/** `refused`: Slack answered with an error of its own; `failed`: with an HTTP error; `no-answer`: not at all, or too late. */
export const CALL_OUTCOMES = ["ok", "refused", "rate-limited", "failed", "no-answer"] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** Facts buffered before the library is loaded. */
const MOST_WAITING = 1000;

/** Instances on one database read the same rows, so sums would count them several times. */
const OF_DATABASE = "Of the database: every instance says the same, so take max, not sum.";

/** Loads the library at the first scrape or after a thousand facts: it would take a tenth of the start. */
export function createMetrics(): Metrics {
  let instruments: Instruments | null = null;
  let loading: Promise<Instruments> | null = null;
  let pending: ((to: Instruments) => void)[] = [];

  const loaded = (): Promise<Instruments> => {
    loading ??= makeInstruments().then((made) => {
      instruments = made;
      for (const apply of pending) apply(made);
      pending = [];
      return made;
    });
    return loading;
  };
  const measure = (apply: (to: Instruments) => void) => {
    if (instruments) return apply(instruments);
    pending.push(apply);
    if (pending.length >= MOST_WAITING) void loaded();
  };

  return {
    deliveryOutcome(kind, outcome, delaySeconds) {
      measure((to) => to.count("messages", { kind, outcome }));
      if (outcome === "sent") measure((to) => to.observe("delays", { kind }, delaySeconds));
    },
    called: (method, outcome, seconds) => measure((to) => to.observe("calls", { method, outcome }, seconds)),
    acknowledged: (kind, seconds) => measure((to) => to.observe("acknowledgements", { kind }, seconds)),
    handled: (kind, outcome) => measure((to) => to.count("requests", { kind, outcome })),
    refused: (reason) => measure((to) => to.count("refusals", { reason })),
    timed: (tick) => async () => {
      const elapsed = stopwatch();
      try {
        return await tick();
      } catch (error) {
        measure((to) => to.count("turnFailures", {}));
        throw error;
      } finally {
        const seconds = elapsed();
        measure((to) => to.observe("turns", {}, seconds));
      }
    },
    async exposition({ ofInstance, ofDatabase }) {
      const { registry, set } = await loaded();
      for (const reading of ofInstance) set(reading);
      for (const reading of ofDatabase) set({ ...reading, help: `${reading.help} ${OF_DATABASE}` });
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
