import { setTimeout } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import {
  type Compilable,
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  Kysely,
  type LogEvent,
  PostgresAdapter,
  PostgresDialect,
  type QueryResult,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  sql,
  type Transaction,
} from "kysely";
import { stopwatch } from "./clock.ts";
import {
  createPrivateFile,
  DatabaseFile,
  IN_MEMORY,
  LONGEST_IDLE_LOG,
  makeDefaultFolder,
  refuseIfMissing,
} from "./database-file.ts";
import { keepPrepared, postgresPool } from "./postgres-pool.ts";
import { FillingPostgresQueryCompiler, SteadySqliteQueryCompiler } from "./query-compilers.ts";
import { cachingStatements } from "./sqlite-statement-cache.ts";
import { storageFault } from "./storage-fault.ts";
import { yieldToEventLoop } from "./yield-to-event-loop.ts";

/** All tables. Each capability adds its own in its `table.ts`, so that the platform knows none of them. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging.
export interface Tables {}

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

export interface OpenOptions {
  /** Called for each statement, with its values: measures and tests count them, and ask for their plans. */
  onStatement?: (sql: string, values: readonly unknown[]) => void;
  /** SQLite only: opens without the right to write. */
  readonly?: boolean;
  /** SQLite only: begins with an empty file although one is missed. */
  isNew?: boolean;
  /** SQLite only: what is committed need not outlast the machine's power, and the disk is not waited for. */
  isDisposable?: boolean;
  /** SQLite only: the file may not grow past so many pages; shows what a full disk does. */
  maxPages?: number;
  /** `:memory:` only: the bytes of a SQLite file that it begins as. */
  contents?: Buffer;
}

/** Time to wait while another process recovers a file whose last process was killed. */
const OPENING_MS = 1000;
/** SQLite blocks the event loop while it waits for a lock; longer waits are asynchronous. */
const BLOCKING_MS = 5;
/** A submission must be answered within three seconds, and a probe that waits behind it within one. */
const LOCK_PATIENCE_MS = 750;
const SHORTEST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 50;

/**
 * Opens a SQLite file (`data/drumbeat.db`, `:memory:`) or, given `postgres://…`, PostgreSQL.
 * Throws the driver's error when the file is not a database or cannot be opened.
 */
export function openDatabase(location: string, options: OpenOptions = {}): Db {
  if (isPostgresUrl(location)) {
    const db = databaseOf(postgresDialect(location), options);
    handles.set(db, { location });
    return db;
  }
  let reader: Db | undefined;
  const opened: Opened = { file: null, closing: () => reader?.destroy() };
  const db = databaseOf(sqliteDialect(location, options, opened), options);
  if (location !== IN_MEMORY)
    handles.set(db, {
      location,
      opened,
      reader: () => {
        // The path may name another file by now.
        if (!reader) opened.file?.check();
        reader ??= databaseOf(sqliteDialect(location, { ...options, readonly: true }, { file: null }), options);
        return reader;
      },
    });
  return db;
}

interface Opened {
  /** Null before it is opened, in memory, and where nothing may be written. */
  file: DatabaseFile | null;
  /** Called before the connection is closed. */
  closing?(): Promise<void> | undefined;
}

/** Resources behind a `Db`; none for a database in memory. */
interface Handle {
  location: string;
  opened?: Opened;
  /** SQLite only: a second connection, for what takes long to read. */
  reader?: () => Db;
}
const handles = new WeakMap<Db, Handle>();

/** The file that this database writes to; null on PostgreSQL, in memory, and before its first statement. */
export function fileOf(db: Db): DatabaseFile | null {
  return handles.get(db)?.opened?.file ?? null;
}

/** Location for another thread to open. Throws for a database in memory. */
export function locationOf(db: Db): string {
  const location = handles.get(db)?.location;
  if (location === undefined) throw new Error("No other thread can open this database");
  return location;
}

