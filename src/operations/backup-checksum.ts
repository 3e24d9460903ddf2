/** What is noted beside a back-up, as `sha256sum -c` reads it: its checksum and, as comments, the rows of each table. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { PRIVATE_FILE } from "../platform/database-file.ts";
import { refusal } from "./errors.ts";
import type { RowCounts } from "./sqlite-file.ts";

export function noteOf(file: string): string {
  return `${file}.sha256`;
}

export async function noteCopy(file: string, counts: RowCounts): Promise<void> {
  const rows = Object.entries(counts).map(([table, count]) => `# ${table} ${count}\n`);
  await rm(noteOf(file), { force: true });
  await writeFile(noteOf(file), `${await checksumOf(file)}  ${basename(file)}\n${rows.join("")}`, {
    mode: PRIVATE_FILE,
    flush: true,
  });
}

/** The rows noted of a file that is as it was then; null where nothing is noted. Throws FILE_DAMAGED. */
export async function notedRows(file: string): Promise<RowCounts | null> {
  const note = await readFile(noteOf(file), "utf8").catch(() => null);
  if (note === null) return null;
  if (!note.startsWith(await checksumOf(file))) throw refusal("FILE_DAMAGED", { file, problem: `≠ ${noteOf(file)}` });
  return Object.fromEntries(
    [...note.matchAll(/^# (\S+) (\d+)$/gm)].map(([, table = "", count]) => [table, Number(count)]),
  );
}

/** Whether it is, byte by byte, what was noted beside it. */
export async function isAsNoted(file: string): Promise<boolean> {
  const note = await readFile(noteOf(file), "utf8").catch(() => null);
  return note?.startsWith(await checksumOf(file)) ?? false;
}

async function checksumOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(file)) hash.update(piece);
  return hash.digest("hex");
}
