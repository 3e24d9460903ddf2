import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder of its own, on the disk or within this one, until the test ends. */
export async function aFolder(within = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(within, "drumbeat-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
