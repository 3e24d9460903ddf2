/** What an instance measures of itself, for `/metrics`. No label ever holds a name, an id or a text of a person. */

import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Gauge, Registry } from "prom-client";
import { stopwatch } from "./clock.ts";
import { versionOf } from "./version.ts";

/** Read from the database at each scrape: name, explanation, and a value for each set of labels. */
export interface GaugeReading {
  name: string;
  help: string;
  label?: string;
  values: readonly { label?: string; value: number }[];
}

export interface Metrics {
  /** A message left the outbox: sent `delaySeconds` after it was due, or dropped, or parked. */
  deliveryOutcome(kind: string, outcome: "sent" | "dropped" | "parked", delaySeconds: number): void;
  /** Slack answered a call of this method, or did not. */
  called(method: string, outcome: CallOutcome, seconds: number): void;
  /** Measures what `tick` takes, and counts those that fail. */
  timed<Result>(tick: () => Promise<Result>): () => Promise<Result>;
  /** The text that Prometheus reads, with what was read from the database for it. */
  exposition(readings: readonly GaugeReading[]): Promise<{ contentType: string; text: string }>;
  stop(): void;
}

/** `refused`: Slack answered with an error of its own; `failed`: with an HTTP error; `no-answer`: not at all, or too late. */
export type CallOutcome = "ok" | "refused" | "rate-limited" | "failed" | "no-answer";

interface Instruments {
  registry: Registry;
  count(name: "messages" | "turnFailures", labels: Record<string, string>): void;
  observe(name: "calls" | "delays" | "turns", labels: Record<string, string>, seconds: number): void;
  set(reading: GaugeReading): void;
}

/** Until somebody looks, so many are kept as they are. */
const MOST_KEPT = 1000;
const NANOSECONDS = 1e9;

/**
 * One set of measures for one app. The library is loaded when somebody looks for the first time, or when a thousand
 * facts wait for it: it would take a tenth of the start.
 */
export function createMetrics(): Metrics {
  const about = { version: versionOf() };
  const loop = monitorEventLoopDelay({ resolution: 20 });
  loop.enable();
  let instruments: Instruments | null = null;
  let loading: Promise<Instruments> | null = null;
  let kept: ((to: Instruments) => void)[] = [];

  const loaded = (): Promise<Instruments> => {
    loading ??= makeInstruments().then((made) => {
      instruments = made;
      for (const tell of kept) tell(made);
      kept = [];
      return made;
    });
    return loading;
  };
  const measure = (tell: (to: Instruments) => void) => {
    if (instruments) return tell(instruments);
    kept.push(tell);
    if (kept.length >= MOST_KEPT) void loaded();
  };

  return {
    deliveryOutcome(kind, outcome, delaySeconds) {
      measure((to) => to.count("messages", { kind, outcome }));
      if (outcome === "sent") measure((to) => to.observe("delays", { kind }, delaySeconds));
    },
    called: (method, outcome, seconds) => measure((to) => to.observe("calls", { method, outcome }, seconds)),
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
    async exposition(readings) {
      const { registry, set } = await loaded();
      for (const reading of [...ownReadings(about), ...loopReadings(loop), ...readings]) set(reading);
      // The next scrape tells of the time since this one.
      loop.reset();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
    stop: () => {
      loop.disable();
    },
  };
}

function ownReadings({ version }: { version: string }): GaugeReading[] {
  const cpu = process.cpuUsage();
  return [
    { name: "drumbeat_info", help: "The version that runs.", label: "version", values: [{ label: version, value: 1 }] },
    {
      name: "process_resident_memory_bytes",
      help: "Resident memory.",
      values: [{ value: process.memoryUsage.rss() }],
    },
    {
      name: "drumbeat_processor_seconds",
      help: "Processor time used since the start.",
      values: [{ value: (cpu.user + cpu.system) / 1e6 }],
    },
    { name: "drumbeat_uptime_seconds", help: "Time since the start.", values: [{ value: process.uptime() }] },
  ];
}

function loopReadings(loop: ReturnType<typeof monitorEventLoopDelay>): GaugeReading[] {
  const inSeconds = (nanoseconds: number) => (Number.isFinite(nanoseconds) ? nanoseconds / NANOSECONDS : 0);
  return [
    {
      name: "drumbeat_event_loop_delay_seconds",
      help: "How late timers ran since the last scrape, by quantile.",
      label: "quantile",
      values: [
        { label: "0.5", value: inSeconds(loop.percentile(50)) },
        { label: "0.99", value: inSeconds(loop.percentile(99)) },
        { label: "1", value: loop.count === 0 ? 0 : inSeconds(loop.max) },
      ],
    },
  ];
}

async function makeInstruments(): Promise<Instruments> {
  const { Counter, Gauge, Histogram, Registry } = await import("prom-client");
  const registry = new Registry();
  const registers = [registry];
  const counters = {
    messages: new Counter({
      name: "drumbeat_messages_total",
      help: "Messages that left the outbox, by kind and by what became of them.",
      labelNames: ["kind", "outcome"],
      registers,
    }),
    turnFailures: new Counter({
      name: "drumbeat_turn_failures_total",
      help: "Turns of which a part failed; each is tried again.",
      registers,
    }),
  };
  const histograms = {
    calls: new Histogram({
      name: "drumbeat_slack_call_seconds",
      help: "Round trips to Slack, by method and outcome.",
      labelNames: ["method", "outcome"],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    delays: new Histogram({
      name: "drumbeat_message_delay_seconds",
      help: "From when a message was due until Slack had it, by kind.",
      labelNames: ["kind"],
      buckets: [1, 5, 30, 60, 300, 900, 3600, 86_400],
      registers,
    }),
    turns: new Histogram({
      name: "drumbeat_turn_seconds",
      help: "What a turn took: planning, closing, digests, sending.",
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
      registers,
    }),
  };
  const gauges = new Map<string, Gauge>();
  return {
    registry,
    count: (name, labels) => counters[name].inc(labels),
    observe: (name, labels, seconds) => histograms[name].observe(labels, seconds),
    set({ name, help, label, values }) {
      let gauge = gauges.get(name);
      if (!gauge) {
        gauge = new Gauge({ name, help, labelNames: label === undefined ? [] : [label], registers });
        gauges.set(name, gauge);
      }
      // What is no longer there must not stay as it was last.
      gauge.reset();
      for (const each of values)
        if (label === undefined) gauge.set(each.value);
        else gauge.set({ [label]: each.label ?? "" }, each.value);
    },
  };
}
