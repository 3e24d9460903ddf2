/** Files of a SQLite database: permissions, the lock against a second process, and detection of their loss. */
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import type { Instant } from "./clock.ts";
import { DEFAULT_DATABASE } from "./config.ts";
import { errorTable } from "./errors.ts";

export const IN_MEMORY = ":memory:";

/** Only Drumbeat's user may read them; SQLite copies the mode to its log. */
export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;

/** What the log keeps of its size once all of it is in the file: twice what SQLite writes before it copies. */
export const LONGEST_IDLE_LOG = 8 * 2 ** 20;

/** 4 MB per step, so that a copy does not hold up others. */
const PAGES_AT_ONCE = 1000;
const WHILE_WRITTEN_MS = 20;

const failure = errorTable({
  DATABASE_MISSING: {
    en: ({ file, backUp }) =>
      `${file} is gone, though Drumbeat had its data there (${file}.id says so). Put it back with its -wal, or restore a backup: drumbeat restore ${backUp || "FILE"} --to ${file}. To begin with an empty database instead, start once with --new.`,
    fr: ({ file, backUp }) =>
      `${file} a disparu, alors que Drumbeat y avait ses données (${file}.id l’indique). Remettez-le avec son -wal, ou restaurez une sauvegarde\u00a0: drumbeat restore ${backUp || "FICHIER"} --to ${file}. Pour repartir d’une base vide, lancez Drumbeat une fois avec --new.`,
  },
  DATABASE_THERE: {
    en: ({ file }) => `There is a database ${file} already. Start without --new to go on with it.`,
    fr: ({ file }) => `La base de données ${file} existe déjà. Lancez Drumbeat sans --new pour continuer avec elle.`,
  },
  ALREADY_RUNNING: {
    en: ({ file }) =>
      `Another Drumbeat runs on ${file} already. Stop that one first. For several instances, move to PostgreSQL (docs/operations.md).`,
    fr: ({ file }) =>
      `Un autre Drumbeat utilise déjà ${file}. Arrêtez-le d’abord. Pour plusieurs instances, passez à PostgreSQL (docs/operations.md).`,
  },
});

/** The open file was deleted or replaced, so writes would be lost. */
export class DatabaseFileLost extends Error {
  constructor(path: string) {
    super(`The database file ${path} was deleted or replaced while it was open`);
    this.name = "DatabaseFileLost";
  }
}

/** Creates an empty file, readable by this user only, unless it exists; a failure shows at its first use. */
export function createPrivateFile(path: string): void {
  try {
    closeSync(openSync(path, "wx", PRIVATE_FILE));
  } catch {
    // It exists, or cannot be made. Do not open and close it to see: that would release SQLite's locks of this process.
  }
}

/** Throws DATABASE_MISSING if a known database is gone; with `isNew`, DATABASE_THERE if one exists. */
export function refuseIfMissing(path: string, isNew: boolean): void {
  if (path === IN_MEMORY) return;
  if (existsSync(path)) {
    if (isNew) throw failure("DATABASE_THERE", { file: path });
    return;
  }
  if (!existsSync(idOf(path))) return;
  if (!isNew) throw failure("DATABASE_MISSING", { file: path, backUp: lastRescued(path) });
  // SQLite would delete the old log beside a new file.
  for (const part of ["-wal", "-shm"]) if (existsSync(path + part)) renameSync(path + part, `${path}.lost${part}`);
}

/** Records that the database exists, so that its loss is noticed. */
export function noteDatabase(path: string): void {
  if (path === IN_MEMORY || existsSync(idOf(path))) return;
  const text = `${basename(path)}, beside this file, is Drumbeat's database. While this file is here, Drumbeat does not start without it.\n`;
  writeFileSync(idOf(path), text, { mode: PRIVATE_FILE });
}

