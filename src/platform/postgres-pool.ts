/** The connections to a PostgreSQL server. */
import { setTimeout } from "node:timers/promises";
import type { CompiledQuery, PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import type { Pool, PoolClient } from "pg";
import { stopwatch } from "./clock.ts";
import { statementTimeoutMs, withinMs } from "./timeouts.ts";

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
  return {
    async connect() {
      const client = await connectionOf(pool);
      const patient = connections.get(client) ?? new PatientClient(client);
      connections.set(client, patient);
      return patient;
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

/** A pool connection with timeouts and prepared statements. */
class PatientClient implements PostgresPoolClient {
  readonly #client: PoolClient;
  /** Set while a statement is unanswered: the connection is then unusable. */
  #silence: DatabaseSilent | null = null;

  constructor(client: PoolClient) {
    this.#client = client;
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
    const answering = this.#client.query(asked);
    const answer = ms === 0 ? await answering : await withinMs(ms, answering);
    if (answer) return answer;
    this.#silence = new DatabaseSilent();
    throw this.#silence;
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy === true || this.#silence !== null);
  }
}
