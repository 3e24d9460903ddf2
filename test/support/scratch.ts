import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";

const IN_MEMORY = "/dev/shm";
/** The default of a container, 64 MB, is too little. */
const ROOM_BYTES = 512_000_000;

/**
 * Where databases are of tests that are about something else than the disk: in memory where the machine has a file system
 * there. Each commit waits for the disk otherwise, several thousand times in a story.
 */
export const scratch = hasRoomInMemory() ? IN_MEMORY : tmpdir();

function hasRoomInMemory(): boolean {
  try {
    const { bsize, bavail } = statfsSync(IN_MEMORY);
    return bsize * bavail > ROOM_BYTES;
  } catch {
    return false;
  }
}