/** A second handle on the same connections; caches keyed by handle are not shared. */
export function anotherHandle(db: Db): Db {
  const other = db.withoutPlugins();
  const handle = handles.get(db);
  if (handle) handles.set(other, handle);
  return other;
}

function databaseOf(dialect: Dialect, { onStatement }: OpenOptions): Db {
  return new Kysely<Tables>({
    dialect,
    ...(onStatement && {
      log: (event: LogEvent) => {
        if (event.level === "query") onStatement(event.query.sql, event.query.parameters);
      },
    }),
  });
}

/** A few milliseconds of work. */
const ROWS_IN_CHUNK = 200;

/**
 * Reads a long list in chunks, so that the caller can yield between them. SQLite uses a second connection, so that
 * writers need not wait for the last row; a transaction reads by itself and sees its own writes.
 */
export async function* rowsInChunks<Row>(db: Db | Tx, query: Compilable<Row>): AsyncGenerator<Row[]> {
  const compiled = query.compile();
  if (isPostgres(db)) {
    const { rows } = await db.executeQuery(compiled);
    for (let from = 0; from < rows.length; from += ROWS_IN_CHUNK) yield rows.slice(from, from + ROWS_IN_CHUNK);
  } else {
    const reader = handles.get(db)?.reader?.() ?? db;
    for await (const { rows } of reader.getExecutor().stream(compiled, ROWS_IN_CHUNK)) yield rows;
  }
}

/** SQLite allows 32,766 values, but compiling a statement of thousands holds up the event loop. */
const VALUES_IN_STATEMENT = 500;

/** Splits a list into chunks of `most`; an empty list yields none. */
export function* chunksOf<One>(all: readonly One[], most = VALUES_IN_STATEMENT): Generator<readonly One[]> {
  for (let first = 0; first < all.length; first += most) yield all.slice(first, first + most);
}

export function isPostgresUrl(location: string): boolean {
  return /^postgres(ql)?:\/\//.test(location);
}

/** A text as a column can hold it: PostgreSQL has no U+0000, and half of a surrogate pair is no Unicode. JSON escapes both. */
export function storableText(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}

/** SQLite and PostgreSQL both refuse to begin where nothing can be written. */
export async function tryToWrite(db: Db): Promise<void> {
  await db.transaction().execute((tx) => sql`select 1`.execute(tx));
}

function sqliteDialect(file: string, options: OpenOptions, opened: Opened): SqliteDialect {
  const readonly = options.readonly ?? false;

  // One connection; opened on first use, so that a bad file is an error of that use and not of the import.
  const open = async () => {
    refuseIfMissing(file, options.isNew ?? false);
    if (!readonly) makeDefaultFolder(file);
    if (file !== IN_MEMORY && !readonly) createPrivateFile(file);
    const connection = new Sqlite(options.contents ?? file, { readonly, timeout: OPENING_MS });
    if (file !== IN_MEMORY && !readonly) opened.file = new DatabaseFile(file, connection);
    setPragmas(connection, options);
    return cachingStatements(connection);
  };

  const dialect = new SqliteDialect({ database: open });
  dialect.createQueryCompiler = () => new SteadySqliteQueryCompiler();
  dialect.createAdapter = () => new TransactionalDdlSqliteAdapter();
  dialect.createDriver = () => new ImmediateSqliteDriver({ database: open }, opened);
  return dialect;
}

function setPragmas(
  connection: Sqlite.Database,
  { readonly = false, isDisposable = false, maxPages }: OpenOptions,
): void {
  if (!readonly) connection.pragma("journal_mode = WAL");
  if (!readonly) connection.pragma(`journal_size_limit = ${LONGEST_IDLE_LOG}`);
  // better-sqlite3 reopens WAL files with NORMAL, which may lose the last commits with the machine's power:
  // an answer that was acknowledged must be on the disk.
  connection.pragma(`synchronous = ${isDisposable ? "OFF" : "FULL"}`);
  connection.pragma("foreign_keys = ON");
  // Overwrites deleted data in the file.
  if (!readonly) connection.pragma("secure_delete = ON");
  if (maxPages !== undefined) connection.pragma(`max_page_count = ${maxPages}`);
  if (!readonly) connection.pragma(`busy_timeout = ${BLOCKING_MS}`);
}

