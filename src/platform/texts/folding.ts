/** What people type, made alike: commands, headers of a table, the names of choices. Pure. */

/** British spellings as the American ones; applied to both sides of a comparison, so that no word needs to be known. */
const SPELLINGS: readonly [RegExp, string][] = [
  [/isation/g, "ization"],
  [/ise(?=[ds]?$)/g, "ize"],
  [/our/g, "or"],
  [/mme(?=s?$)/g, "m"],
];

/** Its words without case, accents, ligatures and punctuation; `?` alone is a word. */
function wordsOf(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replaceAll("ß", "ss");
  if (/^\s*\?+\s*$/.test(plain)) return ["?"];
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) =>
    SPELLINGS.reduce((spelt, [from, to]) => spelt.replace(from, to), word),
  );
}

/** « Point d’étape », `point-d'etape` → `pointdetape`. */
export function folded(text: string): string {
  return wordsOf(text).join("");
}

/** The same without the s or x of a plural, in words of four letters and more. */
export function foldedSingular(text: string): string {
  return singular(wordsOf(text).map(singular).join(""));
}

function singular(word: string): string {
  return word.length >= 4 ? word.replace(/[sx]$/, "") : word;
}
