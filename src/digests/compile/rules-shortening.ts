/**
 * A long answer as the few of its sentences that tell most, each whole and as typed, under its heading where it has one.
 * Pure; the full text is one click away. Nothing is ever cut within a word, a link or a code span.
 */

import { markdownAsText } from "../../platform/texts/markdown.ts";
import { depthOf, sentencesOf } from "../../platform/texts/sentences.ts";
import { GAP, inOrder, joined, ownWords, type Sentence, type Shortened, sentencesIn } from "../render/rules-pieces.ts";
import { leansOnLast, namesPart, standsAbove, toldIn, topicsIn } from "./rules-telling.ts";

interface Candidate {
  sentence: string;
  place: number;
  /** Of the heading that it stands under. */
  heading: number | null;
  /** What it is about, its heading included. */
  topics: Set<string>;
  /** What it tells beside its topics, by its words. */
  points: number;
  /** By which its worth is multiplied: where it stands, and how sure it is. */
  share: number;
  leansOnLast: boolean;
}

/** What somebody typed in words of their own, read as text and shortened. */
export function asQuote(typed: string, most: number): Shortened {
  const own = ownWords(typed);
  const told = shortened(markdownAsText(own.text, "quote"), most);
  return { text: told.text, isShortened: own.isShortened || told.isShortened || told.text.includes(GAP.trim()) };
}

/** `most`: the longest result in UTF-16 units, gaps included. Headings with nothing below are left out, however short. */
export function shortened(text: string, most: number): Shortened {
  const whole = text.trim();
  const filled = withoutEmptyHeadings(whole);
  if (filled.length <= most) return { text: filled, isShortened: filled !== whole };
  const sentences = sentencesIn(filled);
  const places = chosenPlaces(sentences, most);
  if (places.length > 0) return { text: joined(places, sentences), isShortened: places.length < sentences.length };
  // Nothing in it tells anything, or is short enough.
  const place = Math.max(
    0,
    sentences.findIndex((one) => one.part === "sentence" && !standsAbove(one.text)),
  );
  const alone = joined([place], sentences);
  return {
    text: alone.length <= most ? alone : cutBetweenWords(sentences[place]?.text ?? "", most),
    isShortened: true,
  };
}

/**
 * The text without headings at its end and without the names of parts that have no line of their own before the next; all
 * of it where there are headings alone.
 */
function withoutEmptyHeadings(text: string): string {
  if (!text.includes("\n")) return text;
  const kept: string[] = [];
  let below: { depth: number; isHeading: boolean } | null = null;
  for (const line of text.split("\n").toReversed()) {
    const sentences = sentencesOf(line);
    const depth = depthOf(line);
    const isHeading = sentences.length > 0 && sentences.every(standsAbove);
    const isBeforeNext = below?.isHeading && below.depth <= depth;
    if (isHeading && (below === null || (isBeforeNext && sentences.every(namesPart)))) {
      while (kept.at(-1)?.trim() === "") kept.pop();
      continue;
    }
    if (sentences.length > 0) below = { depth, isHeading };
    kept.push(line);
  }
  return below === null ? text : kept.toReversed().join("\n").trim();
}

/**
 * One sentence after the other: whichever adds most for its length to what is chosen already. So a text of many subjects
 * is told by a sentence of each rather than by several of one.
 */
function chosenPlaces(sentences: readonly Sentence[], most: number): number[] {
  let left = candidatesAmong(sentences);
  const often = new Map<string, number>();
  for (const { topics } of left) for (const topic of topics) often.set(topic, (often.get(topic) ?? 0) + 1);
  const told = new Set<string>();
  const places = new Set<number>();
  const worthOf = (one: Candidate) => {
    let worth = one.points / 2;
    for (const topic of one.topics) if (!told.has(topic)) worth += 1 + Math.log(often.get(topic) ?? 1) / 2;
    const heading = one.heading === null || places.has(one.heading) ? "" : (sentences[one.heading]?.text ?? "");
    const isLoose = one.leansOnLast && !places.has(one.place - 1);
    return (worth * one.share * (isLoose ? 0.5 : 1)) / Math.sqrt(one.sentence.length + heading.length + GAP.length);
  };
  let length = 0;
  while (left.length > 0) {
    const worth = new Map(left.map((one) => [one, worthOf(one)]));
    const ranked = left.toSorted((a, b) => (worth.get(b) ?? 0) - (worth.get(a) ?? 0) || a.place - b.place);
    // What does not fit beside less does not fit beside more.
    const index = ranked.findIndex(
      (one) =>
        length + one.sentence.length < most && joined(inOrder([...places, ...placesOf(one)]), sentences).length <= most,
    );
    const best = ranked[index];
    if (!best) break;
    for (const place of placesOf(best)) places.add(place);
    for (const topic of best.topics) told.add(topic);
    length += best.sentence.length;
    left = ranked.slice(index + 1).filter(({ sentence }) => length + sentence.length < most);
  }
  return inOrder(places);
}

/** What opens an answer, or a heading, sets the scene; what stands early weighs more than what stands late. */
function candidatesAmong(sentences: readonly Sentence[]): Candidate[] {
  const candidates: Candidate[] = [];
  const seen = new Set<string>();
  for (const [place, { text: sentence, part }] of sentences.entries()) {
    if (standsAbove(sentence)) continue;
    const heading = headingOf(place, sentences);
    if (seen.has(sentence)) continue;
    seen.add(sentence);
    const topics = topicsIn(sentence);
    const { points, share } = toldIn(sentence);
    if (topics.size < (points > 0 ? FEWEST_TOPICS.told : FEWEST_TOPICS.bare)) continue;
    const opens = candidates.length === 0 ? 0.5 : 0;
    const opensHeading = heading !== null && heading === place - 1 ? 0.5 : 0;
    const early = 1.5 - place / sentences.length / 2;
    candidates.push({
      sentence,
      place,
      heading,
      topics: heading === null ? topics : topics.union(topicsIn(sentences[heading]?.text ?? "")),
      points,
      share: (early + opens + opensHeading) * share * (part === "about-itself" ? 0.3 : 1),
      leansOnLast: leansOnLast(sentence),
    });
  }
  return candidates;
}

/** What is told above it: a heading, not a long sentence that announces something. */
function headingOf(place: number, sentences: readonly Sentence[]): number | null {
  let under = sentences[place]?.under ?? null;
  while (under !== null && sentences[under]?.part !== "heading") under = sentences[under]?.under ?? null;
  return under;
}

/** Without a number, a name or a telling word a sentence has to be about more. */
const FEWEST_TOPICS = { told: 2, bare: 4 };

function placesOf({ place, heading }: Candidate): number[] {
  return heading === null ? [place] : [heading, place];
}

const LINK_OR_CODE = /https?:\/\/\S+|`[^`\n]+`/gu;

/** Of one sentence that is too long by itself: its beginning, up to a blank outside links and code spans. */
function cutBetweenWords(sentence: string, most: number): string {
  const spans = [...sentence.matchAll(LINK_OR_CODE)].map(({ index, 0: span }) => ({
    from: index,
    to: index + span.length,
  }));
  let end = 0;
  for (const { index } of sentence.matchAll(/\s+/gu)) {
    if (index > most - 1) break;
    if (!spans.some(({ from, to }) => from < index && index < to)) end = index;
  }
  return `${sentence.slice(0, end).trimEnd()}…`;
}
