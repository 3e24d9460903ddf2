/** A Slack workspace that misbehaves, a database that lasts, and Drumbeat as real processes that can be killed. */
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import type { Sandbox, SandboxClock } from "slack-sandbox";
import type { DrumbeatApp } from "../../../src/app/app.ts";
import type { CadenceRef } from "../../../src/demo/answer-check-in.ts";
import { cadenceRef } from "../../../src/demo/player.ts";
import { startRun } from "../../../src/demo/sandbox-run.ts";
import type { Scenario } from "../../../src/demo/scenario.ts";
import { parseScenario } from "../../../src/demo/scenario-file.ts";
import type { Instant } from "../../../src/platform/clock.ts";
import { type Db, isPostgresUrl, openDatabase } from "../../../src/platform/database.ts";
import { built } from "../../support/built.ts";
import { freePort } from "../../support/free-port.ts";
import { type Running, spawnNode } from "../../support/node-process.ts";
import { aPostgresDatabase } from "../../support/postgres-server.ts";
import { scratch } from "../../support/scratch.ts";

export interface WorldOptions {
  /** Members of each program's team, beside its lead. */
  team: number;
  /** One when left out: `atlas`; then `atlas-2` and so on. */
  programs?: number;
  /** In a scenario file; a daily check-in with one question when left out. */
  cadences?: Record<string, unknown>[];
  start?: Instant;
  /** A SQLite file when left out. */
  postgresUrl?: string;
  /** What is done in this process, before Drumbeat is a process of its own. */
  before?(app: DrumbeatApp, world: World): Promise<void>;
}

export interface World {
  sandbox: Sandbox;
  clock: SandboxClock;
  scenario: Scenario;
  database: string;
  /** Of everybody who is asked. */
  handles: string[];
  known(handle: string, cadence?: string): CadenceRef;
  /** One more process; resolves when it says that it runs. `onClock: false`: it goes by the machine's own clock. */
  start(options?: StartOptions): Promise<AppProcess>;
  /** As `start`, without waiting for anything. */
  spawn(options?: StartOptions): Promise<AppProcess>;
  /** Looks into the database through a connection of its own. */
  read<Result>(look: (db: Db) => Promise<Result>): Promise<Result>;
  /** Kills what still runs and clears up. */
  close(): Promise<void>;
}

export interface AppProcess extends Running {
  /** Of `/healthz`, or of all that Slack sends over HTTP. */
  port: number;
}

export interface StartOptions {
  env?: Record<string, string>;
  onClock?: boolean;
  /** A module that is loaded before Drumbeat. */
  preload?: string;
}

const ONE_QUESTION = [
  { key: "progress", type: "long-text", label: "What moved?", required: true, feeds: "progress" },
] as const;
/** At eleven, after the digests, for all at the same moment, on the days on which people may be written to. */
export const EVERY_DAY = {
  key: "daily",
  program: "atlas",
  questions: ONE_QUESTION,
  rule: { every: "day", on: ["mo", "tu", "we", "th", "fr"], at: "11:00", zone: "UTC" },
  audience: ["team"],
};

/** Judges nothing: a machine may be busy. */
export const STARTING_MS = 180_000;

export async function aWorld(options: WorldOptions): Promise<World> {
  const start = options.start ?? "2026-11-02T00:00:00.000Z";
  const team = Array.from({ length: options.team }, (_, index) => `member${index + 1}`);
  const person = (handle: string) => ({ handle, name: `Person ${handle}`, tz: "UTC", locale: "en-GB" });
  const scenario = parseScenario({
    name: "Faults",
    locale: "en-GB",
    start,
    end: new Date(Date.parse(start) + 4000 * 86_400_000).toISOString(),
    people: ["lead", ...team].map(person),
    programs: Array.from({ length: options.programs ?? 1 }, (_, index) => ({
      key: index === 0 ? "atlas" : `atlas-${index + 1}`,
      title: index === 0 ? "Atlas" : `Atlas ${index + 1}`,
      lead: "lead",
      team,
    })),
    cadences: options.cadences ?? [EVERY_DAY],
    channels: [],
    events: [],
  });
  // Whoever is killed leaves behind what the kernel has, on a disk or in memory.
  const folder = await mkdtemp(join(scratch, "drumbeat-faults-"));
  const database =
    options.postgresUrl === undefined ? join(folder, "drumbeat.db") : await aPostgresDatabase(options.postgresUrl);
  const { app, sandbox, clock } = await startRun(scenario, { database, logLevel: "silent" });
  const running = new Set<Running>();

  const spawn = async ({ env = {}, onClock = true, preload }: StartOptions = {}) => {
    const port = await freePort();
    const child = spawnNode([...(preload === undefined ? [] : ["--import", preload]), built("main")], {
      cwd: folder,
      env: {
        SLACK_API_URL: sandbox.apiUrl,
        SLACK_BOT_TOKEN: sandbox.botToken,
        SLACK_APP_TOKEN: sandbox.appToken,
        DATABASE_URL: database,
        LOG_LEVEL: "info",
        PORT: String(port),
        ...(onClock && { DRUMBEAT_CLOCK_URL: sandbox.clockUrl }),
        ...env,
      },
    });
    running.add(child);
    void child.ended.then(() => running.delete(child));
    return { ...child, port };
  };

  const world: World = {
    sandbox,
    clock,
    scenario,
    database,
    handles: team,
    known: (handle, cadence = "daily") => cadenceRef(scenario, handle, cadence),
    spawn,
    async start(startOptions) {
      const child = await spawn(startOptions);
      await child.until("Drumbeat is running", STARTING_MS);
      return child;
    },
    async read(look) {
      const db = openDatabase(database);
      try {
        return await look(db);
      } finally {
        await db.destroy();
      }
    },
    async close() {
      clock.pause();
      for (const child of running) {
        child.signal("SIGKILL");
        await child.ended;
      }
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await options.before?.(app, world);
  await app.stop();
  return world;
}

/** SQLite's own examination of the file; PostgreSQL has none. */
export async function integrityOf(db: Db, database: string): Promise<string> {
  if (isPostgresUrl(database)) return "ok";
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  return rows.map(({ integrity_check }) => integrity_check).join("; ");
}
