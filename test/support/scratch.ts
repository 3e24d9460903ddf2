import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";

const IN_MEMORY = "/dev/shm";
/**
 * Where databases are of tests that are about something else than the disk: in memory where the machine has a file system
 * there. Each commit waits for the disk otherwise, several thousand times in a story.
 */
export const scratch = scratchFor(512_000_000);

/** A folder with room for so many bytes. In memory, the default of a container is 64 MB. */
export function scratchFor(bytes: number): string {
  try {
    const { bsize, bavail } = statfsSync(IN_MEMORY);
    return bsize * bavail > bytes ? IN_MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}
