/**
 * A text as its sentences, each with the heading that it stands under, and some of them as a text again. What is left out
 * between them, or after the last, is marked; a text that begins later has no mark before it. Pure.
 */
import { depthOf, sentencesOf } from "../../platform/texts/sentences.ts";
import { type Part, partOf, standsAbove } from "../compile/rules-telling.ts";

export interface Sentence {
  text: string;
  part: Part;
  /** The place of what announces it: a heading, or a sentence that ends on a colon. */
  under: number | null;
  /** Something between it and the one before was left out earlier. */
  followsGap?: true;
}

export interface Shortened {
  /** Pieces of the text in their order; what lies between them is left out. */
  text: string;
  isShortened: boolean;
}

/** Stands where something is left out. */
export const LEFT_OUT = "[…]";
/** Between two pieces. */
export const GAP = ` ${LEFT_OUT} `;

const FENCE = /^\s*(?:```|~~~)/;
/** “> 40 stores” is a number. */
const QUOTED = /^\s*>(?!\s*[\d=~£$€])/m;

/** What somebody typed without the lines that quote what was said before (“> …”), unless it holds nothing else. */
export function ownWords(typed: string): Shortened {
  if (!QUOTED.test(typed)) return { text: typed, isShortened: false };
  const kept: string[] = [];
  let isFenced = false;
  let isQuoted = false;
  let isShortened = false;
  for (const line of typed.split(/\r\n|\r|\n/)) {
    if (FENCE.test(line)) isFenced = !isFenced;
    const wasQuoted: boolean = isQuoted;
    isQuoted = !isFenced && (QUOTED.test(line) || (wasQuoted && line.trimStart().startsWith(">")));
    if (!isQuoted) kept.push(line);
    else {
      isShortened = true;
      if (!wasQuoted && kept.some((one) => one.trim() !== "")) kept.push(LEFT_OUT);
    }
  }
  const text = kept.join("\n").trim();
  const isOwn = sentencesOf(text).some((one) => one !== LEFT_OUT && !standsAbove(one));
  return isShortened && isOwn ? { text, isShortened } : { text: typed, isShortened: false };
}

interface Above {
  place: number;
  depth: number;
  /** Known with the first line below: a list within it, its own list going on, the lines up to a blank one, or all. */
  below: "list" | "items" | "lines" | "all" | null;
}

/**
 * `split` makes sentences of a line. Where something was left out before, there is a gap again. Below a heading stands the
 * list that follows it; else the lines right under it, up to a blank one; after a blank line, all up to the next heading.
 */
export function sentencesIn(text: string, split = sentencesOf): Sentence[] {
  const sentences: Sentence[] = [];
  let above: Above[] = [];
  let isAfterBlank = false;
  let followsGap = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const found: Pick<Sentence, "text" | "followsGap">[] = [];
    for (const [index, piece] of line.split(LEFT_OUT).entries()) {
      if (index > 0) followsGap = true;
      for (const sentence of split(piece)) {
        found.push({ text: sentence, ...(followsGap && { followsGap: true as const }) });
        followsGap = false;
      }
    }
    if (found.length === 0) {
      if (line.trim() === "") isAfterBlank = true;
      continue;
    }
    const depth = depthOf(line);
    while (above.length > 0 && !goesOnBelow(above.at(-1), depth, isAfterBlank)) above.pop();
    const under = above.at(-1)?.place ?? null;
    for (const one of found) sentences.push({ ...one, part: partOf(one.text), under });
    isAfterBlank = false;
    if (!standsAbove(found.at(-1)?.text ?? "")) continue;
    above = above.filter((one) => one.depth < depth);
    above.push({ place: sentences.length - 1, depth, below: null });
  }
  return followsGap ? [...sentences, { text: "", part: "about-itself", under: null }] : sentences;
}

function goesOnBelow(above: Above | undefined, depth: number, isAfterBlank: boolean): boolean {
  if (!above) return false;
  above.below ??= depth > above.depth ? "list" : depth > 0 ? "items" : isAfterBlank ? "all" : "lines";
  // A line that goes on with an item has no bullet of its own.
  if (depth === 0 && above.below !== "all") return !isAfterBlank;
  return above.below === "list" ? depth > above.depth : depth >= above.depth;
}

/** The text without some of its sentences and without headings that nothing is left under; null where nothing is left. */
export function withoutSentences(
  text: string,
  split: (text: string) => readonly string[],
  isLeftOut: (sentence: string) => boolean,
): Shortened | null {
  const sentences = sentencesIn(text.trim(), split);
  if (!sentences.some((one) => isLeftOut(one.text))) return { text, isShortened: false };
  const kept = sentences.flatMap((one, place) =>
    standsAbove(one.text) || isLeftOut(one.text) || one.text === "" ? [] : [place],
  );
  const headings = kept.flatMap((place) => sentences[place]?.under ?? []);
  return kept.length === 0 ? null : { text: joined(inOrder([...headings, ...kept]), sentences), isShortened: true };
}

/**
 * A heading has a line of its own, with what stands below it on the next, or on the one after where something between is
 * left out; what no longer stands below it, a paragraph of its own.
 */
export function joined(places: readonly number[], sentences: readonly Sentence[]): string {
  let text = "";
  let next = 0;
  let heading: number | null = null;
  let wasAbove = false;
  for (const place of places) {
    const sentence = sentences[place];
    if (!sentence) continue;
    const isHeading = standsAbove(sentence.text);
    if (text !== "") {
      const isGap = place !== next || sentence.followsGap === true;
      const isOutside = heading !== null && !isHeading && !isUnder(heading, place, sentences);
      const gap = isGap ? GAP.trimEnd() : "";
      if (wasAbove) text += isGap ? `\n${LEFT_OUT}\n` : "\n";
      else text += isHeading ? `${gap}\n` : isOutside ? `${gap}\n\n` : isGap ? GAP : " ";
    }
    text += sentence.text;
    if (isHeading) heading = place;
    else if (heading !== null && !isUnder(heading, place, sentences)) heading = null;
    wasAbove = isHeading;
    next = place + 1;
  }
  return next < sentences.length ? `${text}${GAP.trimEnd()}` : text;
}

function isUnder(heading: number, place: number, sentences: readonly Sentence[]): boolean {
  let under = sentences[place]?.under ?? null;
  while (under !== null && under !== heading) under = sentences[under]?.under ?? null;
  return under === heading;
}

export function inOrder(places: Iterable<number>): number[] {
  return [...new Set(places)].toSorted((one, other) => one - other);
}
