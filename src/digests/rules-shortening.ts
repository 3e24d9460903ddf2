/**
 * A long answer as the few of its sentences that tell most, each whole and as typed, under its heading where it has one.
 * Pure; the full text is one click away. Nothing is ever cut within a word, a link or a code span. How much of what a
 * careful editor keeps is kept here: `npm run bench -- summaries`, docs/performance.md.
 */
import { sentencesOf } from "../check-ins/rules-sentences.ts";
import { leansOnLast, type Part, partOf, standsAbove, toldIn, topicsIn } from "./rules-telling.ts";

export interface Shortened {
  /** Pieces of the text in their order; what lies between them is left out. */
  text: string;
  isShortened: boolean;
}

interface Sentence {
  text: string;
  part: Part;
  /** Something between it and the one before was left out earlier. */
  followsGap?: true;
}

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

/** Stands where sentences are left out. */
const GAP = " […] ";

/** `most`: the longest result in UTF-16 units, gaps included. Headings with nothing below are left out, however short. */
export function shortened(text: string, most: number): Shortened {
  const whole = text.trim();
  const filled = withoutEmptyEnd(whole);
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
 * The text without some of its sentences, as `split` has them, and without headings that nothing is left under; null where
 * nothing is left.
 */
export function withoutSentences(
  text: string,
  split: (text: string) => string[],
  isLeftOut: (sentence: string) => boolean,
): Shortened | null {
  const sentences = sentencesIn(text.trim(), split);
  if (!sentences.some((one) => isLeftOut(one.text))) return { text, isShortened: false };
  const places = sentences.flatMap((one, place) => (isLeftOut(one.text) || one.text === "" ? [] : [place]));
  const isAbove = (place = -1) => standsAbove(sentences[place]?.text ?? ":");
  const standing = places.filter((place, index) => !isAbove(place) || !isAbove(places[index + 1]));
  return standing.length === 0 ? null : { text: joined(standing, sentences), isShortened: true };
}

/** The text up to its last line that is no heading; all of it where there are headings alone. */
function withoutEmptyEnd(text: string): string {
  const lines = text.split("\n");
  const last = lines.findLastIndex((line) => line.trim() !== "" && !standsAbove(line.trim()));
  return last < 0
    ? text
    : lines
        .slice(0, last + 1)
        .join("\n")
        .trimEnd();
}

/** Where something was left out of the text before, there is a gap again. */
function sentencesIn(text: string, split = sentencesOf): Sentence[] {
  const pieces = text.split(GAP.trim());
  const sentences = pieces.flatMap((piece, index) =>
    split(piece).map((sentence, place): Sentence => {
      const followsGap = index > 0 && place === 0;
      return { text: sentence, part: partOf(sentence), ...(followsGap && { followsGap: true as const }) };
    }),
  );
  const isCutOff = pieces.length > 1 && pieces.at(-1)?.trim() === "";
  return isCutOff ? [...sentences, { text: "", part: "about-itself" }] : sentences;
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
  let heading: number | null = null;
  const seen = new Set<string>();
  for (const [place, { text: sentence, part }] of sentences.entries()) {
    if (part === "heading") heading = place;
    if (part !== "heading" && standsAbove(sentence)) continue;
    if (seen.has(sentence)) continue;
    seen.add(sentence);
    const topics = topicsIn(sentence);
    const { points, share } = toldIn(sentence);
    if (part === "heading" || topics.size < (points > 0 ? FEWEST_TOPICS.told : FEWEST_TOPICS.bare)) continue;
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

/** Without a number, a name or a telling word a sentence has to be about more. */
const FEWEST_TOPICS = { told: 2, bare: 4 };

function placesOf({ place, heading }: Candidate): number[] {
  return heading === null ? [place] : [heading, place];
}

function inOrder(places: Iterable<number>): number[] {
  return [...new Set(places)].toSorted((one, other) => one - other);
}

/**
 * A heading has a line of its own, with what stands below it on the next, or on the one after where something between is
 * left out. A text begins with a sentence: what is left out before it is marked at the next place.
 */
function joined(places: readonly number[], sentences: readonly Sentence[]): string {
  const isHeading = (place: number) => sentences[place]?.part === "heading";
  let text = "";
  let next = 0;
  let isUnmarked = false;
  let last = -1;
  for (const place of places) {
    const isAfterGap = place !== next || sentences[place]?.followsGap === true;
    if (isAfterGap) isUnmarked = true;
    if (text !== "" && isHeading(last)) text += isAfterGap ? `\n${GAP.trim()}\n` : "\n";
    else if (text !== "") {
      const gap = isUnmarked ? GAP : " ";
      text += isHeading(place) ? `${gap.trimEnd()}\n` : gap;
    }
    if (text !== "" && (isAfterGap || !isHeading(last))) isUnmarked = false;
    text += sentences[place]?.text ?? "";
    last = place;
    next = place + 1;
  }
  return isUnmarked || next < sentences.length ? `${text}${GAP.trimEnd()}` : text;
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
