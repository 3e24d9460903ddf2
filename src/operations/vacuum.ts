/** `drumbeat vacuum`: a SQLite file is written anew, without what was deleted. A PostgreSQL server has its own. */
import { access, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { isPostgresUrl } from "../platform/database.ts";
import { createPrivateFile } from "../platform/database-file.ts";
import { diskOf } from "../platform/disk.ts";
import { check, flush } from "./backup.ts";
import { refusal } from "./errors.ts";
import { lockFile, openAlone, stayAlone, writeAnew } from "./sqlite-file.ts";

/**
 * Puts a checked copy of what is there in the file's place; the file stays as it is until then. Sizes in bytes.
 * Throws NOT_A_FILE, FILE_MISSING, NOT_DRUMBEAT, FILE_DAMAGED, IN_USE while Drumbeat runs on it, NO_ROOM.
 */
export async function vacuum(database: string): Promise<{ before: number; after: number }> {
  if (isPostgresUrl(database)) throw refusal("NOT_A_FILE");
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
    if (free < before) throw refusal("NO_ROOM", { file: unfinished, needed: before, free });

    await rm(unfinished, { force: true });
    createPrivateFile(unfinished);
    stayAlone(connection);
    const counts = writeAnew(connection, unfinished);
    await check(unfinished, counts);
    await flush(unfinished);

    await rename(unfinished, database);
    await flush(dirname(database));
    return { before, after: (await stat(database)).size };
  } finally {
    connection?.close();
    release();
    await rm(unfinished, { force: true });
  }
}
