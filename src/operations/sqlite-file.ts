/** A SQLite file as a whole, through SQLite itself: what is in it, whether it is sound, whether somebody uses it. */
import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { sql } from "kysely";
import { z } from "zod";
import { migrations } from "../../db/migrations/index.ts";
import type { Instant } from "../platform/clock.ts";
import { openDatabase } from "../platform/database.ts";
import { IN_MEMORY, lockDatabaseFile } from "../platform/database-file.ts";
import { DrumbeatError } from "../platform/errors.ts";
import { isBaseline, migrateToLatest } from "../platform/migrate.ts";
import { storageFault } from "../platform/storage-fault.ts";
import type { FactKey } from "../platform/workspace-facts.ts";
import { refusal } from "./errors.ts";

export type FileConnection = Sqlite.Database;
/** Table → number of rows. */
export type RowCounts = Record<string, number>;
export type Row = Record<string, string | number | null>;

/** A whole copy must not wait for ever, nor give up because somebody has just submitted a form. */
const PATIENCE_MS = 10_000;
const EVERYTHING_AT_ONCE = 2 ** 31 - 1;

/**
 * Opens without the right to write, and closes when the work is done. Throws FILE_MISSING, NOT_DRUMBEAT, FILE_DAMAGED.
 */
export async function reading<Result>(
  file: string,
  work: (connection: FileConnection) => Promise<Result> | Result,
): Promise<Result> {
  if (!existsSync(file)) throw refusal("FILE_MISSING", { file });
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: PATIENCE_MS });
  try {
    return await work(connection);
  } catch (error) {
    throw named(error, file);
  } finally {
    connection.close();
  }
}

/** Keeps Drumbeat from starting on it until it is called back. Throws IN_USE while one runs, be the file there or not. */
export function lockFile(file: string): () => void {
  try {
    return lockDatabaseFile(file);
  } catch (error) {
    throw error instanceof DrumbeatError ? refusal("IN_USE", { file }, { cause: error }) : error;
  }
}

/**
 * Opens it for nobody else, until it is closed: SQLite lets a file leave WAL only while no other connection has it open,
 * and Drumbeat keeps one open as long as it runs. Throws IN_USE, NOT_DRUMBEAT, FILE_DAMAGED, FILE_MISSING.
 */
export function openAlone(file: string): FileConnection {
  if (!existsSync(file)) throw refusal("FILE_MISSING", { file });
  const connection = new Sqlite(file, { fileMustExist: true, timeout: 0 });
  try {
    connection.pragma("journal_mode = DELETE");
    connection.pragma("synchronous = FULL");
    connection.exec("begin exclusive");
    return connection;
  } catch (error) {
    connection.close();
    throw storageFault(error) === "locked" ? refusal("IN_USE", { file }, { cause: error }) : named(error, file);
  }
}

/** Gives up the transaction and nothing else: nobody can open the file until it is closed. */
export function stayAlone(connection: FileConnection): void {
  connection.pragma("locking_mode = EXCLUSIVE");
  connection.exec("commit");
}

/** Writes what is there, and nothing that was deleted, into the empty file `to`. */
export function writeAnew(connection: FileConnection, to: string): RowCounts {
  connection.prepare("vacuum into ?").run(to);
  return countRows(connection);
}

/** Bytes of the file, and of its pages that hold nothing. */
export function roomIn(connection: FileConnection): { bytes: number; free: number } {
  const number = (name: string) => Number(connection.pragma(name, { simple: true }));
  const page = number("page_size");
  return { bytes: page * number("page_count"), free: page * number("freelist_count") };
}

/** When people were erased, and from when what had reached its age was deleted. */
export function deletionsFinished(connection: FileConnection): Instant[] {
  const hasTable = connection.prepare("select 1 from sqlite_schema where name = 'deletion'").get();
  return hasTable
    ? column(
        connection,
        "select due_at from deletion where next_at > due_at union all select finished_at from erasure where state = 'done'",
      )
    : [];
}

