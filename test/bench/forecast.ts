/**
 * How long the forecast of two weeks takes that `/drumbeat plan` shows, from asking to its last line, its thread and the copy
 * with it; and how long the process's own loop is held up at most meanwhile.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { startRun } from "../../src/demo/run.ts";
import { parseScenario } from "../../src/demo/scenario.ts";
import { planOfWorkspace } from "../../src/dry-run/use-cases.ts";
import { stopwatch } from "../../src/platform/clock.ts";
import type { Row } from "./row.ts";

const PEOPLE = 200;
const IN_PROGRAM = 10;
const ZONES = ["Europe/London", "Europe/Paris", "America/New_York", "Asia/Kolkata"];
const LIMIT_SECONDS = 5;
const LONGEST_PIECE_MS = 50;

export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  const run = await startRun(scenario(), { database: join(folder, "forecast.db"), logLevel: "error" });
  try {
    await run.clock.advanceTo("2026-11-02T12:00:00.000Z");
    const { services, workspace } = run.app;
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const seconds = stopwatch();
    let lines = 0;
    for await (const _ of planOfWorkspace(services.db, workspace.id, { weeks: 2, now: services.clock.now() }))
      lines += 1;
    const took = seconds();
    delay.disable();
    const held = delay.max / 1e6;
    return [
      {
        name: `forecast of two weeks, ${PEOPLE} people, ${lines} lines`,
        ours: `${took.toFixed(1)} s`,
        baseline: `${LIMIT_SECONDS} s`,
        ratio: took / LIMIT_SECONDS,
        bar: 1,
      },
      {
        name: "forecast: the loop of the process is held up at most",
        ours: `${held.toFixed(0)} ms`,
        baseline: `${LONGEST_PIECE_MS} ms`,
        ratio: held / LONGEST_PIECE_MS,
        bar: 1,
      },
    ];
  } finally {
    await run.app.stop();
    await run.sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function scenario() {
  const handles = Array.from({ length: PEOPLE }, (_, index) => `p${index}`);
  const programs = Array.from({ length: PEOPLE / IN_PROGRAM }, (_, index) => {
    const [lead, ...team] = handles.slice(index * IN_PROGRAM, (index + 1) * IN_PROGRAM);
    const sponsor = handles[(index * 7 + 1) % PEOPLE];
    return { key: `g${index}`, title: `Program ${index}`, lead, team, sponsors: [sponsor] };
  });
  return parseScenario({
    name: "Two hundred people",
    locale: "en-GB",
    start: "2026-11-02T00:00:00.000Z",
    end: "2026-12-31T00:00:00.000Z",
    people: handles.map((handle, index) => ({
      handle,
      name: handle,
      tz: ZONES[index % ZONES.length],
      locale: "en-GB",
    })),
    programs,
    cadences: programs.flatMap(({ key }) => [
      {
        key: `weekly-${key}`,
        program: key,
        questions: [
          { key: "health", type: "health", label: "Health", feeds: "health", required: true },
          { key: "progress", type: "long-text", label: "What happened?", required: true },
        ],
        audience: ["lead", "team"],
        readers: ["lead", "sponsors"],
        rule: { every: "week", on: ["th"], at: "09:00", zone: "participant" },
      },
      { key: `monthly-${key}`, program: key, template: "monthly-executive" },
    ]),
    events: [],
  });
}
