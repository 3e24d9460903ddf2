import type Sqlite from "better-sqlite3";
import type { SqliteDatabase } from "kysely";

/** More than the statements of the whole program; lists of different lengths make one each. */
const MOST_CACHED = 500;

/**
 * Gives Kysely the same prepared statement for the same text. It asks for a new one each time, and preparing is most of
 * what a short statement costs.
 */
export function keepingStatements(connection: Sqlite.Database): SqliteDatabase {
  const statements = new Map<string, Sqlite.Statement>();
  return {
    prepare(sql) {
      const existing = statements.get(sql);
      // One whose rows are still being read cannot be started a second time.
      if (existing && !existing.busy) return existing;
      const statement = connection.prepare(sql);
      if (statements.size >= MOST_CACHED) statements.clear();
      statements.set(sql, statement);
      return statement;
    },
    close: () => {
      connection.close();
    },
  };
}
