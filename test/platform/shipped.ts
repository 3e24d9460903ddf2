/**
 * What each migration does, in a number: `node test/platform/shipped.ts` writes those of all migrations into
 * `shipped-migrations.json`, for the version in package.json. Done once, when a version is released.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
import { z } from "zod";
import { type Migrations, migrations } from "../../db/migrations/index.ts";

const ROOT = join(import.meta.dirname, "../..");
const LIST = join(import.meta.dirname, "shipped-migrations.json");

const shippedSchema = z.object({ version: z.string(), migrations: z.record(z.string(), z.string()) });

/** `version`: the last that was released. Its migrations, and what they did then. */
export function shipped(): z.infer<typeof shippedSchema> {
  return shippedSchema.parse(JSON.parse(readFileSync(LIST, "utf8")));
}

export function versionNow(): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"))).version;
}

/** Of every migration: a hash of the statements that it runs on both databases, and of its own text. */
export async function fingerprints(known: Migrations = migrations): Promise<Record<string, string>> {
  const prints: Record<string, string> = {};
  for (const [name, load] of Object.entries(known)) {
    const hash = createHash("sha256").update(textOf(name));
    const { up } = await load();
    for (const parts of DIALECTS) {
      const dialect: Dialect = {
        ...parts,
        createDriver: () => new DummyDriver(),
        createIntrospector: (db) => new SqliteIntrospector(db),
      };
      const db = new Kysely<unknown>({ dialect, log: (event) => void hash.update(event.query.sql) });
      await up(db);
      await db.destroy();
    }
    prints[name] = hash.digest("hex");
  }
  return prints;
}

const DIALECTS = [
  { createAdapter: () => new SqliteAdapter(), createQueryCompiler: () => new SqliteQueryCompiler() },
  { createAdapter: () => new PostgresAdapter(), createQueryCompiler: () => new PostgresQueryCompiler() },
];

/** Comments may be mended. */
function textOf(name: string): string {
  const text = readFileSync(join(ROOT, "db/migrations", `${name}.ts`), "utf8");
  return text
    .replaceAll(/\/\*.*?\*\//gs, "")
    .replaceAll(/^\s*\/\/.*$/gm, "")
    .replaceAll(/\s+/g, " ");
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(LIST, `${JSON.stringify({ version: versionNow(), migrations: await fingerprints() }, null, 2)}\n`);
