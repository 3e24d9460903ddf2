/** What people wrote, as few of their own sentences as a line of a first screen has room for. Pure. */
import { isAsking } from "../../register/drafts/rules-asking.ts";
import { GAP, LEFT_OUT, sentencesIn } from "../render/rules-pieces.ts";
import type { ShownQuote } from "../sections/line.ts";
import { shortened } from "./rules-shortening.ts";
import { namesPart, partOf, standsAbove, toldIn } from "./rules-telling.ts";

/** With the colon that led to it. */
const IMAGE = /:?\s*\[images?(?:: [^\]\n]*)?\]\s*/gu;
/** What a heading says in more words, what stands below it says too. */
const MOST_IN_HEADING = 3;
/** “Happy New Year everyone!” */
const CRY = /^\S+(?:\s+\S+){0,4}\s?!+$/u;
const LONGEST_QUESTION = { one: 150, both: 220 };

/** A piece of it that begins and ends as its author's sentences do; null where none is as short as that. */
export function sentenceOf({ text }: ShownQuote, most: number): string | null {
  const [longest] = piecesOf(text, most).toSorted((one, other) => other.length - one.length);
  return longest ?? null;
}

/** Its most telling sentences, whole each; null where none is as short as that. */
export function sentencesOf({ text }: ShownQuote, most: number): string | null {
  const pieces = piecesOf(text, most);
  return pieces.length > 0 ? pieces.join(GAP) : null;
}

/**
 * What is asked is always told: by its first sentence, which says what it is about, and the first that asks, as far as there
 * is room; where no sentence is short enough, cut between words.
 */
export function questionIn(quote: ShownQuote): string {
  if (quote.text.length <= LONGEST_QUESTION.one) return oneLine(quote.text);
  const sentences = sentencesIn(quote.text).filter(({ text }) => !standsAbove(text) && !CRY.test(text));
  const first = sentences[0]?.text ?? "";
  const asking = sentences.find(({ text }) => isAsking(text))?.text ?? first;
  if (first === asking && first !== "" && first.length <= LONGEST_QUESTION.both) return first;
  const isNext = sentences[1]?.text === asking;
  const both = `${first}${isNext ? " " : GAP}${asking}`;
  if (both.length <= LONGEST_QUESTION.both) return both;
  return (
    [first, asking].find((text) => text !== "" && text.length <= LONGEST_QUESTION.both) ??
    oneLine(shortened(quote.text, LONGEST_QUESTION.one).text)
  );
}

/** How much it tells: numbers, names, and what somebody acts on. */
export function pointsIn(text: string): number {
  return sentencesIn(text).reduce((sum, sentence) => {
    const { points, share } = toldIn(sentence.text);
    return sum + points * share;
  }, 0);
}

/** Runs of sentences that stand together; where nothing tells anything, those that there are. */
function piecesOf(text: string, most: number): string[] {
  const pieces = shortened(text, most)
    .text.split(LEFT_OUT)
    .filter((piece) => !(piece.trimEnd().endsWith("…") && !text.includes(piece)));
  const telling = pieces.flatMap(tellingIn);
  return telling.length > 0 ? telling : pieces.map(oneLine).filter((piece) => piece !== "");
}

/** Without what only leads to something else: long headings, pictures, cries and what a bracket is left open in. */
function tellingIn(piece: string): string[] {
  const sentences = sentencesIn(piece.replaceAll(IMAGE, "\n"));
  const runs: string[][] = [];
  let isOpen = false;
  for (const [place, { text }] of sentences.entries()) {
    if (standsAbove(text)) {
      const isShort = !namesPart(text) && (text.match(/\S+/g)?.length ?? 0) <= MOST_IN_HEADING;
      if (isShort && place < sentences.length - 1) runs.push([text]);
      isOpen = isShort;
      continue;
    }
    if (partOf(text) === "about-itself" || CRY.test(text) || isBroken(text)) {
      isOpen = false;
      continue;
    }
    if (isOpen) runs.at(-1)?.push(text);
    else runs.push([text]);
    isOpen = true;
  }
  return runs.filter((run) => run.some((text) => !standsAbove(text))).map((run) => oneLine(run.join("\n")));
}

function isBroken(text: string): boolean {
  return (text.match(/\(/g)?.length ?? 0) > (text.match(/\)/g)?.length ?? 0);
}

/** A line that ends on no mark is told from the next by a stroke. */
export function oneLine(text: string): string {
  return text
    .trim()
    .replaceAll(/([.!?…:;,])?\s*[\r\n]+\s*/g, (_, end?: string) => (end === undefined ? " / " : `${end} `));
}

/** Whether nothing that was said is left out. */
export function isAllOf(text: string, { text: all }: ShownQuote): boolean {
  return bare(text) === bare(all);
}

function bare(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, "");
}
