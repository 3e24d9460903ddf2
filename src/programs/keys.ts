/** The short key of a program: the letters before the codes of its items, `LOY` in `LOY-REQ-2`. */
import type { Db, Tx } from "../platform/database.ts";
import { listPlaces, programFailure } from "./programs.ts";

/** What stands behind it in a code, by the type of the item: no program has one of these. */
export const TYPE_CODES = ["R", "A", "I", "DEP", "D", "ACT", "REQ", "PRE", "M", "KPI", "O", "S", "T"] as const;
export type TypeCode = (typeof TYPE_CODES)[number];

export const SHORTEST_KEY = 2;
export const LONGEST_KEY = 5;

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
/** Words of a title that tell no program from another. */
const EVERYWHERE = ["THE", "AND", "FOR", "LES", "DES", "UNE", "AUX", "PROGRAM", "PROGRAMME", "PROJECT", "PROJET"];

export function isShortKey(key: string): boolean {
  const isOfType: (code: string) => boolean = (code) => TYPE_CODES.some((each) => each === code);
  return /^[A-Z]{2,5}$/.test(key) && !isOfType(key);
}

/** Made of the first telling word of a title, without accents; of none that Latin letters write, `PA`, `PB` and so on. */
export function shortKeyFrom(title: string, usedKeys: readonly string[]): string {
  const used = new Set(usedKeys);
  for (const key of proposals(title)) if (isShortKey(key) && !used.has(key)) return key;
  throw new Error("Every short key is taken");
}

function* proposals(title: string): Generator<string> {
  const words = title
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toUpperCase()
    .split(/[^\p{L}]+/u)
    .map((word) => word.replace(/[^A-Z]/g, ""))
    .filter((word) => word !== "");
  const distinctive = words.find((word) => word.length > 2 && !EVERYWHERE.includes(word)) ?? words.join("");
  for (const length of [3, 4, 5]) yield distinctive.slice(0, length);
  yield words.map((word) => word.slice(0, 1)).join("");
  if (distinctive.length >= SHORTEST_KEY) for (const letter of LETTERS) yield distinctive.slice(0, 3) + letter;
  let tails = [""];
  for (let more = 1; more < LONGEST_KEY; more += 1) {
    tails = tails.flatMap((tail) => LETTERS.map((letter) => tail + letter));
    for (const tail of tails) yield `P${tail}`;
  }
}

/** One for a program with this title, beside those that there are and those of `others`. */
export async function proposedKey(
  db: Db | Tx,
  workspaceId: string,
  title: string,
  others: readonly string[] = [],
): Promise<string> {
  return shortKeyFrom(title, [...(await shortKeysOf(db, workspaceId)), ...others]);
}

/** The one that is given, else one made from the title. Throws KEY_WRONG, KEY_TAKEN. */
export async function keyOfNew(
  tx: Tx,
  workspaceId: string,
  { shortKey, title }: { shortKey?: string; title: string },
): Promise<string> {
  if (!shortKey) return proposedKey(tx, workspaceId, title);
  await refuseUnlessKey(tx, workspaceId, shortKey);
  return shortKey;
}

/** Whether a new program may have this key. Throws KEY_WRONG, KEY_TAKEN. */
export async function refuseUnlessKey(db: Db | Tx, workspaceId: string, shortKey: string): Promise<void> {
  if (!isShortKey(shortKey)) throw programFailure("KEY_WRONG", { key: shortKey });
  if ((await shortKeysOf(db, workspaceId)).includes(shortKey)) throw programFailure("KEY_TAKEN", { key: shortKey });
}

async function shortKeysOf(db: Db | Tx, workspaceId: string): Promise<string[]> {
  return (await listPlaces(db, workspaceId)).map((program) => program.short_key);
}
