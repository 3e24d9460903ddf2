/** The alert rules and the dashboard under `deploy` ask for what a running app exports, and say what to do. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parser } from "@prometheus-io/lezer-promql";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { OLD_BACK_UP_MS } from "../../src/operations/doctor-thresholds.ts";
import { CALL_OUTCOMES } from "../../src/platform/metrics.ts";
import { SECOND } from "../../src/platform/time.ts";
import { get, observed, overSocket } from "../support/observed.ts";
import { aRun, LEA, NINA, RAVI, SOFIA, TOM } from "../support/run.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** What Prometheus itself adds to what it scrapes. */
const BY_PROMETHEUS = { metrics: ["up"], labels: ["job", "instance"] };
/** Values that stand in no series until they happen. */
const LATER: Record<string, readonly string[]> = { "drumbeat_slack_call_seconds outcome": CALL_OUTCOMES };

const rules = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Drumbeat[A-Z]\w+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[mh]$/)
            .optional(),
          labels: z.strictObject({ severity: z.enum(["critical", "warning"]) }),
          annotations: z.strictObject({
            summary: z.string().min(20).max(120),
            runbook_url: z.string().startsWith("docs/operations.md#"),
          }),
        }),
      ),
    }),
  ),
});

const dashboard = z.object({
  panels: z.array(
    z.object({
      id: z.number(),
      type: z.string(),
      title: z.string(),
      description: z.string().optional(),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z.array(z.object({ expr: z.string(), legendFormat: z.string() })).optional(),
    }),
  ),
});

const alerts = rules.parse(parse(read("deploy/prometheus/alerts.yml"))).groups.flatMap((group) => group.rules);
const { panels } = dashboard.parse(JSON.parse(read("deploy/grafana/dashboard.json")));
const targets = panels.flatMap((panel) => panel.targets ?? []);

interface Selector {
  metric: string;
  matchers: { label: string; values: string[] }[];
}

/** What an expression selects, and by what it groups. Fails where Prometheus would not take it. */
function asked(expression: string): { selectors: Selector[]; groupings: string[] } {
  const text = expression.replaceAll("$__rate_interval", "5m");
  const selectors: Selector[] = [];
  const groupings: string[] = [];
  parser.parse(text).iterate({
    enter(node) {
      const said = text.slice(node.from, node.to);
      expect(node.type.isError, `${text}, at ${node.from}`).toBe(false);
      if (node.name === "VectorSelector") selectors.push({ metric: /^\w+/.exec(said)?.[0] ?? "", matchers: [] });
      if (node.name === "UnquotedLabelMatcher") {
        const [, label = "", value = ""] = /^(\w+)\s*(?:=~|!~|!=|=)\s*"(.*)"$/.exec(said) ?? [];
        selectors.at(-1)?.matchers.push({ label, values: value.split("|") });
      }
      if (node.name === "LabelName" && node.node.parent?.name === "GroupingLabels") groupings.push(said);
    },
  });
  return { selectors, groupings };
}

interface Series {
  name: string;
  labels: Record<string, string>;
}

/** Of an app at which something of everything has happened. */
async function exported(): Promise<Series[]> {
  const people = [LEA, TOM, NINA, RAVI, SOFIA];
  const run = await aRun({
    people,
    programs: [{ key: "atlas", title: "Atlas", lead: "sofia", team: ["tom", "lea", "nina", "ravi"] }],
  });
  await run.stopApp();
  const { port } = await observed(run, overSocket(run), run.location);
  await run.to("2026-11-03T18:00:00Z");
  await run.as("tom").command("/drumbeat help");
  const { text } = await get(port, "/metrics");
  const known = [...text.matchAll(/^([a-z_0-9]+)(?:\{(.*)\})? \S+$/gm)].map(([, name = "", labels = ""]) => ({
    name,
    labels: Object.fromEntries([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, value]) => [label, value])),
  }));
  return z.array(z.object({ name: z.string(), labels: z.record(z.string(), z.string()) })).parse(known);
}

it("each expression of the alerts and the dashboard asks for measures and labels that the app exports", async () => {
  const series = await exported();
  const named = (metric: string) => series.filter(({ name }) => name === metric);
  const expressions = [...alerts.map(({ expr }) => expr), ...targets.map(({ expr }) => expr)];
  expect(expressions.length).toBeGreaterThan(40);
  for (const expression of expressions) {
    const { selectors, groupings } = asked(expression);
    expect(selectors.length, expression).toBeGreaterThan(0);
    for (const { metric, matchers } of selectors) {
      if (BY_PROMETHEUS.metrics.includes(metric)) continue;
      expect(named(metric).length, `${metric} in ${expression}`).toBeGreaterThan(0);
      for (const { label, values } of matchers) {
        const there = named(metric).flatMap(({ labels }) => labels[label] ?? []);
        const later = LATER[`${metric.replace(/_(count|sum|bucket)$/, "")} ${label}`] ?? [];
        for (const value of values)
          expect([...there, ...later], `${metric} of ${label} in ${expression}`).toContain(value);
      }
    }
    const labels = selectors.flatMap(({ metric }) => named(metric).flatMap((one) => Object.keys(one.labels)));
    for (const grouping of groupings)
      expect([...labels, ...BY_PROMETHEUS.labels], `${grouping} in ${expression}`).toContain(grouping);
  }
});

it("sums nothing over instances that stands in the database, which all of them tell alike", async () => {
  const ofDatabase = /^drumbeat_(?:outbox|rounds|people|prompts|backup)_/;
  for (const expression of [...alerts, ...targets].map(({ expr }) => expr))
    if (asked(expression).selectors.some(({ metric }) => ofDatabase.test(metric)))
      expect(expression.trim(), expression).toMatch(/^max\b/);
});

it("fires for a back-up from the age on at which the doctor says that it is old", () => {
  const { expr } = alerts.find(({ alert }) => alert === "DrumbeatBackUpOld") ?? {};
  expect(expr).toBe(`max(drumbeat_backup_age_seconds) > ${OLD_BACK_UP_MS / SECOND}`);
});

it("each alert has a name of its own and a runbook that is there, and each runbook an alert", () => {
  const names = alerts.map(({ alert }) => alert);
  expect(new Set(names).size).toBe(names.length);
  for (const { alert, annotations } of alerts)
    expect(annotations.runbook_url).toBe(`docs/operations.md#${alert.toLowerCase()}`);
  const [, section = ""] = read("docs/operations.md").split("\n## Alerts\n");
  const headings = [...(section.split("\n## ")[0] ?? "").matchAll(/^### (\w+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(names);
});

it("each legend of the dashboard is of labels by which its expression groups, and each panel says what it shows", () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  for (const { type, title, description, gridPos, targets: shown = [] } of panels) {
    expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
    if (type === "row") continue;
    expect(description, title).toBeTruthy();
    expect(shown.length, title).toBeGreaterThan(0);
    for (const { expr, legendFormat } of shown)
      for (const [, label = ""] of legendFormat.matchAll(/\{\{(\w+)\}\}/g))
        expect(asked(expr).groupings, `${title}: ${legendFormat}`).toContain(label);
  }
});
