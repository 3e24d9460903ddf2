/** When something is next to be done: each kind of work says so by one value of the database, and a tick asks for all at once. */
import { type Expression, sql } from "kysely";
import type { Instant } from "./clock.ts";
import type { Db, Tx } from "./database.ts";
import { prepared } from "./prepared.ts";

interface Of {
  workspaceId: string;
}

type Query = (db: Db | Tx, params: Of) => Expression<{ at: string | null }>;

/** Asks for the instant; null while there is nothing to do. `workspaceId` where it is not about all of them. */
export interface NextAt {
  (db: Db, workspaceId?: string): Promise<Instant | null>;
  /** Of one row at most. */
  query: Query;
  read(value: string): Instant;
}

/** `read`: what the value means where it is no instant itself. */
export function nextAt(query: Query, read: NextAt["read"] = (value) => value): NextAt {
  const ask = askingTogether([{ query, read }]);
  return Object.assign(async (db: Db, workspaceId = "") => (await ask(db, workspaceId))[0] ?? null, { query, read });
}

export const NOTHING = nextAt(() => sql`(select null as at)`);

/** The first of several. */
export function firstOf(...queries: readonly Query[]): Query {
  return (db, params) => {
    const each = queries.map((query) => sql`select ${query(db, params)} as at`);
    return sql`(select min(at) as at from (${sql.join(each, sql` union all `)}) as each_first)`;
  };
}

/** For each in turn, by one statement. */
export function askingTogether(
  nexts: readonly Pick<NextAt, "query" | "read">[],
): (db: Db, workspaceId: string) => Promise<(Instant | null)[]> {
  const asked = prepared((db, params: Of) => {
    const values = nexts.map(({ query }, index) => sql`${query(db, params)} as ${sql.ref(`at_${index}`)}`);
    return { compile: () => sql<Record<string, string | null>>`select ${sql.join(values)}`.compile(db) };
  });
  return async (db, workspaceId) => {
    const [row] = (await asked(db, { workspaceId })).rows;
    return nexts.map(({ read }, index) => {
      const value = row?.[`at_${index}`] ?? null;
      return value === null ? null : read(value);
    });
  };
}
