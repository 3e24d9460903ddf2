/** P27: faults of the database under people who submit: the disk, the file, the server. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import Sqlite from "better-sqlite3";
import { restore } from "../../../src/operations/backup.ts";
import { type PostgresServer, startPostgres } from "../../support/postgres-server.ts";
import { doubledMessages, lostAnswers, unsent } from "./invariants.ts";
import { type Acknowledged, pass, RECOVERY_MS } from "./load.ts";
import { ends, type Fault, filledForms, probing, submitAgain, submitAll, underFault } from "./outage.ts";
import { count, type FaultPart, newTally, type PieceOptions, type Tally } from "./part.ts";
import { aWorld, type World } from "./world.ts";

const TEAM = 20;

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
  unit: "database file deleted or replaced while twenty submit",
  count: 20,
  pieceOf: 4,
  async run({ count: howMany, seed }) {
    const tally = newTally();
    const world = await aWorld({ team: TEAM });
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
  const server = await startPostgres();
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
