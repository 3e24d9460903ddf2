/** prom-client instruments; dashboards and alerts depend on their names and labels. */
import type { Gauge, Registry } from "prom-client";
import { REFUSAL_REASONS } from "./refused-requests.ts";
import { REQUEST_KINDS, REQUEST_OUTCOMES } from "./request-context.ts";
import { versionOf } from "./version.ts";

/** A gauge read at each scrape. */
export interface GaugeReading {
  name: string;
  help: string;
  label?: string;
  values: readonly { label?: string; value: number }[];
}

export interface Instruments {
  registry: Registry;
  count(name: "messages" | "refusals" | "requests" | "turnFailures", labels: Record<string, string>): void;
  observe(
    name: "acknowledgements" | "calls" | "delays" | "turns",
    labels: Record<string, string>,
    seconds: number,
  ): void;
  set(reading: GaugeReading): void;
}

/** Loads the library, a tenth of the start time. */
export async function makeInstruments(): Promise<Instruments> {
  const prometheus = await import("prom-client");
  const registry = new prometheus.Registry();
  const registers = [registry];
  const counters = countersIn(prometheus, registry);
  const histograms = histogramsIn(prometheus, registry);
  const info = { name: "drumbeat_info", help: "The version that runs.", labelNames: ["version"], registers };
  new prometheus.Gauge(info).set({ version: versionOf() }, 1);
  // Processor, memory, start, event loop: the names that dashboards know.
  prometheus.collectDefaultMetrics({ register: registry });
  const gauges = new Map<string, Gauge>();
  return {
    registry,
    count: (name, labels) => counters[name].inc(labels),
    observe: (name, labels, seconds) => histograms[name].observe(labels, seconds),
    set({ name, help, label, values }) {
      let gauge = gauges.get(name);
      if (!gauge) {
        gauge = new prometheus.Gauge({ name, help, labelNames: label === undefined ? [] : [label], registers });
        gauges.set(name, gauge);
      }
      // Drop label sets that no longer exist.
      gauge.reset();
      for (const each of values)
        if (label === undefined) gauge.set(each.value);
        else gauge.set({ [label]: each.label ?? "" }, each.value);
    },
  };
}

type Prometheus = typeof import("prom-client");

function countersIn({ Counter }: Prometheus, registry: Registry) {
  const registers = [registry];
  const counters = {
    messages: new Counter({
      name: "drumbeat_messages_total",
      help: "Messages that left the outbox, by kind and by what became of them.",
      labelNames: ["kind", "outcome"],
      registers,
    }),
    refusals: new Counter({
      name: "drumbeat_http_refused_total",
      help: "What the ports turned away before anybody had proved who they are, by reason.",
      labelNames: ["reason"],
      registers,
    }),
    requests: new Counter({
      name: "drumbeat_slack_requests_total",
      help: "What came in from Slack, by Slack's type of it and by what became of it.",
      labelNames: ["kind", "outcome"],
      registers,
    }),
    turnFailures: new Counter({
      name: "drumbeat_turn_failures_total",
      help: "Turns of which a part failed; each is tried again.",
      registers,
    }),
  };
  // A series that begins at 1 has no first increase for `rate`.
  for (const kind of REQUEST_KINDS) for (const outcome of REQUEST_OUTCOMES) counters.requests.inc({ kind, outcome }, 0);
  for (const reason of REFUSAL_REASONS) counters.refusals.inc({ reason }, 0);
  return counters;
}

function histogramsIn({ Histogram }: Prometheus, registry: Registry) {
  const registers = [registry];
  const histograms = {
    acknowledgements: new Histogram({
      name: "drumbeat_slack_ack_seconds",
      help: "From when a request of Slack's was taken until it was acknowledged, by Slack's type of it; Slack waits 3 s.",
      labelNames: ["kind"],
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 5],
      registers,
    }),
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
  for (const kind of REQUEST_KINDS) if (kind !== "unverified") histograms.acknowledgements.zero({ kind });
  return histograms;
}
