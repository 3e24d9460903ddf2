/** The short key of a program: the letters before the codes of its items, `LOY` in `LOY-ASK-2`. Pure. */

/** What stands behind it in a code, by the type of the item: no program has one of these. */
export const TYPE_CODES = ["R", "A", "I", "DEP", "D", "ACT", "ASK", "PRE", "M", "S"] as const;
export type TypeCode = (typeof TYPE_CODES)[number];

export const SHORTEST_KEY = 2;
export const LONGEST_KEY = 5;

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
/** Words of a title that tell no program from another. */
const EVERYWHERE = ["THE", "AND", "FOR", "LES", "DES", "UNE", "AUX", "PROGRAM", "PROGRAMME", "PROJECT", "PROJET"];

export function isShortKey(key: string): boolean {
  const isOfType: (code: string) => boolean = (code) => TYPE_CODES.some((one) => one === code);
  return /^[A-Z]{2,5}$/.test(key) && !isOfType(key);
}

/** Made of the first telling word of a title, without accents; of none that Latin letters write, `PA`, `PB` and so on. */
export function shortKeyFrom(title: string, taken: readonly string[]): string {
  const known = new Set(taken);
  for (const key of proposals(title)) if (isShortKey(key) && !known.has(key)) return key;
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
  const telling = words.find((word) => word.length > 2 && !EVERYWHERE.includes(word)) ?? words.join("");
  for (const length of [3, 4, 5]) yield telling.slice(0, length);
  yield words.map((word) => word.slice(0, 1)).join("");
  if (telling.length >= SHORTEST_KEY) for (const letter of LETTERS) yield telling.slice(0, 3) + letter;
  let tails = [""];
  for (let more = 1; more < LONGEST_KEY; more += 1) {
    tails = tails.flatMap((tail) => LETTERS.map((letter) => tail + letter));
    for (const tail of tails) yield `P${tail}`;
  }
}
