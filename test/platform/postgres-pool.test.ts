import { sql } from "kysely";
import { expect, inject, it, onTestFinished } from "vitest";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { storageFault } from "../../src/platform/storage-fault.ts";
import { aPostgresDatabase } from "../support/postgres-server.ts";

/** The size of the pool. */
const CONNECTIONS = 10;

const pids = async (db: Db, many = 1) => {
  const asked = Array.from({ length: many }, () =>
    sql<{ pid: number }>`select pg_backend_pid() as pid from pg_sleep(0.02)`.execute(db),
  );
  return new Set((await Promise.all(asked)).flatMap(({ rows }) => rows.map(({ pid }) => pid)));
};

it("leaves all connections to a server that takes no more writes, after the first that failed", async () => {
  const url = await aPostgresDatabase(inject("postgresUrl"));
  const admin = openDatabase(inject("postgresUrl"));
  const db = openDatabase(url);
  onTestFinished(async () => {
    await db.destroy();
    await admin.destroy();
  });
  const name = new URL(url).pathname.slice(1);
  const takesWrites = (takes: boolean) =>
    sql`alter database ${sql.id(name)} set default_transaction_read_only = ${sql.lit(takes ? "off" : "on")}`.execute(
      admin,
    );
  const write = () =>
    sql`insert into note values (1)`.execute(db).then(
      () => "written",
      (error: unknown) => storageFault(error),
    );
  await sql`create table note (number int)`.execute(db);
  expect(await write()).toBe("written");

  // A fail-over: who is connected is thrown out, and the server that answers then is a standby.
  await takesWrites(false);
  const before = await pids(db, CONNECTIONS);
  expect(before.size).toBe(CONNECTIONS);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`.execute(admin);
  await expect.poll(() => pids(db).catch(() => null)).not.toBeNull();
  const standby = await pids(db, CONNECTIONS);
  expect(await write()).toBe("read-only");

  // It is promoted while the process is busy: no connection falls idle for so long that the pool closes it.
  await takesWrites(true);
  const next = await pids(db, CONNECTIONS);
  expect([...next].filter((pid) => standby.has(pid))).toEqual([]);
  const writes = await Promise.all(Array.from({ length: CONNECTIONS }, write));
  expect(writes).toEqual(Array.from({ length: CONNECTIONS }, () => "written"));
});
