import type Sqlite from "better-sqlite3";
import type { SqliteDatabase } from "kysely";

/** More than the program has; each list length makes one. */
const MOST_CACHED = 500;

/** Caches prepared statements for Kysely: preparing is most of the cost of a short statement. */
export function cachingStatements(connection: Sqlite.Database): SqliteDatabase {
  const statements = new Map<string, Sqlite.Statement>();
  return {
    prepare(sql) {
      const existing = statements.get(sql);
      // A statement whose rows are being read cannot run again.
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
