import { createHash } from "node:crypto";
import {
  type Dialect,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { expect, it } from "vitest";
import { up } from "../../db/migrations/baseline/baseline.ts";
import { migrations } from "../../db/migrations/index.ts";

const DIALECTS = [
  { createAdapter: () => new SqliteAdapter(), createQueryCompiler: () => new SqliteQueryCompiler() },
  { createAdapter: () => new PostgresAdapter(), createQueryCompiler: () => new PostgresQueryCompiler() },
];

/** The statements that the baseline runs on SQLite and on PostgreSQL. */
async function statements(): Promise<string[]> {
  const all: string[] = [];
  for (const parts of DIALECTS) {
    const dialect: Dialect = {
      ...parts,
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
    };
    const db = new Kysely<unknown>({ dialect, log: (event) => void all.push(event.query.sql) });
    await up(db);
    await db.destroy();
  }
  return all;
}

it("the baseline's name ends with the fingerprint of its statements, so that databases of another one are refused", async () => {
  const fingerprint = createHash("sha256")
    .update((await statements()).join("\n"))
    .digest("hex")
    .slice(0, 8);
  expect(Object.keys(migrations)[0], "Write this name into db/migrations/index.ts").toBe(
    `0001-baseline-${fingerprint}`,
  );
});
