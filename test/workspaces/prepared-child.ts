/**
 * Compiles each prepared query of the product, in both dialects, with places for all that its builder may ask for, and writes
 * what it holds besides. In a process of its own: queries are declared as their modules are loaded.
 */
import { subscribe } from "node:diagnostics_channel";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Compilable } from "kysely";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { ParameterPlaceholder, PREPARED } from "../../src/platform/prepared-queries.ts";

type Build = (db: Db, values: object) => Compilable;

const SRC = join(import.meta.dirname, "../../src");
const builds: Build[] = [];
subscribe(PREPARED, (build) => {
  if (typeof build === "function") builds.push((db, values) => build(db, values));
});
for (const file of readdirSync(SRC, { recursive: true, encoding: "utf8" }).sort()) {
  const path = join(SRC, file);
  if (file.endsWith(".ts") && /\b(?:prepared|nextAt)\(/.test(readFileSync(path, "utf8"))) await import(path);
}

/** A list of one place is a value as well. Of what is left when some are taken out of it, nothing is known. */
const anyValues = new Proxy(
  {},
  {
    get: (_, name) => (typeof name === "string" ? [new ParameterPlaceholder(name, 0)] : undefined),
    ownKeys: () => ["workspace_id"],
  },
);
const isPlace = (value: unknown): boolean =>
  value === undefined || value instanceof ParameterPlaceholder || (Array.isArray(value) && value.every(isPlace));

const held: string[] = [];
for (const location of [":memory:", "postgres://nobody@127.0.0.1:1/nothing"]) {
  const db = openDatabase(location);
  for (const build of builds) {
    const { sql, parameters } = build(db, anyValues).compile();
    const constants = parameters.filter((value) => !isPlace(value));
    if (constants.length > 0) held.push(`${JSON.stringify(constants)} in ${sql}`);
  }
}
process.stdout.write(JSON.stringify({ queries: builds.length, held }));
process.exit(0);
