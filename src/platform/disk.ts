/** The disk on which a SQLite file lies. */
import { stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";

/** In bytes: what this user may still write there, and how large it is. */
export async function diskOf(database: string): Promise<{ free: number; size: number }> {
  const { bavail, blocks, bsize } = await statfs(dirname(database));
  return { free: bavail * bsize, size: blocks * bsize };
}

/** In bytes, with what stands in the log and not in the file yet. */
export async function sizeWithLog(database: string): Promise<number> {
  const sizes = [database, `${database}-wal`].map((file) =>
    stat(file).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
