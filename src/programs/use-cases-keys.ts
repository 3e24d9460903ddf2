/** Short keys of programs. */
import type { Db, Tx } from "../platform/database.ts";
import type { Looking } from "../platform/events.ts";
import { hasItems } from "./events.ts";
import { programFailure } from "./failures.ts";
import { listPrograms, listShortKeys, type Program } from "./repository.ts";
import { isShortKey, shortKeyFrom } from "./rules-keys.ts";

/** One for a program with this title, beside those that there are and those of `others`. */
export async function proposedKey(
  db: Db | Tx,
  workspaceId: string,
  title: string,
  others: readonly string[] = [],
): Promise<string> {
  return shortKeyFrom(title, [...(await listShortKeys(db, workspaceId)), ...others]);
}

/** The one that is given, else one made from the title. Throws KEY_WRONG, KEY_TAKEN. */
export async function keyOfNew(
  tx: Tx,
  workspaceId: string,
  { shortKey, title }: { shortKey?: string; title: string },
): Promise<string> {
  if (!shortKey) return proposedKey(tx, workspaceId, title);
  await refuseTaken(tx, workspaceId, shortKey);
  return shortKey;
}

/** Whether a program (null: a new one) may get this one. Throws KEY_WRONG, KEY_TAKEN, KEY_FIXED. */
export async function refuseUnlessKey(
  services: Looking,
  db: Db | Tx,
  { workspaceId, program, shortKey }: { workspaceId: string; program: Program | null; shortKey: string },
): Promise<void> {
  if (shortKey === program?.short_key) return;
  if (program && (await hasItems.of(services, db, { workspaceId, programId: program.id })))
    throw programFailure("KEY_FIXED", { key: program.short_key });
  await refuseTaken(db, workspaceId, shortKey);
}

async function refuseTaken(db: Db | Tx, workspaceId: string, shortKey: string): Promise<void> {
  if (!isShortKey(shortKey)) throw programFailure("KEY_WRONG", { key: shortKey });
  if ((await listShortKeys(db, workspaceId)).includes(shortKey)) throw programFailure("KEY_TAKEN", { key: shortKey });
}

/** The key of every program, by its id. */
export async function programKeysOf(db: Db, workspaceId: string): Promise<Map<string, string>> {
  return new Map((await listPrograms(db, workspaceId)).map(({ id, key }) => [id, key]));
}
