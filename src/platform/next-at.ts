/** When work is next due: each step has one query for it, and a tick runs all of them in one statement. */
import { type Expression, sql } from "kysely";
import type { Instant } from "./clock.ts";
import type { Db, Tx } from "./database.ts";
import { prepared } from "./prepared-queries.ts";

interface QueryParams {
  workspaceId: string;
}

type Query = (db: Db | Tx, params: QueryParams) => Expression<{ at: string | null }>;

/** Queries the next due instant, or null; of all workspaces without `workspaceId`. */
export interface NextAt {
  (db: Db, workspaceId?: string): Promise<Instant | null>;
  /** Selects at most one row, with the instant. */
  query: Query;
  read(value: string): Instant;
}

/** `read`: converts the value if it is not an instant. */
export function nextAt(query: Query, read: NextAt["read"] = (value) => value): NextAt {
  const ask = queryTogether([{ query, read }]);
  return Object.assign(async (db: Db, workspaceId = "") => (await ask(db, workspaceId))[0] ?? null, { query, read });
}

export const NEVER_DUE = nextAt(() => sql`(select null as at)`);

export function firstOf(...queries: readonly Query[]): Query {
  return (db, params) => {
    const each = queries.map((query) => sql`select ${query(db, params)} as at`);
    return sql`(select min(at) as at from (${sql.join(each, sql` union all `)}) as each_first)`;
  };
}

/** Queries all in one statement; results in order. */
export function queryTogether(
  nexts: readonly Pick<NextAt, "query" | "read">[],
): (db: Db, workspaceId: string) => Promise<(Instant | null)[]> {
  const asked = prepared((db, params: QueryParams) => {
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
