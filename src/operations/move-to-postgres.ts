/** `drumbeat move`: everything of a SQLite file into an empty PostgreSQL database, checked row by row. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { type Migrations, migrations } from "../../db/migrations/index.ts";
import type { Instant } from "../platform/clock.ts";
import { isPostgresUrl, openDatabase } from "../platform/database.ts";
import { appliedMigrations, isUpToDate, migrateToLatest, refuseUnknown } from "../platform/migrate.ts";
import { shownLocation } from "../platform/secrets.ts";
import { refuseOtherEncoding } from "../platform/server-encoding.ts";
import { inTransaction } from "../platform/transaction.ts";
import { refusal } from "./errors.ts";
import { findFilledTable, insertRows, listTableNames, rowsByKeyOnServer } from "./postgres-server.ts";
import {
  countRows,
  type FileConnection,
  type FileTable,
  lockFile,
  migrationsIn,
  movedTo,
  noteInFile,
  openAlone,
  type Row,
  refuseDamaged,
  rowsByKey,
  rowsUnchanged,
  tablesInOrder,
} from "./sqlite-file.ts";

export interface MovedTable {
  name: string;
  rows: number;
  /** SHA-256 over its rows in the order of the primary key, each as JSON with its columns sorted: equal on both sides. */
  checksum: string;
}

/**
 * Copies the file `from` to the server at `to` in one transaction, and compares each table before it is kept: stopped at
 * any moment, nothing has moved, and it can be begun again. The file is held alone meanwhile and is only history afterwards: Drumbeat does not
 * start on it again. Throws SOURCE_IS_SERVER, NOT_A_SERVER, IN_USE, SOURCE_OUTDATED, FILE_DAMAGED, ALREADY_MOVED,
 * TARGET_NOT_EMPTY, COPY_DIFFERS.
 */
export async function move(
  from: string,
  to: string,
  at: Instant,
  expected: Migrations = migrations,
): Promise<MovedTable[]> {
  if (isPostgresUrl(from)) throw refusal("SOURCE_IS_SERVER");
  if (!isPostgresUrl(to)) throw refusal("NOT_A_SERVER");
  if (!existsSync(from)) throw refusal("FILE_MISSING", { file: from });
  const release = lockFile(from);
  let source: FileConnection | null = null;
  try {
    source = openAlone(from);
    refuseUnfit(source, from, expected);
    const moved = await copyTo(to, source, at);
    source.exec("commit");
    return moved;
  } finally {
    // Without the commit, the mark of the move goes with it.
    source?.close();
    release();
  }
}

function refuseUnfit(source: FileConnection, file: string, expected: Migrations): void {
  const applied = migrationsIn(source, file);
  refuseUnknown(applied, expected);
  if (!isUpToDate(applied, expected)) throw refusal("SOURCE_OUTDATED", { file });
  const to = movedTo(source);
  if (to !== null) throw refusal("ALREADY_MOVED", { file, to });
  refuseDamaged(source, file);
}

async function copyTo(to: string, source: FileConnection, at: Instant): Promise<MovedTable[]> {
  const target = openDatabase(to);
  try {
    const tables = tablesInOrder(source);
    await refuseOtherEncoding(target);

    const there = await listTableNames(target);
    const applied = await appliedMigrations(target);
    // Of another program: nothing of ours is made beside it.
    if (applied.length === 0 && there[0] !== undefined) throw refusal("TARGET_NOT_EMPTY", { table: there[0] });
    await migrateToLatest(target);

    return await inTransaction(target, async (tx) => {
      // Filled by a move that was stopped before the file was marked, it has the same rows.
      const filled = await findFilledTable(tx, tables);
      const counts = countRows(source);
      const moved: MovedTable[] = [];

      for (const table of tables) {
        if (filled === null) await insertRows(tx, table, rowsUnchanged(source, table));
        const checksum = await checksumOf(table, rowsByKey(source, table));
        if (checksum !== (await checksumOf(table, rowsByKeyOnServer(tx, table))))
          throw filled === null
            ? refusal("COPY_DIFFERS", { table: table.name })
            : refusal("TARGET_NOT_EMPTY", { table: filled });
        moved.push({ name: table.name, rows: counts[table.name] ?? 0, checksum });
      }

      noteInFile(source, { key: "moved-to", value: shownLocation(to), at });
      return moved;
    });
  } finally {
    await target.destroy();
  }
}

async function checksumOf({ columns }: FileTable, rows: Iterable<Row> | AsyncIterable<Row>): Promise<string> {
  const hash = createHash("sha256");
  for await (const row of rows) hash.update(`${JSON.stringify(columns.map((column) => row[column]))}\n`);
  return hash.digest("hex");
}
