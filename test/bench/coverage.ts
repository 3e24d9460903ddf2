/** How much of what a careful editor kept of a month a shorter text keeps: shares of content words. Pure. */
import { sentencesOf } from "../../src/platform/texts/sentences.ts";

/** Words that carry no content in English. */
const STOP_WORDS = new Set(
  (
    "a about above after again against all also am an and any are as at be because been before being below between both but by can " +
    "could did do does doing down during each few for from further get got had has have having he her here hers him his how i if in " +
    "into is it its itself just let ll made make may me might more most much must my no nor not now of off on once one only onto or " +
    "other our out over own re s same she should so some such t than that the their them then there these they this those through to " +
    "too two under until up upon us ve very was we were what when where which while who whom why will with within without would you your"
  ).split(" "),
);
const LINK = /<?https?:\/\/[^\s)>\]]+>?/gu;
const MARKS = /!\[[^\]]*\]|\[…\]|[`*_>#]/gu;

/** Each content word once: lower-cased, without stop words, by its stem; links and marks of Markdown left out. */
export function contentWords(text: string): Set<string> {
  return new Set(
    wordsOf(text.replace(LINK, " ").replace(MARKS, " "))
      .filter((word) => word.length > 1 && !STOP_WORDS.has(word))
      .map(stemOf),
  );
}

/** From 0 to 1: of the content words of `reference`, those that `text` has too; 0 where the reference has none. */
export function coverage(reference: string, text: string): number {
  const wanted = contentWords(reference);
  if (wanted.size === 0) return 0;
  return wanted.intersection(contentWords(text)).size / wanted.size;
}

/** Words of prose, links left out: what is read. */
export function lengthOf(text: string): number {
  return wordsOf(text.replace(LINK, " ").replace(MARKS, " ")).length;
}

/** Sentences in turn until there are so many words; the last one is cut, so that both sides are of the same length. */
export function upTo(sentences: Iterable<string>, words: number): string {
  const taken: string[] = [];
  let left = words;
  for (const sentence of sentences) {
    if (left <= 0) break;
    const all = sentence.replace(LINK, " ").replace(MARKS, " ").split(/\s+/);
    const kept: string[] = [];
    for (const piece of all) {
      const length = lengthOf(piece);
      if (length > left) break;
      kept.push(piece);
      left -= length;
      if (left === 0) break;
    }
    taken.push(kept.join(" "));
  }
  return taken.join("\n");
}

/** Texts, the newest first, as their first sentences: what somebody would read who opens the last update. */
export function fromTheNewest(texts: readonly string[], words: number): string {
  return upTo(texts.toReversed().flatMap(sentencesOf), words);
}

/** `random`: from 0 to below 1, seeded by whoever calls. */
export function atRandom(texts: readonly string[], words: number, random: () => number): string {
  const shuffled = texts
    .flatMap(sentencesOf)
    .map((sentence) => ({ sentence, weight: random() }))
    .toSorted((one, other) => one.weight - other.weight);
  return upTo(
    shuffled.map(({ sentence }) => sentence),
    words,
  );
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu) ?? [];
}

/** Crude: endings of number, tense and adverb. */
function stemOf(word: string): string {
  const bare = word.replace(/['’]s$/u, "");
  for (const ending of [
    "ations",
    "ation",
    "ingly",
    "edly",
    "ings",
    "ing",
    "ies",
    "ied",
    "ers",
    "ed",
    "es",
    "er",
    "ly",
    "s",
    "e",
  ])
    if (bare.endsWith(ending) && bare.length - ending.length >= 3) {
      const stem = bare.slice(0, -ending.length);
      return ending === "ies" || ending === "ied" ? `${stem}y` : stem.replace(/([^aeiou])\1$/u, "$1");
    }
  return bare;
}
