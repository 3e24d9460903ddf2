/** Erasures noted beside the database, without names: where an older back-up is restored, they are done again. */

import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { fileOf } from "../platform/database.ts";
import { PRIVATE_FILE } from "../platform/database-file.ts";
import type { Services } from "../platform/services.ts";
import { nonEmptyLines } from "../platform/texts/display.ts";

/** A column of a row with words by somebody else that name the person. */
export const placeSchema = z.strictObject({
  table: z.string(),
  key: z.array(z.union([z.string(), z.number()])),
  column: z.string(),
});
export type TextPlace = z.infer<typeof placeSchema>;

/** `places`: where an admin cleared words by others. */
const lineSchema = z.object({
  erasure: z.string(),
  workspace: z.string(),
  person: z.string(),
  at: z.string(),
  places: z.array(placeSchema).default([]),
});
type LedgerLine = z.infer<typeof lineSchema>;

/** Beside a SQLite file; for a server where the operator says (ERASURES_FILE); null: nowhere. */
export function ledgerPath({ db, erasuresFile }: Pick<Services, "db" | "erasuresFile">): string | null {
  const file = fileOf(db);
  return file === null ? (erasuresFile ?? null) : `${file.path}.erasures.jsonl`;
}

export function noteInLedger(services: Pick<Services, "db" | "erasuresFile">, line: LedgerLine): void {
  const path = ledgerPath(services);
  if (path !== null) appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: PRIVATE_FILE, flush: true });
}

/** In order of time. A line that a power cut has broken off is left out. */
export function readLedger(path: string | null): LedgerLine[] {
  if (path === null || !existsSync(path)) return [];
  return nonEmptyLines(readFileSync(path, "utf8")).flatMap((line) => {
    try {
      return lineSchema.parse(JSON.parse(line));
    } catch {
      return [];
    }
  });
}