/**
 * A deferred transaction that reads first and writes later fails at once when another process (the CLI beside the
 * server) wrote in between, whatever the busy time-out; an immediate one waits for its turn.
 */
class ImmediateSqliteDriver extends SqliteDriver {
  readonly #opened: Opened;
  #connection: DatabaseConnection | undefined;
  /** A waiter has timed out since the last success. */
  #isLocked = false;

  constructor(config: SqliteDialectConfig, opened: Opened) {
    super(config);
    this.#opened = opened;
  }

  /** Closes the reader first: only the last connection can checkpoint the log. */
  override async destroy(): Promise<void> {
    await this.#opened.closing?.();
    await super.destroy();
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#connection ??= new PausingConnection(await super.acquireConnection());
    return this.#connection;
  }

  /**
   * Waits for another process's lock without blocking. After one waiter times out, the others fail at once until one
   * succeeds.
   */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    this.#opened.file?.check();
    const seconds = stopwatch();
    for (let pauseMs = SHORTEST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        await connection.executeQuery(CompiledQuery.raw("begin immediate"));
        this.#isLocked = false;
        return;
      } catch (error) {
        if (storageFault(error) !== "locked") throw error;
        this.#isLocked ||= seconds() * 1000 >= LOCK_PATIENCE_MS;
        if (this.#isLocked) throw error;
      }
      await setTimeout(pauseMs);
    }
  }

  /** Checks that the file is still reachable before reporting success. */
  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection);
    this.#opened.file?.check();
  }

  /** On a full disk SQLite has already rolled back; failing to do so again must not hide that error. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection);
    } catch (error) {
      if (!(error instanceof Sqlite.SqliteError && error.message.includes("no transaction is active"))) throw error;
    }
  }
}

/**
 * SQLite answers synchronously, so yield to the event loop between statements. Rows are returned together: Kysely's
 * streaming one by one takes longer than reading.
 */
class PausingConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection;

  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    await yieldToEventLoop();
    return this.#connection.executeQuery<Row>(query);
  }

  async *streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncGenerator<QueryResult<Row>> {
    let piece: Row[] = [];
    for await (const { rows } of this.#connection.streamQuery<Row>(query, chunkSize)) {
      piece.push(...rows);
      if (piece.length < chunkSize) continue;
      await yieldToEventLoop();
      yield { rows: piece };
      piece = [];
    }
    yield { rows: piece };
  }
}

/** SQLite's DDL is transactional; Kysely's own adapter does not say so, and would leave half a migration after a kill. */
class TransactionalDdlSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function postgresDialect(url: string): PostgresDialect {
  const dialect = new PostgresDialect({ pool: () => postgresPool(url) });
  dialect.createQueryCompiler = () => new FillingPostgresQueryCompiler();
  return dialect;
}

/**
 * Takes an advisory lock until the transaction ends; false at once if another transaction, of any instance, has it.
 * SQLite has one writer anyway.
 */
export async function takeLock(tx: Tx, name: string): Promise<boolean> {
  if (!isPostgres(tx)) return true;
  const query = sql<{ locked: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as locked`;
  const compiled = query.compile(tx);
  keepPrepared(compiled);
  const { rows } = await tx.executeQuery(compiled);
  return rows[0]?.locked ?? false;
}

export function isPostgres(db: Db | Tx): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/**
 * Empties the write-ahead log, which may hold deleted data; skipped while somebody reads. PostgreSQL manages its own
 * log.
 */
export async function emptyWriteAheadLog(db: Db): Promise<void> {
  if (!isPostgres(db)) await sql`pragma wal_checkpoint(truncate)`.execute(db);
}
