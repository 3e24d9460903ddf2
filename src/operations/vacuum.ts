/** `drumbeat vacuum`: a SQLite file, or our tables on a PostgreSQL server, are written anew, without what was deleted. */
import { access, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Db, isPostgresUrl, openDatabase } from "../platform/database.ts";
import { makePrivately } from "../platform/database-file.ts";
import { diskOf } from "../platform/disk.ts";
import { check, flush } from "./backup.ts";
import { refusal } from "./errors.ts";
import { lockFile, openAlone, stayAlone, writeAnew } from "./repository-file.ts";
import { countOthers, measureTables, rewriteTables, type ServerTables } from "./repository-server.ts";

/** Bytes, of a server with the indexes. */
export type Vacuumed =
  | { file: string; before: number; after: number }
  | { tables: number; before: number; after: number; hasStatistics: boolean };

/**
 * Puts a checked copy of what is there in the file's place; the file stays as it is until then. Of a server `begins` hears what
 * is to be written. Throws FILE_MISSING, NOT_DRUMBEAT, FILE_DAMAGED, IN_USE and SERVER_IN_USE while Drumbeat runs on it,
 * NO_ROOM.
 */
export async function vacuum(
  database: string,
  { begins }: { begins?: (tables: ServerTables) => void } = {},
): Promise<Vacuumed> {
  if (isPostgresUrl(database)) return vacuumServer(database, begins);
  await access(database).catch(() => {
    throw refusal("FILE_MISSING", { file: database });
  });
  const release = lockFile(database);
  const unfinished = `${database}.unfinished`;
  let connection: ReturnType<typeof openAlone> | null = null;
  try {
    connection = openAlone(database);
    // What stood in the log is in the file by now.
    const before = (await stat(database)).size;
    const { free } = await diskOf(database);
    if (free < before) throw refusal("NO_ROOM", { needed: before, free });
    await rm(unfinished, { force: true });
    makePrivately(unfinished);
    stayAlone(connection);
    const counts = writeAnew(connection, unfinished);
    await check(unfinished, counts);
    await flush(unfinished);
    await rename(unfinished, database);
    await flush(dirname(database));
    return { file: database, before, after: (await stat(database)).size };
  } finally {
    connection?.close();
    release();
    await rm(unfinished, { force: true });
  }
}

const [LOOKS, LOOK_MS] = [20, 100];

/** A connection that was closed ends a moment later on the server. */
async function othersLeft(db: Db): Promise<number> {
  for (let look = 1; look < LOOKS; look += 1) {
    if ((await countOthers(db)) === 0) return 0;
    await setTimeout(LOOK_MS);
  }
  return countOthers(db);
}

async function vacuumServer(database: string, begins?: (tables: ServerTables) => void): Promise<Vacuumed> {
  const db = openDatabase(database);
  try {
    // On one connection: any other is somebody else's.
    return await db.connection().execute(async (only) => {
      const count = await othersLeft(only);
      if (count > 0) throw refusal("SERVER_IN_USE", { count });
      const before = await measureTables(only);
      begins?.(before);
      const hasStatistics = await rewriteTables(only, before.names);
      const { bytes: after } = await measureTables(only);
      return { tables: before.names.length, before: before.bytes, after, hasStatistics };
    });
  } finally {
    await db.destroy();
  }
}
