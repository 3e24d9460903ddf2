/** Normalises what people type, for comparing commands, headers and names. Pure. */

/** British to American spellings; applied to both sides of a comparison. */
const SPELLINGS: readonly [RegExp, string][] = [
  [/isation/g, "ization"],
  [/ise(?=[ds]?$)/g, "ize"],
  [/our/g, "or"],
  [/mme(?=s?$)/g, "m"],
];

/** Words without case, accents, ligatures and punctuation; a lone `?` is a word. */
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

/** Also drops a plural s or x in words of four letters and more. */
export function foldedSingular(text: string): string {
  return singular(wordsOf(text).map(singular).join(""));
}

function singular(word: string): string {
  return word.length >= 4 ? word.replace(/[sx]$/, "") : word;
}