/** SQLite does not say which file it means. */
function named(error: unknown, file: string): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  if (error.code === "SQLITE_NOTADB") return refusal("NOT_DRUMBEAT", { file }, { cause: error });
  if (error.code.startsWith("SQLITE_CORRUPT"))
    return refusal("FILE_DAMAGED", { file, problem: error.message }, { cause: error });
  return error;
}

/** The migrations that it has had, in order. Throws NOT_DRUMBEAT when it never had any. */
export function migrationsIn(connection: FileConnection, file: string): string[] {
  const hasTable = connection.prepare("select 1 from sqlite_schema where name = 'kysely_migration'").get();
  const names = hasTable ? column(connection, "select name from kysely_migration order by name") : [];
  if (!isBaseline(names[0] ?? "")) throw refusal("NOT_DRUMBEAT", { file });
  return names;
}

/** Throws FILE_DAMAGED with what SQLite finds wrong with it: pages, indexes, rows that refer to nothing. */
export function refuseDamaged(connection: FileConnection, file: string): void {
  const [first = "ok"] = column(connection, "pragma integrity_check(1)");
  if (first !== "ok") throw refusal("FILE_DAMAGED", { file, problem: first });
  const orphan = z.object({ table: z.string() }).optional().parse(connection.prepare("pragma foreign_key_check").get());
  if (orphan) throw refusal("FILE_DAMAGED", { file, problem: `foreign key, ${orphan.table}` });
}

/** Not SQLite's own tables, nor those that Litestream adds. */
const IS_OURS = "name not like 'sqlite_%' and name not in ('_litestream_lock', '_litestream_seq')";

/** Columns, indexes, triggers, views, a line each. */
const SCHEMA = `select concat_ws(' ', each.type, each.name, field.name, field.type, field."notnull", field.pk) as line
  from (select type, name from sqlite_schema where ${IS_OURS}) as each
  left join pragma_table_info(each.name) as field order by each.type desc, line`;

/** Throws FILE_DAMAGED with the first thing that this version makes otherwise, or not at all. */
export async function refuseOtherSchema(connection: FileConnection, file: string): Promise<void> {
  const made = openDatabase(IN_MEMORY);
  try {
    const applied = migrationsIn(connection, file);
    await migrateToLatest(
      made,
      Object.fromEntries(Object.entries(migrations).filter(([name]) => applied.includes(name))),
    );
    const { rows } = await sql<{ line: string }>`${sql.raw(SCHEMA)}`.execute(made);
    const ours = new Set(rows.map(({ line }) => line));
    const theirs = new Set(column(connection, SCHEMA));
    const [more] = theirs.difference(ours);
    const [less] = ours.difference(theirs);
    if (more ?? less) throw refusal("FILE_DAMAGED", { file, problem: more === undefined ? `− ${less}` : `+ ${more}` });
  } finally {
    await made.destroy();
  }
}

export function countRows(connection: FileConnection): RowCounts {
  const tables = column(connection, `select name from sqlite_schema where type = 'table' and ${IS_OURS} order by name`);
  return Object.fromEntries(
    tables.map((table) => [
      table,
      Number(
        connection
          .prepare(`select count(*) from ${quoted(table)}`)
          .pluck()
          .get(),
      ),
    ]),
  );
}

/**
 * Copies all that was committed when it began, while others go on writing: one read transaction holds that state, so
 * that the counts are those of the copy. The copy is one file without a WAL.
 */
export async function copyOnline(connection: FileConnection, destination: string): Promise<RowCounts> {
  connection.exec("begin");
  try {
    const counts = countRows(connection);
    await connection.backup(destination, { progress: () => EVERYTHING_AT_ONCE });
    return counts;
  } finally {
    connection.exec("rollback");
  }
}

/** Makes a copied file whole by itself: it carries the mode of its original. */
export function makeStandalone(file: string): void {
  const connection = new Sqlite(file, { fileMustExist: true });
  try {
    connection.pragma("journal_mode = DELETE");
  } finally {
    connection.close();
  }
}

