import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { newTally } from "./part.ts";

/** Not kept in git. A file for each part, so that two runs of different parts may go on beside each other. */
const FOLDER = join(import.meta.dirname, "../../../out/faults");

const progressSchema = z.object({
  /** The day of the last piece. */
  lastRun: z.string(),
  tally: z.object({
    done: z.number(),
    counts: z.record(z.string(), z.number()),
    worst: z.record(z.string(), z.number()),
    broken: z.array(z.string()),
  }),
});

/** What has been done of a part so far. */
export type Progress = z.infer<typeof progressSchema>;

export async function readProgress(part: string): Promise<Progress> {
  const text = await readFile(fileOf(part), "utf8").catch(() => null);
  return text === null ? { lastRun: "", tally: newTally() } : progressSchema.parse(JSON.parse(text));
}

/** Whole or not at all: the run may be ended at any moment. */
export async function writeProgress(part: string, progress: Progress): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(`${fileOf(part)}.new`, JSON.stringify(progress, null, 2));
  await rename(`${fileOf(part)}.new`, fileOf(part));
}

export async function forgetProgress(part: string): Promise<void> {
  await rm(fileOf(part), { force: true });
}

function fileOf(part: string): string {
  return join(FOLDER, `${part}.json`);
}
