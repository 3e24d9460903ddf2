/** P27: faults of the database under people who submit. The disk, the file, the lock, the server and its connections. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import Sqlite from "better-sqlite3";
import pg from "pg";
import { restore } from "../../../src/operations/backup.ts";
import { type PostgresServer, startPostgres } from "../../support/postgres-server.ts";
import { doubledMessages, lostAnswers, unsent } from "./invariants.ts";
import { type Acknowledged, pass, RECOVERY_MS } from "./load.ts";
import { ends, type Fault, filledForms, probing, submitAgain, submitAll, underFault } from "./outage.ts";
import { count, type FaultPart, newTally, type PieceOptions, type Tally } from "./part.ts";
import { type AppProcess, aWorld, type World } from "./world.ts";

const TEAM = 20;
/** Longer than Slack, or a busy time-out, waits. */
const LOCKED_MS = 12_000;
const FEW_CONNECTIONS = 30;

export const fullDisk: FaultPart = {
  name: "full-disk",
  promises: ["P18", "P27"],
  unit: "full disk with twenty who submit",
  count: 10,
  pieceOf: 2,
  run: (options) =>
    onFile(options, {
      why: "There is no room left on the server’s disk",
      async begin(_, { pid }) {
        // No file may grow, or be written to, beyond its first page: SQLite meets what it meets on a full disk.
        const limit = async (bytes: string) =>
          promisify(execFile)("prlimit", ["--pid", String(await pid), `--fsize=${bytes}:`]);
        await limit("4096");
        return () => limit("unlimited");
      },
    }),
};

export const lockedFile: FaultPart = {
  name: "locked-file",
  promises: ["P18", "P27"],
  unit: "SQLite file locked for twelve seconds with twenty who submit",
  count: 10,
  pieceOf: 2,
  run: (options) =>
    onFile(options, {
      why: "The database is busy",
      begin({ database }) {
        const other = new Sqlite(database);
        other.exec("begin immediate");
        const held = setTimeout(LOCKED_MS);
        return async () => {
          await held;
          other.exec("rollback");
          other.close();
        };
      },
    }),
};

export const frozenPostgres: FaultPart = {
  name: "frozen-postgres",
  promises: ["P27"],
  unit: "PostgreSQL stopped where it is, with twenty who submit",
  count: 10,
  pieceOf: 2,
  run: (options) =>
    onServer(options, (server) => ({
      why: "The database cannot be reached right now",
      async begin() {
        await server.freeze();
        return server.thaw;
      },
    })),
};

export const takenConnections: FaultPart = {
  name: "taken-connections",
  promises: ["P27"],
  unit: `PostgreSQL with ${FEW_CONNECTIONS} of ${FEW_CONNECTIONS} connections taken by others, with twenty who submit`,
  count: 10,
  pieceOf: 2,
  run: (options) =>
    onServer(options, () => ({
      why: "The database has no connection left for Drumbeat",
      async begin({ database }) {
        const taken = await takeAll(database);
        return () => Promise.all(taken.map((client) => client.end()));
      },
    })),
};

/** Of the file, its log, or both. */
const LOSSES: ((file: string) => void)[] = [
  (file) => rmSync(file),
  (file) => rmSync(`${file}-wal`),
  (file) => {
    for (const each of ["", "-wal", "-shm"]) renameSync(file + each, `${file}.aside${each}`);
  },
  (file) => {
    renameSync(file, `${file}.aside`);
    new Sqlite(file).exec("create table guest (name text)").close();
  },
];

const LOST = "The database’s file was removed or replaced on the server";

export const lostFile: FaultPart = {
  name: "lost-file",
  promises: ["P27"],
  unit: "database file deleted or replaced while fifty submit",
  count: 20,
  pieceOf: 4,
  async run({ count: howMany, seed }) {
    const tally = newTally();
    const world = await aWorld({ team: 50 });
    const acknowledged: Acknowledged[] = [];
    try {
      for (let turn = seed; turn < seed + howMany; turn += 1) {
        const app = await world.start();
        const people = await filledForms(world, `answer ${turn}`);
        const probes = probing(app, tally);
        const submitting = submitAll(world, people, tally, { why: LOST, everyMs: 8 });
        await setTimeout(20 + 30 * (turn % 7));
        LOSSES[turn % LOSSES.length]?.(world.database);
        await probes.untilRed();
        const { acknowledged: given, told } = await submitting;
        await probes.stop();
        await ends(app, tally);
        await putRescuedInPlace(world.database, tally);
        const next = await world.start();
        acknowledged.push(...given, ...(await submitAgain(world, told, tally)));
        await pass(world, RECOVERY_MS);
        tally.broken.push(...(await lostAnswers(world, acknowledged)));
        await ends(next, tally);
        tally.done += 1;
      }
      count(tally, "acknowledged answers", acknowledged.length);
    } finally {
      await world.close();
    }
    return tally;
  },
};