export interface FileTable {
  name: string;
  columns: string[];
  /** Its primary key: the order in which both databases can read the same rows. */
  key: string[];
}

/** Drumbeat's own tables, each after those that it refers to. */
export function tablesInOrder(connection: FileConnection): FileTable[] {
  const names = Object.keys(countRows(connection)).filter((name) => !name.startsWith("kysely_"));
  const waiting = new Map(
    names.map((name) => {
      const targets = column(connection, `select distinct "table" from pragma_foreign_key_list('${name}')`);
      return [name, targets.filter((target) => target !== name)];
    }),
  );
  const ordered: string[] = [];
  while (waiting.size > 0) {
    const next = [...waiting].find(([, targets]) => targets.every((target) => !waiting.has(target)))?.[0];
    if (next === undefined) throw new Error(`These tables refer to each other: ${[...waiting.keys()].join(", ")}`);
    waiting.delete(next);
    ordered.push(next);
  }
  return ordered.map((name) => {
    const columns = z
      .array(z.object({ name: z.string(), pk: z.number() }))
      .parse(connection.pragma(`table_info(${quoted(name)})`));
    return {
      name,
      columns: columns.map((each) => each.name).sort(),
      key: columns
        .filter(({ pk }) => pk > 0)
        .sort((a, b) => a.pk - b.pk)
        .map((each) => each.name),
    };
  });
}

/** In the order in which they came: a row that refers to one of its own table comes after that one. */
export function rowsUnchanged(connection: FileConnection, { name, columns }: FileTable): Iterable<Row> {
  return rowsOf(connection.prepare(`select ${columns.map(quoted).join(", ")} from ${quoted(name)} order by rowid`));
}

export function rowsByKey(connection: FileConnection, { name, columns, key }: FileTable): Iterable<Row> {
  const order = key.map(quoted).join(", ");
  return rowsOf(connection.prepare(`select ${columns.map(quoted).join(", ")} from ${quoted(name)} order by ${order}`));
}

/** Whether a transaction may begin that writes. Nothing is written. */
export function takesWrites(file: string): boolean {
  return attempted(() => {
    const connection = new Sqlite(file, { fileMustExist: true, timeout: 1000 });
    try {
      connection.exec("begin immediate; rollback");
    } finally {
      connection.close();
    }
  });
}

/** False when the file takes no writes now. */
function attempted(write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    if (storageFault(error) === null) throw error;
    return false;
  }
}

/** Of every workspace in it. Within a transaction, kept with its commit. */
export function noteInFile(connection: FileConnection, fact: { key: FactKey; value: string; at: Instant }): void {
  connection
    .prepare(
      `insert into workspace_fact (workspace_id, key, value, noted_at)
       select id, ?, ?, ? from workspace where true
       on conflict (workspace_id, key) do update set value = excluded.value, noted_at = excluded.noted_at`,
    )
    .run(fact.key, fact.value, fact.at);
}

/**
 * Notes it while others go on writing. SQLite's own waiting asks ten times a second, and always loses against somebody who
 * writes without a pause. False when they gave way at no moment.
 */
export async function noteBeside(file: string, fact: { key: FactKey; value: string; at: Instant }): Promise<boolean> {
  const connection = new Sqlite(file, { fileMustExist: true, timeout: 0 });
  try {
    for (let ms = 0; ms < PATIENCE_MS; ms += 1) {
      if (attempted(() => noteInFile(connection, fact))) return true;
      await setTimeout(1);
    }
    return false;
  } finally {
    connection.close();
  }
}

export function movedTo(connection: FileConnection): string | null {
  return column(connection, "select value from workspace_fact where key = 'moved-to'")[0] ?? null;
}

const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

function* rowsOf(statement: Sqlite.Statement): Generator<Row> {
  for (const row of statement.iterate()) yield rowSchema.parse(row);
}

function column(connection: FileConnection, statement: string): string[] {
  return z.array(z.string()).parse(connection.prepare(statement).pluck().all());
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
