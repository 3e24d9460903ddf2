/** Disk space of a SQLite file. */
import { stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";

/** Bytes free for this user, and in total. */
export async function diskOf(database: string): Promise<{ free: number; size: number }> {
  const { bavail, blocks, bsize } = await statfs(dirname(database));
  return { free: bavail * bsize, size: blocks * bsize };
}

/** Bytes of the file and its log. */
export async function sizeWithLog(database: string): Promise<number> {
  const sizes = [database, `${database}-wal`].map((file) =>
    stat(file).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
