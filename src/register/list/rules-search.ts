/** What a search in the record finds, and in which order. Pure; blind to case and accents. */
import { type Coded, isCodeOf, isLive } from "../rules.ts";
import type { ItemState } from "../table.ts";

export interface Searchable extends Coded {
  title: string;
  description: string;
  state: ItemState;
  updated_at: string;
}

const SCORES = { code: 100, wordOfTitle: 6, title: 4, description: 1 };

/** Those that have every word, in the code, the title or the description; the best first, what lives before the rest. */
export function found<Item extends Searchable>(items: readonly Item[], words: string): Item[] {
  const wanted = plainWords(words);
  if (wanted.length === 0) return [];
  return items
    .map((item) => ({ item, score: scoreOf(item, wanted) }))
    .filter(({ score }) => score > 0)
    .sort(
      (one, other) =>
        other.score - one.score ||
        Number(isLive(other.item)) - Number(isLive(one.item)) ||
        (one.item.updated_at < other.item.updated_at ? 1 : -1),
    )
    .map(({ item }) => item);
}

/** 0 where a word is missing. */
function scoreOf(item: Searchable, wanted: readonly string[]): number {
  const title = plain(item.title);
  const starts = new Set(plainWords(item.title));
  const description = plain(item.description);
  let score = 0;
  for (const word of wanted) {
    if (isCodeOf(word, item)) score += SCORES.code;
    else if ([...starts].some((start) => start.startsWith(word))) score += SCORES.wordOfTitle;
    else if (title.includes(word)) score += SCORES.title;
    else if (description.includes(word)) score += SCORES.description;
    else return 0;
  }
  return score;
}

function plainWords(text: string): string[] {
  return plain(text)
    .split(/[^\p{L}\p{N}-]+/u)
    .filter((word) => word !== "" && word !== "-");
}

function plain(text: string): string {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
}
