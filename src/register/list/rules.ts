/** In which order the register is shown: what is open before what is over, by severity, then the oldest first. Pure. */
import type { LocalDate } from "../../platform/time.ts";
import type { Item } from "../items.ts";
import { type Coded, isCodeOf, isHighRisk, isLive, isOverdue } from "../rules.ts";
import type { ItemState } from "../table.ts";

/** 0: blocks work, is severe or a high risk; 1: a decision that is asked for; 2: the rest. */
function severityOf(item: Item): 0 | 1 | 2 {
  switch (item.type) {
    case "issue":
      return item.details.blocksWork || item.details.severity === "high" ? 0 : 2;
    case "risk":
      return isHighRisk(item.details) ? 0 : 2;
    case "ask":
      return 1;
    default:
      return 2;
  }
}

/** Decisions in force stand behind what is open, as nobody has to act on them today. */
function placeOf(item: Item, today: LocalDate): number {
  if (item.state === "active") return 3;
  if (!isLive(item)) return 4;
  const severity = severityOf(item);
  return isOverdue(item, today) ? Math.min(severity, 1) : severity;
}

/** `today`: of the reader. */
export function inOrder<One extends Item>(items: readonly One[], today: LocalDate): One[] {
  const age = ({ raised_at: raisedAt, id }: One) => `${raisedAt} ${id}`;
  return items.toSorted(
    (one, other) => placeOf(one, today) - placeOf(other, today) || (age(one) < age(other) ? -1 : 1),
  );
}

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
