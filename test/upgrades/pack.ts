/** `node test/upgrades/pack.ts FOLDER FILE [NAME…]`: see README.md. Some of the recordings also as SQL for PostgreSQL. */
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { type Kysely, sql } from "kysely";
import { z } from "zod";
import { move } from "../../src/operations/move.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { aPostgresDatabase, startPostgres } from "../support/postgres-server.ts";

/** The first of those named are on PostgreSQL too. */
const ON_SERVER = 5;

const [folder = "", file = "", ...names] = process.argv.slice(2);
const server = await startPostgres();
try {
  const recordings: { name: string; world: unknown; sqlite: string; postgres: string | null }[] = [];
  for (const [index, name] of names.entries()) {
    const database = join(folder, name, "drumbeat.db");
    recordings.push({
      name,
      world: JSON.parse(await readFile(join(folder, name, "world.json"), "utf8")),
      sqlite: (await readFile(database)).toString("latin1"),
      postgres: index < ON_SERVER ? await asSql(database) : null,
    });
  }
  const raw = Buffer.from(JSON.stringify(recordings));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LARGE_WINDOW]: 1,
    [constants.BROTLI_PARAM_LGWIN]: 28,
    [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
  };
  await writeFile(file, brotliCompressSync(raw, { params }));
} finally {
  await server.stop();
}
process.exit();

/** What pg_dump writes, as far as Drumbeat uses it: tables, rows, then what holds between them. */
async function asSql(database: string): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), "drumbeat-pack-"));
  const copy = join(scratch, "drumbeat.db");
  await copyFile(database, copy);
  const url = await aPostgresDatabase(server.url);
  await move(copy, url, "2026-11-20T22:27:24.000Z");
  const db = openDatabase(url).withTables<Record<string, Record<string, unknown>>>();
  try {
    const lines: string[] = [];
    for (const table of await texts(
      db,
      sql`select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
    )) {
      const columns = await texts(
        db,
        sql`select format('%I %s%s%s', attname, format_type(atttypid, atttypmod),
            case when attcollation = 'pg_catalog."C"'::regcollation then ' collate "C"' else '' end,
            case when attnotnull then ' not null' else '' end
              || coalesce(' default ' || pg_get_expr(adbin, adrelid), ''))
            from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
            where attrelid = ${table}::regclass and attnum > 0 order by attnum`,
      );
      lines.push(`create table ${table} (${columns.join(", ")});`);
      for (const row of await db.selectFrom(table).selectAll().execute())
        lines.push(
          `insert into ${table} (${Object.keys(row).join(", ")}) values (${Object.values(row).map(literal).join(", ")});`,
        );
    }
    const constraints = sql`select format('alter table %s add constraint %I %s;', conrelid::regclass, conname, pg_get_constraintdef(oid))
      from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f')
      order by contype = 'f', conrelid::regclass::text, conname`;
    const indexes = sql`select pg_get_indexdef(indexrelid) || ';' from pg_index
      where indrelid::regclass::text in (select relname from pg_class where relnamespace = 'public'::regnamespace)
      and not exists (select 1 from pg_constraint where conindid = indexrelid) order by 1`;
    return [...lines, ...(await texts(db, constraints)), ...(await texts(db, indexes))].join("\n");
  } finally {
    await db.destroy();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function texts<Tables>(db: Kysely<Tables>, query: ReturnType<typeof sql>): Promise<string[]> {
  const { rows } = await query.execute(db);
  return rows.map((row) => z.tuple([z.string()]).parse(Object.values(z.looseObject({}).parse(row)))[0]);
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return "null";
  return typeof value === "number" ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
}