/** The database, its companions and their folder, as far as other users may read or write them. */
export function pathsOpenToOthers(path: string): string[] {
  const folder = dirname(path);
  const ours = readdirSync(folder).filter((name) => name.startsWith(basename(path).replace(/\.db$/, "")));
  return [folder, ...ours.sort().map((name) => join(folder, name))].filter(
    (each) => ((statSync(each, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0,
  );
}

/** Copies beside a database (from upgrades, restores, rescues, backups) with their times, oldest first. */
export function copiesBeside(path: string): { file: string; madeAt: Instant }[] {
  const folder = dirname(path);
  const name = basename(path);
  const parts = ["", "-wal", "-shm", "-journal", ".id", ".lock", ".unfinished", ".erasures.jsonl"].map(
    (part) => name + part,
  );
  return readdirSync(folder)
    .filter((each) => each.startsWith(name.replace(/\.db$/, "")) && !parts.includes(each))
    .filter((each) => /\.db$|\.db\.|\.before-\w+$/.test(each) && !/-(wal|shm|journal)$|\.sha256$/.test(each))
    .flatMap((each) => {
      const made = statSync(join(folder, each), { throwIfNoEntry: false });
      return made?.isFile() ? [{ file: join(folder, each), madeAt: made.mtime.toISOString() }] : [];
    })
    .sort((a, b) => (a.madeAt < b.madeAt ? -1 : 1));
}

function idOf(path: string): string {
  return `${path}.id`;
}

function rescuedPrefix(path: string): string {
  return `${basename(path).replace(/\.db$/, "")}-rescued-`;
}

/** The name of the newest rescued copy beside the database, or empty. */
function lastRescued(path: string): string {
  const last = readdirSync(dirname(path))
    .filter((name) => name.startsWith(rescuedPrefix(path)) && name.endsWith(".db"))
    .sort()
    .at(-1);
  return last === undefined ? "" : join(dirname(path), last);
}

/** Keeps connections, and so their locks, from garbage collection. */
const locks = new Set<Sqlite.Database>();

/**
 * Locks the file against other processes until released or this process ends, by an OS lock that SQLite takes on a file
 * beside it. Throws ALREADY_RUNNING.
 */
export function lockDatabaseFile(path: string): () => void {
  if (path === IN_MEMORY) return () => undefined;
  const lock = `${path}.lock`;
  makeDefaultFolder(path);
  createPrivateFile(lock);
  const connection = new Sqlite(lock, { timeout: 0 });
  try {
    connection.pragma("journal_mode = MEMORY");
    connection.exec("begin exclusive");
  } catch (error) {
    connection.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith("SQLITE_BUSY"))
      throw failure("ALREADY_RUNNING", { file: path }, { cause: error });
    throw error;
  }
  locks.add(connection);
  return () => {
    locks.delete(connection);
    connection.close();
  };
}

/** Only the default file's folder is created: a missing other one was probably mistyped. */
export function makeDefaultFolder(path: string): void {
  if (path === DEFAULT_DATABASE) mkdirSync(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
}

/** A database file that is open for writing. */
export class DatabaseFile {
  readonly path: string;
  readonly #connection: Sqlite.Database;
  readonly #opened: Identity | null;
  /** The log's identity: it exists from the first write to the last connection. */
  #log: Identity | null = null;
  #isLost = false;
  /** Size and time of the log when it was last looked at. */
  #logWritten = "";
  #onLost: () => void = () => undefined;

  /** Call right after opening. */
  constructor(path: string, connection: Sqlite.Database) {
    this.path = path;
    this.#connection = connection;
    this.#opened = identityOf(path);
  }

  /** Called whenever the file is found missing. */
  whenLost(notify: () => void): void {
    this.#onLost = notify;
  }

  /** Throws DatabaseFileLost unless file and log are still the open ones. */
  check(): void {
    this.#log ??= identityOf(`${this.path}-wal`);
    const isThere =
      isSame(identityOf(this.path), this.#opened) &&
      (this.#log === null || isSame(identityOf(`${this.path}-wal`), this.#log));
    const wasLost = this.#isLost;
    this.#isLost = !isThere;
    if (isThere) return;
    if (!wasLost) this.#onLost();
    throw new DatabaseFileLost(this.path);
  }

  /**
   * Brings the log into the file and shortens it, where nothing was written since the last call. One that a reader holds
   * up is left for the next call.
   */
  emptyIdleLog(): void {
    const log = statSync(`${this.path}-wal`, { throwIfNoEntry: false });
    const written = `${log?.size} ${log?.mtimeMs}`;
    const isIdle = written === this.#logWritten;
    this.#logWritten = written;
    if (log && log.size > 0 && isIdle && !this.#connection.inTransaction)
      this.#connection.pragma("wal_checkpoint(truncate)");
  }

  /** Copies the open file, which may be deleted, to a new path beside it. Returns the path; `at` makes it unique. */
  async rescue(at: string): Promise<string> {
    const to = join(dirname(this.path), `${rescuedPrefix(this.path)}${at.replaceAll(/[-:]|\.\d+/g, "")}.db`);
    while (this.#connection.inTransaction) await setTimeout(WHILE_WRITTEN_MS);
    createPrivateFile(to);
    await this.#connection.backup(to, { progress: () => PAGES_AT_ONCE });
    const copy = new Sqlite(to);
    try {
      // The copy inherits WAL mode; make it a single file.
      copy.pragma("journal_mode = DELETE");
    } finally {
      copy.close();
    }
    return to;
  }
}

interface Identity {
  dev: bigint;
  ino: bigint;
}

function identityOf(path: string): Identity | null {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch {
    // An inaccessible folder counts as empty.
    return null;
  }
}

function isSame(a: Identity | null, b: Identity | null): boolean {
  return a !== null && b !== null && a.dev === b.dev && a.ino === b.ino;
}
