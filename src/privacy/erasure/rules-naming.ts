/** Where the name of somebody stands in texts, and which texts tell what another says. Pure. */

import { type Matcher, type Occurrence, wordsOf } from "../rules-names.ts";
import { type Leaf, leavesOf, mapTexts, parsed } from "./rules-json.ts";

/** How a column is read: `fields`: JSON whose texts stand under names that people chose. */
export type ColumnKind = "words" | "json" | "fields";

/** Fields in which people write, also a single word; elsewhere a single small word is one of ours. */
export const WRITTEN: ReadonlySet<string> = new Set([
  ...["title", "description", "note", "reason", "why", "text", "label", "effect", "cause", "impact", "nextAction"],
  ...["validatedBy", "consequence", "whoCanUnblock", "giver", "receiver", "context", "rationale", "recommendation"],
  ...["consulted", "expectedOutcome", "costOfWaiting", "evidence", "question", "answer", "said", "purpose", "benefits"],
  ...["remarks", "pauseReason", "pause_reason", "action", "occasion", "name", "words"],
]);
const OURS = /^[a-z0-9_.:-]+$/;

export interface NamingText extends Pick<Leaf, "text" | "at"> {
  isSure: boolean;
}

/** The texts of a column that name them. */
export function textsNaming(value: string, kind: ColumnKind, { find }: Pick<Matcher, "find">): NamingText[] {
  const leaves = kind === "words" ? [{ text: value, field: "", at: [] }] : leavesOf(parsed(value));
  return leaves.flatMap((leaf) => {
    const found = isSpoken(leaf, kind) ? find(leaf.text) : [];
    return found.length === 0 ? [] : [{ ...leaf, isSure: found.some(({ isSure }) => isSure) }];
  });
}

/** `isThere`: left out: wherever it stands. */
export function withoutName(
  value: string,
  kind: ColumnKind,
  { find }: Pick<Matcher, "find">,
  instead: string,
  isThere: (leaf: Leaf) => boolean = () => true,
): string {
  if (kind === "words") return replaced(value, find(value), instead);
  return JSON.stringify(
    mapTexts(parsed(value), (text, field, at) =>
      isSpoken({ text, field }, kind) && isThere({ text, field, at }) ? replaced(text, find(text), instead) : text,
    ),
  );
}

export function isSpoken({ text, field }: Pick<Leaf, "text" | "field">, kind: ColumnKind = "json"): boolean {
  return kind !== "json" || WRITTEN.has(field) || !OURS.test(text);
}

/** Slack's id is nobody else's: also where others wrote it. In a column as it is stored. */
export function withoutMention(value: string, slackId: string, instead: string): string {
  if (!value.includes(slackId)) return value;
  return value
    .replaceAll(new RegExp(`<@${RegExp.escape(slackId)}(?:\\|[^>]*)?>`, "g"), instead)
    .replaceAll(slackId, instead);
}

/** In these fields stand words of ours that somebody may be called by. */
const CODES = new Set(["role", "level", "kind", "type", "key", "state", "rhythm", "audience", "readers", "disclosure"]);

/** Where a field of what Drumbeat noted is their handle. */
export function withoutHandle(column: string, handle: string, instead: string): string {
  return JSON.stringify(
    mapTexts(parsed(column), (text, field) => (text === handle && !CODES.has(field) ? instead : text)),
  );
}

/** A text by its words, small and without accents; where somebody is named, or was before, one word that no text has. */
export interface Worded {
  words: readonly string[];
  /** Of its words those that name them, with where they do. */
  named: ReadonlyMap<number, Occurrence>;
}

const THEM = "\0";
/** So many words on each side of a name. */
const AROUND = 2;

/** `instead`: what stands in the place of the name. */
export function worded(text: string, { find }: Pick<Matcher, "find">, instead: string): Worded {
  const words: string[] = [];
  const named = new Map<number, Occurrence>();
  let from = 0;
  const between = (until: number) => {
    const [first = "", ...others] = text.slice(from, until).split(instead);
    words.push(...wordsOf(first));
    for (const each of others) words.push(THEM, ...wordsOf(each));
  };
  for (const one of find(text)) {
    between(one.at);
    named.set(words.length, one);
    words.push(THEM);
    from = one.end;
  }
  between(text.length);
  return { words, named };
}

export function namesSomebody({ words }: Worded): boolean {
  return words.includes(THEM);
}

/** Nothing but the name. */
export function isNameAlone({ words }: Worded): boolean {
  return words.length === 1 && words[0] === THEM;
}

/**
 * Whether what stands around a name is what another text says. `fewest`: so many words in a row are no chance; a shorter
 * text is told where it stands alone.
 */
export function isToldAt(place: number, { words }: Worded, told: Worded, fewest: number): boolean {
  if (told.words.join(" ") === words.join(" ")) return true;
  const around = words.slice(Math.max(0, place - AROUND), place + AROUND + 1);
  if (around.length >= fewest && runsIn(told.words, around).length > 0) return true;
  const { length } = told.words;
  return length >= fewest && runsIn(words, told.words).some((at) => at <= place && place < at + length);
}

/** Where a row of words begins in another one. */
function runsIn(words: readonly string[], run: readonly string[]): number[] {
  const [first = ""] = run;
  const found: number[] = [];
  for (let at = words.indexOf(first); at >= 0; at = words.indexOf(first, at + 1))
    if (run.every((word, index) => words[at + index] === word)) found.push(at);
  return found;
}

/** A text with something else in the place of each of these. */
export function replaced(text: string, places: readonly Occurrence[], instead: string): string {
  return places.toReversed().reduce((rest, { at, end }) => rest.slice(0, at) + instead + rest.slice(end), text);
}

/** So many words of another's text make what is said elsewhere a copy of it. */
const OF_A_COPY = 4;

/** Whether the name stands in it in nothing but what these say. */
export function isCopyOf(text: Worded, originals: readonly Worded[]): boolean {
  return [...text.named.keys()].every((place) => originals.some((one) => isToldAt(place, text, one, OF_A_COPY)));
}

/** Without the name where it says what one of these says. */
export function copyWithoutName(
  text: string,
  originals: readonly Worded[],
  matcher: Pick<Matcher, "find">,
  instead: string,
): string {
  const own = worded(text, matcher, instead);
  const told = [...own.named].filter(([place]) => originals.some((one) => isToldAt(place, own, one, OF_A_COPY)));
  return replaced(
    text,
    told.map(([, occurrence]) => occurrence),
    instead,
  );
}
