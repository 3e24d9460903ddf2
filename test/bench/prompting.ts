/**
 * How long asking many people takes within Slack's limits, on the sandbox's clock and with the sandbox's limits, against
 * what the limits and the chosen spread allow; how many calls Slack refuses; and what each costs, few or many. Source:
 * design.md §11.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startRun } from "../../src/demo/run.ts";
import { parseScenario } from "../../src/demo/scenario.ts";
import { addMs, MINUTE } from "../../src/platform/time.ts";
import type { Row } from "./row.ts";

const PEOPLE = 1000;
const FEW = 100;
const START = "2026-11-02T00:00:00.000Z";
const NINE = "2026-11-02T09:00:00.000Z";
/** The pace of large rounds: two a second (docs/decisions/0011-contact-policy.md). */
const SPREAD_SECONDS = PEOPLE / 2;
/** 300 posts a minute in the workspace, of which the first minute's are there at once. */
const LIMIT_SECONDS = (PEOPLE / 300 - 1) * 60;

export async function bench(): Promise<Row[]> {
  // The first one warms up.
  await askAll(FEW);
  const few = await askAll(FEW);
  const many = await askAll(PEOPLE);
  const allowed = Math.max(SPREAD_SECONDS, LIMIT_SECONDS);
  return [
    {
      name: `asking ${PEOPLE} people, first to last`,
      ours: `${many.seconds.toFixed(0)} s`,
      baseline: `${allowed.toFixed(0)} s`,
      ratio: many.seconds / allowed,
      bar: 1.1,
    },
    {
      name: `asking ${PEOPLE} people: calls answered 429 (limit 1 %)`,
      ours: `${(100 * many.refused).toFixed(2)} %`,
      baseline: "1 %",
      ratio: many.refused / 0.01,
      bar: 1,
    },
    {
      name: `asking: processor time of each, the sandbox's with it, ${PEOPLE} people against ${FEW}`,
      ours: `${many.cpuMs.toFixed(1)} ms`,
      baseline: `${few.cpuMs.toFixed(1)} ms`,
      ratio: many.cpuMs / few.cpuMs,
      bar: 1.2,
    },
  ];
}

async function askAll(people: number) {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  const handles = Array.from({ length: people + 1 }, (_, index) => `p${index}`);
  const scenario = parseScenario({
    name: "Many people",
    locale: "en-GB",
    start: START,
    end: "2026-12-01T00:00:00Z",
    people: handles.map((handle) => ({ handle, name: handle, tz: "UTC", locale: "en-GB" })),
    programs: [{ key: "all", title: "All hands", lead: "p0", team: handles.slice(1) }],
    cadences: [
      {
        key: "daily",
        program: "all",
        template: "daily-team",
        rule: { every: "day", at: "09:00", zone: "participant" },
        audience: ["team"],
      },
    ],
    events: [],
  });
  const run = await startRun(scenario, { database: join(folder, "many.db"), logLevel: "error" });
  try {
    const { calls } = run.sandbox.counters;
    const before = { posts: calls["chat.postMessage"] ?? 0, limited: run.sandbox.counters.rateLimited };
    const cpuBefore = process.cpuUsage();
    await run.clock.advanceTo(addMs(NINE, 30 * MINUTE));
    const { user, system } = process.cpuUsage(cpuBefore);
    const asked = handles.flatMap((handle) => run.sandbox.as(handle).dm().slice(0, 1));
    if (asked.length < people) throw new Error(`${asked.length} of ${people} were asked`);
    const posts = (calls["chat.postMessage"] ?? 0) - before.posts;
    return {
      seconds: Math.max(...asked.map(({ ts }) => Number.parseFloat(ts))) - Date.parse(NINE) / 1000,
      refused: (run.sandbox.counters.rateLimited - before.limited) / posts,
      cpuMs: (user + system) / 1000 / people,
    };
  } finally {
    await run.close();
    await rm(folder, { recursive: true });
  }
}
