/** What was erased, written beside the database too, without a name: an older back-up that is put in place is erased again. */

import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";
import type { Instant } from "../../platform/clock.ts";
import { fileOf } from "../../platform/database.ts";
import { copiesBeside, PRIVATE_FILE } from "../../platform/database-file.ts";
import type { Services } from "../../platform/services.ts";
import { linesOf } from "../../platform/texts/display.ts";
import { placeSchema } from "./rules.ts";

/** `places`: where somebody had a name taken out of texts by others. */
export const ledgerLine = z.object({
  erasure: z.string(),
  workspace: z.string(),
  person: z.string(),
  at: z.string(),
  places: z.array(placeSchema).default([]),
});
export type LedgerLine = z.infer<typeof ledgerLine>;

/** Beside the file; of a server where the operator says; null: nowhere. */
export function ledgerOf({ db, erasuresFile }: Pick<Services, "db" | "erasuresFile">): string | null {
  const file = fileOf(db);
  return file === null ? (erasuresFile ?? null) : `${file.path}.erasures.jsonl`;
}

/** Copies beside the database in which somebody still is whom an erasure of then took out, by name; of a server none is known. */
function copiesBefore({ db }: Pick<Services, "db">, at: Instant): string[] {
  const file = fileOf(db);
  return file === null
    ? []
    : copiesBeside(file.path).flatMap((copy) => (copy.madeAt < at ? [basename(copy.file)] : []));
}

/** What an erasure has not reached beside the database, as it is now. */
export interface Unreached {
  /** Names of files that still hold the person. */
  copies: readonly string[];
  /** It is done again where an older back-up is put in place. */
  isNoted: boolean;
  bytes: "file" | "server";
}

export function unreachedBy(
  services: Pick<Services, "db" | "erasuresFile">,
  { begun_at: at }: { begun_at: Instant },
): Unreached {
  const isNoted = ledgerOf(services) !== null;
  return { copies: copiesBefore(services, at), isNoted, bytes: fileOf(services.db) === null ? "server" : "file" };
}

export function noteInLedger(path: string | null, line: z.input<typeof ledgerLine>): void {
  if (path === null) return;
  const places = JSON.stringify(line.places ?? []);
  const isKnown = readLedger(path).some((one) => one.erasure === line.erasure && JSON.stringify(one.places) === places);
  if (!isKnown) appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: PRIVATE_FILE, flush: true });
}

/** In order of time. A line that a power cut has broken off is left out. */
export function readLedger(path: string | null): LedgerLine[] {
  if (path === null || !existsSync(path)) return [];
  return linesOf(readFileSync(path, "utf8")).flatMap((line) => {
    try {
      return ledgerLine.parse(JSON.parse(line));
    } catch {
      return [];
    }
  });
}
