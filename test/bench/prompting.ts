/**
 * How long asking many people takes within Slack's limits, on the sandbox's clock and with the sandbox's limits, against
 * what the limits and the chosen spread allow; and how many calls Slack refuses. Source: design.md §11.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addMs, MINUTE } from "../../src/platform/time.ts";
import { startRun } from "../../src/sandbox/run.ts";
import { parseScenario } from "../../src/sandbox/scenario.ts";
import type { Row } from "./row.ts";

const PEOPLE = 1000;
const START = "2026-11-02T00:00:00.000Z";
const NINE = "2026-11-02T09:00:00.000Z";
/** A wave of the product: twenty each ten seconds (docs/architecture.md). */
const SPREAD_SECONDS = (PEOPLE / 20) * 10;
/** 300 posts a minute in the workspace, of which the first minute's are there at once. */
const LIMIT_SECONDS = (PEOPLE / 300 - 1) * 60;

export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  const handles = Array.from({ length: PEOPLE }, (_, index) => `p${index}`);
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
    await run.clock.advanceTo(addMs(NINE, 30 * MINUTE));
    const asked = handles.flatMap((handle) => run.sandbox.as(handle).dm().slice(0, 1));
    if (asked.length < PEOPLE - 1) throw new Error(`${asked.length} of ${PEOPLE - 1} were asked`);
    const last = Math.max(...asked.map(({ ts }) => Number.parseFloat(ts)));
    const seconds = last - Date.parse(NINE) / 1000;
    const allowed = Math.max(SPREAD_SECONDS, LIMIT_SECONDS);
    const posts = (calls["chat.postMessage"] ?? 0) - before.posts;
    const refused = (run.sandbox.counters.rateLimited - before.limited) / posts;
    return [
      {
        name: `asking ${PEOPLE} people, first to last`,
        ours: `${seconds.toFixed(0)} s`,
        baseline: `${allowed.toFixed(0)} s`,
        ratio: seconds / allowed,
        bar: 1.1,
      },
      {
        name: `asking ${PEOPLE} people: calls answered 429 (limit 1 %)`,
        ours: `${(100 * refused).toFixed(2)} %`,
        baseline: "1 %",
        ratio: refused / 0.01,
        bar: 1,
      },
    ];
  } finally {
    await run.close();
    await rm(folder, { recursive: true });
  }
}
