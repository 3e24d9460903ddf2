/** The connections to a PostgreSQL server. */
import { setTimeout } from "node:timers/promises";
import type { CompiledQuery, PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import type { Pool, PoolClient } from "pg";
import { stopwatch } from "./clock.ts";
import { statementTimeoutMs, withinMs } from "./database-timeouts.ts";

/** Shorter than the statement timeout, so that a lock is reported as such. */
const LOCK_TIMEOUT_MS = 1200;
/** Ends the transaction of a paused instance, which would hold up the others. */
const IDLE_IN_TRANSACTION_MS = 30_000;
const CONNECTING_MS = 10_000;
/** How long to wait for a free connection. */
const BUSY_MS = 1000;
const BUSY_PAUSE_MS = 100;

/** Statement → name, for statements prepared on each connection. */
const named = new Map<string, string>();

/**
 * Prepares this statement once per connection. Not for `select *`: after an upgrade adds a column, an older instance
 * would fail ("cached plan must not change result type").
 */
export function keepPrepared({ sql: text }: CompiledQuery): void {
  if (!/[\s.]\*(?!\/)/.test(text) && !named.has(text)) named.set(text, `drumbeat_${named.size}`);
}

/** Loaded on use: most installations use SQLite. */
export async function postgresPool(url: string): Promise<PostgresPool> {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({
    // pg takes all of these for verify-full, and warns that it will not always.
    connectionString: url.replace(/([?&]sslmode=)(?:prefer|require|verify-ca)\b/, "$1verify-full"),
    application_name: "drumbeat",
    max: 10,
    keepAlive: true,
    connectionTimeoutMillis: CONNECTING_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
  });
  // A lost connection fails its statement, and the next one reconnects; but it also raises `error` events on the pool
  // and the client, which without a listener end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  // Kysely knows a connection by its object.
  const connections = new WeakMap<PoolClient, PatientClient>();
  const primary = new Primary();
  return {
    async connect() {
      for (;;) {
        const client = await connectionOf(pool);
        const patient = connections.get(client) ?? new PatientClient(client, primary);
        connections.set(client, patient);
        if (patient.isCurrent) return patient;
        patient.release();
      }
    },
    end: () => pool.end(),
    options: pool.options,
  };
}

/** Throws the server's error, or DatabaseSilent without an answer. */
async function connectionOf(pool: Pool): Promise<PoolClient> {
  const seconds = stopwatch();
  for (;;)
    try {
      const connecting = pool.connect();
      const client = await withinMs(statementTimeoutMs() || CONNECTING_MS, connecting);
      if (client) return client;
      // A late connection serves the next request.
      connecting.then(
        (late) => late.release(),
        () => undefined,
      );
      throw new DatabaseSilent();
    } catch (error) {
      if (!isServerFull(error) || seconds() * 1000 >= BUSY_MS) throw error;
      await setTimeout(BUSY_PAUSE_MS);
    }
}

/** 53300, too_many_connections. Source: https://www.postgresql.org/docs/current/errcodes-appendix.html */
function isServerFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "53300";
}

/** The server does not answer. */
export class DatabaseSilent extends Error {
  constructor(options?: ErrorOptions) {
    super("The database does not answer", options);
    this.name = "DatabaseSilent";
  }
}

/** Read-only, as a primary that became a standby; shut down; crashed. */
const IS_NO_PRIMARY = new Set(["25006", "57P01", "57P02"]);

/**
 * Which server takes writes may change while connections to the former one last: each would go on failing. After the
 * first that does, those made before it are closed, and the next ones look for the primary anew.
 */
class Primary {
  generation = 0;

  /** Call with each error of a statement. */
  noteError(error: unknown): void {
    if (error instanceof Error && "code" in error && IS_NO_PRIMARY.has(String(error.code))) this.generation += 1;
  }
}

/** A pool connection with timeouts and prepared statements. */
class PatientClient implements PostgresPoolClient {
  readonly #client: PoolClient;
  readonly #primary: Primary;
  readonly #generation: number;
  /** Set while a statement is unanswered: the connection is then unusable. */
  #silence: DatabaseSilent | null = null;

  constructor(client: PoolClient, primary: Primary) {
    this.#client = client;
    this.#primary = primary;
    this.#generation = primary.generation;
  }

  /** False once the server that was the primary then is no more. */
  get isCurrent(): boolean {
    return this.#generation === this.#primary.generation;
  }

  query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query(text: unknown, values: readonly unknown[] = []): unknown {
    if (typeof text !== "string") throw new Error("Nothing is read by cursor");
    return this.#answerTo(text, values);
  }

  async #answerTo(text: string, values: readonly unknown[]): Promise<unknown> {
    if (this.#silence) throw this.#silence;
    const name = named.get(text);
    const ms = statementTimeoutMs();
    const asked = { text, values: [...values], ...(name !== undefined && { name }) };
    const answering = this.#client.query(asked).catch((error: unknown) => {
      this.#primary.noteError(error);
      throw error;
    });
    const answer = ms === 0 ? await answering : await withinMs(ms, answering);
    if (answer) return answer;
    this.#silence = new DatabaseSilent();
    throw this.#silence;
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy === true || this.#silence !== null || !this.isCurrent);
  }
}
