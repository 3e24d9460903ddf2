/** `drumbeat backup FILE` and `drumbeat restore`: a copy that was checked, put in place only when it is whole. */
import { constants } from "node:fs";
import { access, chmod, copyFile, link, open, rename, rm, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Instant } from "../platform/clock.ts";
import { isPostgresUrl } from "../platform/database.ts";
import { createPrivateFile, noteDatabase, PRIVATE_FILE } from "../platform/database-file.ts";
import { diskOf } from "../platform/disk.ts";
import { DrumbeatError } from "../platform/errors.ts";
import { refuseUnknown } from "../platform/migrate.ts";
import { storageFault } from "../platform/storage-fault.ts";
import { noteCopy, notedRows } from "./backup-checksum.ts";
import { dumpServer, type Environment } from "./dump.ts";
import { refusal } from "./errors.ts";
import { noteOnServer, refuseForeignServer, sizeOnServer } from "./postgres-server.ts";
import {
  copyOnline,
  countRows,
  lockFile,
  makeStandalone,
  migrationsIn,
  noteBeside,
  openAlone,
  type RowCounts,
  reading,
  refuseDamaged,
  refuseOtherSchema,
  roomIn,
} from "./sqlite-file.ts";

export interface Contents {
  rows: number;
  tables: number;
}

export interface BackUp {
  file: string;
  bytes: number;
  /** Null for a dump, whose rows cannot be counted by themselves. */
  contents: Contents | null;
  /** Whether the database remembers that it was made; the copy is good either way. */
  isNoted: boolean;
}

export interface RestoredCopy extends Contents {
  file: string;
  bytes: number;
  /** Where what stood there before is kept; null when nothing did. */
  previousFile: string | null;
  /** False where nothing was noted beside the back-up. */
  isAsNoted: boolean;
}

/**
 * Copies the database at `from` to the new file `to` while Drumbeat runs, checks the copy and remembers when. All that
 * was committed before the call is in it. A file is copied as it is; a server is dumped by the `pg_dump` in the PATH of
 * `env`. Throws FILE_EXISTS, FOLDER_MISSING, FILE_MISSING, NOT_DRUMBEAT, FILE_DAMAGED, COPY_DIFFERS, NO_ROOM,
 * DUMP_TOOL_MISSING, DUMP_FAILED; then there is no new file.
 */
export async function backUp(from: string, to: string, at: Instant, env: Environment = {}): Promise<BackUp> {
  if (await exists(to)) throw refusal("FILE_EXISTS", { file: to });
  await refuseFolder(to);
  const unfinished = `${to}.unfinished`;
  try {
    await rm(unfinished, { force: true });
    createPrivateFile(unfinished);
    const counts = await writeCopy(from, unfinished, env);
    await flush(unfinished);
    // A link, since a rename would replace what somebody else put there meanwhile.
    await link(unfinished, to).catch((error: unknown) => {
      throw isCode(error, "EEXIST") ? refusal("FILE_EXISTS", { file: to }) : error;
    });
    await noteCopy(to, counts ?? {});
    await flush(dirname(to));
    const isNoted = await noteBackUp(from, resolve(to), at);
    return { file: to, bytes: (await stat(to)).size, contents: counts && summaryOf(counts), isNoted };
  } catch (error) {
    if (storageFault(error) !== "full") throw error;
    throw refusal("NO_ROOM", { file: to, needed: await sizeOf(from), free: (await diskOf(to)).free });
  } finally {
    await rm(unfinished, { force: true });
  }
}

/**
 * Remembers, for each workspace in the database, that a back-up was made: `what` names it. False when a file could not
 * be written to for ten seconds.
 */
export async function noteBackUp(location: string, what: string, at: Instant): Promise<boolean> {
  const fact = { key: "back-up", value: what, at } as const;
  return isPostgresUrl(location) ? noteOnServer(location, fact) : noteBeside(location, fact);
}

/** Bytes of a database as it lies on its disk. */
export async function sizeOf(location: string): Promise<number> {
  return isPostgresUrl(location) ? sizeOnServer(location) : (await reading(location, roomIn)).bytes;
}