/** As an operator does: what is in the way is put aside, and the copy restored. */
async function putRescuedInPlace(database: string, tally: Tally): Promise<void> {
  const folder = dirname(database);
  const rescued = readdirSync(folder).filter((name) => /-rescued-.*\.db$/.test(name));
  const [copy] = rescued;
  if (copy === undefined || rescued.length > 1) {
    tally.broken.push(`${rescued.length} copies were made of what the file held`);
    return;
  }
  for (const each of ["", "-wal", "-shm"]) if (existsSync(database + each)) rmSync(database + each);
  await restore(join(folder, copy), database, "2026-11-02T12:00:00.000Z");
  rmSync(join(folder, copy));
}

export const twoStarts: FaultPart = {
  name: "two-starts",
  promises: ["P27"],
  unit: "two starts at once on one SQLite file, the winner killed",
  count: 20,
  pieceOf: 5,
  async run({ count: howMany }) {
    const tally = newTally();
    const world = await aWorld({ team: 2 });
    try {
      for (let turn = 1; turn <= howMany; turn += 1) {
        const both = await Promise.all([world.spawn(), world.spawn()]);
        const ran = await Promise.all(both.map(runs));
        if (ran.filter(Boolean).length !== 1) tally.broken.push(`turn ${turn}: ${ran.filter(Boolean).length} run`);
        const refused = both.find((_, index) => !ran[index]);
        if (!refused?.output().includes("Another Drumbeat runs on"))
          tally.broken.push(`turn ${turn}: the other one said: ${refused?.output().slice(-500)}`);
        for (const app of both) app.signal("SIGKILL");
        await Promise.all(both.map((app) => app.ended));
        tally.done += 1;
      }
    } finally {
      await world.close();
    }
    return tally;
  },
};

const runs = (app: AppProcess): Promise<boolean> =>
  app.until("Drumbeat is running").then(
    () => true,
    () => false,
  );

async function onFile({ count: howMany, seed }: PieceOptions, fault: Fault): Promise<Tally> {
  const world = await aWorld({ team: TEAM });
  try {
    return await againAndAgain(world, howMany, seed, fault);
  } finally {
    await world.close();
  }
}

/** On a server of its own: others would stand still with it. */
async function onServer(
  { count: howMany, seed }: PieceOptions,
  fault: (server: PostgresServer) => Fault,
): Promise<Tally> {
  const server = await startPostgres({ maxConnections: FEW_CONNECTIONS });
  try {
    const world = await aWorld({ team: TEAM, postgresUrl: server.url });
    try {
      const tally = await againAndAgain(world, howMany, seed, fault(server));
      // Told to stop while it hangs.
      const last = await world.start();
      await server.freeze();
      await ends(last, tally);
      await server.thaw();
      return tally;
    } finally {
      await server.thaw();
      await world.close();
    }
  } finally {
    await server.stop();
  }
}

async function againAndAgain(world: World, howMany: number, seed: number, fault: Fault): Promise<Tally> {
  const tally = newTally();
  const acknowledged: Acknowledged[] = [];
  const app = await world.start();
  for (let turn = seed; turn < seed + howMany; turn += 1) {
    const label = `answer ${turn}`;
    acknowledged.push(...(await underFault(world, app, tally, label, fault)));
    tally.done += 1;
  }
  await pass(world, RECOVERY_MS);
  tally.broken.push(
    ...(await lostAnswers(world, acknowledged)),
    ...doubledMessages(world.sandbox),
    ...(await unsent(world)),
  );
  await ends(app, tally);
  count(tally, "acknowledged answers", acknowledged.length);
  return tally;
}

/** A connection that is being made holds its place before anybody can see whose it is. */
const REFUSED_IN_A_ROW = 5;
const MADE_WITHIN_MS = 100;

/** Every connection that the server gives, those of others too. */
async function takeAll(url: string): Promise<pg.Client[]> {
  const taken: pg.Client[] = [];
  for (let refused = 0; refused < REFUSED_IN_A_ROW; ) {
    const client = new pg.Client(url);
    client.on("error", () => undefined);
    try {
      await client.connect();
      taken.push(client);
      refused = 0;
    } catch {
      // One of ours is needed to take those that Drumbeat has.
      const { rowCount } = (await taken[0]?.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> all($1::int[])`,
        [
          await Promise.all(
            taken.map(async (each) => (await each.query("select pg_backend_pid() as pid")).rows[0].pid),
          ),
        ],
      )) ?? { rowCount: 0 };
      const hasRoom = (rowCount ?? 0) > 0;
      refused = hasRoom ? 0 : refused + 1;
      if (!hasRoom) await setTimeout(MADE_WITHIN_MS);
    }
  }
  return taken;
}
