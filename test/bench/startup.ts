/**
 * From spawning the process until it says that it is ready, and its memory: what `npm run build` makes, with an existing
 * database, against bare Bolt in Socket Mode, each with what Node has compiled of it before.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { type FakeSlack, startFakeSlack } from "./fake-slack.ts";
import { percentile, type Row } from "./row.ts";

const STARTS = 9;
const PEOPLE = 10_000;
/** Long enough for what a start leaves behind to be done, and given back (`platform/release-memory.ts`). */
const REST_MS = 12_000;

const ROOT = join(import.meta.dirname, "../..");
const ourMain = join(ROOT, "dist/main.js");
const bareMain = join(import.meta.dirname, "bare-main.mjs");

/** Where Node keeps what it compiles of each. */
const compiled: Record<string, string> = { [ourMain]: join(ROOT, "dist/cache") };

export async function bench(): Promise<Row[]> {
  for (const part of ["build/bundle.ts", "build/cache.ts"])
    await promisify(execFile)(process.execPath, [join(ROOT, part)], { cwd: ROOT });
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  compiled[bareMain] = join(folder, "cache");
  try {
    const small = join(folder, "small.db");
    const large = join(folder, "large.db");
    const took = { ours: [] as number[], baseline: [] as number[] };
    const memory = { ours: [] as number[], baseline: [] as number[] };
    const withPeople = { ours: [] as number[], baseline: [] as number[] };
    await start(ourMain, { DATABASE_URL: small }, {});
    await start(ourMain, { DATABASE_URL: large }, { people: PEOPLE });
    await start(bareMain, {}, {});
    for (let round = 0; round < STARTS; round += 1) {
      const [ours, baseline] = [await start(ourMain, { DATABASE_URL: small }, {}), await start(bareMain, {}, {})];
      took.ours.push(ours.readyMs);
      took.baseline.push(baseline.readyMs);
      memory.ours.push(ours.readyMiB);
      memory.baseline.push(baseline.readyMiB);
    }
    for (let round = 0; round < 3; round += 1) {
      withPeople.ours.push((await start(ourMain, { DATABASE_URL: large }, { people: PEOPLE })).restedMiB);
      withPeople.baseline.push((await start(bareMain, {}, { people: PEOPLE })).restedMiB);
    }
    return [
      row("start: spawn → ready", "ms", took, 1.3),
      row("memory when ready", "MiB", memory, 1.2),
      row(`memory with ${PEOPLE} people, after reading them`, "MiB", withPeople, 1.5),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

function row(name: string, unit: string, measured: { ours: number[]; baseline: number[] }, bar: number): Row {
  const [ours, baseline] = [percentile(measured.ours, 0.5), percentile(measured.baseline, 0.5)];
  return {
    name,
    ours: `${ours.toFixed(0)} ${unit}`,
    baseline: `${baseline.toFixed(0)} ${unit}`,
    ratio: ours / baseline,
    bar,
  };
}

/** Starts a program once and ends it. With people, it is left alone until it has read them all. */
async function start(main: string, env: Record<string, string>, { people = 0 }: { people?: number }) {
  const slack = await startFakeSlack({ people });
  const began = performance.now();
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH ?? "",
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: "xoxb-1",
      SLACK_APP_TOKEN: "xapp-1",
      PORT: "0",
      NODE_COMPILE_CACHE: compiled[main] ?? "",
      ...env,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await saysReady(child);
  const readyMs = performance.now() - began;
  const readyMiB = await residentMiB(child);
  if (people > 0) await afterReading(slack, people, main === ourMain);
  const restedMiB = await residentMiB(child);
  child.kill("SIGTERM");
  await ended;
  await slack.close();
  return { readyMs, readyMiB, restedMiB };
}

async function afterReading(slack: FakeSlack, people: number, reads: boolean): Promise<void> {
  while (reads && (slack.calls.get("users.list") ?? 0) < people / 200) await setTimeout(50);
  await setTimeout(REST_MS);
}

function saysReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("is running")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`It ended with ${code}:\n${said}`)));
  });
}

/** Resident memory, as Linux counts it. */
async function residentMiB({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