/** Writes and checks it. Null: the rows of a dump are not counted. */
async function writeCopy(from: string, unfinished: string, env: Environment): Promise<RowCounts | null> {
  if (isPostgresUrl(from)) {
    await refuseForeignServer(from);
    await dumpServer(from, unfinished, env);
    return null;
  }
  const counts = await reading(from, (source) => {
    migrationsIn(source, from);
    return copyOnline(source, unfinished);
  });
  makeStandalone(unfinished);
  await check(unfinished, counts);
  return counts;
}

/**
 * Puts the back-up `from` in the place of `to`, which is kept beside it (`previousFile`) where it exists. Checks the back-up,
 * with its schema and what is noted beside it, and then its copy, before anything is replaced. Throws IN_USE while anything
 * has `to` open, TARGET_UNREADABLE, DATABASE_UNRELEASED, DATABASE_NEWER, and as `backUp`.
 */
export async function restore(from: string, to: string, at: Instant): Promise<RestoredCopy> {
  if (isPostgresUrl(from) || isPostgresUrl(to)) throw refusal("NOT_A_FILE");
  await refuseFolder(to);
  const { counts, isAsNoted } = await checkBackUp(from);

  const unfinished = `${to}.unfinished`;
  const previousFile = `${to}.before-${at.replaceAll(/[-:]|\.\d+/g, "")}`;

  const release = lockFile(to);
  let locked: ReturnType<typeof openAlone> | null = null;
  try {
    locked = (await exists(to)) ? lockTarget(to) : null;

    await rm(unfinished, { force: true });
    await copyFile(from, unfinished, constants.COPYFILE_EXCL);
    await chmod(unfinished, PRIVATE_FILE);
    await check(unfinished, counts);
    await flush(unfinished);

    if (locked) await link(to, previousFile);

    // Left by a file that is gone, they would be taken for those of the new one.
    for (const part of ["-wal", "-shm", "-journal"])
      if (await exists(to + part)) await rename(to + part, previousFile + part);

    await rename(unfinished, to);
    noteDatabase(to);
    await flush(dirname(to));

    const previous = { previousFile: locked ? previousFile : null, isAsNoted };
    return { file: to, bytes: (await stat(to)).size, ...summaryOf(counts), ...previous };
  } finally {
    locked?.close();
    release();
    await rm(unfinished, { force: true });
  }
}

/** Whether it may take the place of the database. Throws FILE_DAMAGED, COPY_DIFFERS, and as `check`. */
export async function checkBackUp(file: string): Promise<{ counts: RowCounts; isAsNoted: boolean }> {
  const noted = await notedRows(file);
  const counts = await check(file, noted);
  await reading(file, (connection) => refuseOtherSchema(connection, file));
  return { counts, isAsNoted: noted !== null };
}

function lockTarget(file: string) {
  try {
    return openAlone(file);
  } catch (error) {
    if (error instanceof DrumbeatError && ["NOT_DRUMBEAT", "FILE_DAMAGED"].includes(error.code))
      throw refusal("TARGET_UNREADABLE", { file }, { cause: error });
    throw error;
  }
}

/** Reads every page of it. Returns how many rows each table has, which must be `expected` where that is known. */
export function check(file: string, expected: RowCounts | null): Promise<RowCounts> {
  return reading(file, (connection) => {
    refuseUnknown(migrationsIn(connection, file));
    refuseDamaged(connection, file);
    const counts = countRows(connection);
    const different = Object.keys({ ...counts, ...expected }).find(
      (table) => expected !== null && counts[table] !== expected[table],
    );
    if (different !== undefined) throw refusal("COPY_DIFFERS", { table: different });
    return counts;
  });
}

function summaryOf(counts: RowCounts): Contents {
  const rows = Object.values(counts);
  return { rows: rows.reduce((sum, count) => sum + count, 0), tables: rows.length };
}

async function refuseFolder(file: string): Promise<void> {
  const folder = dirname(file);
  await access(folder, constants.W_OK).catch(() => {
    throw refusal("FOLDER_MISSING", { folder });
  });
}

/** Flushes to disk: a reported back-up must survive a loss of power. */
export async function flush(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
