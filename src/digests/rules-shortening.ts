/**
 * A long answer as the few of its sentences that tell most, each whole and as typed. Pure; the full text is one click
 * away. Nothing is ever cut within a word, a link or a code span.
 */
import { sentencesOf } from "../check-ins/rules-sentences.ts";

export interface Shortened {
  /** Pieces of the text in their order; what lies between them is left out. */
  text: string;
  isShortened: boolean;
}

/** Stands where sentences are left out. */
const GAP = " […] ";

/** `most`: the longest result in UTF-16 units, gaps included. */
export function shortened(text: string, most: number): Shortened {
  const whole = text.trim();
  if (whole.length <= most) return { text: whole, isShortened: false };
  const sentences = sentencesOf(whole);
  const ranked = sentences
    .map((sentence, place) => ({ sentence, place, weight: informationIn(sentence, place) }))
    .toSorted((one, other) => other.weight - one.weight || one.place - other.place);
  const kept: typeof ranked = [];
  for (const candidate of ranked.filter(({ weight }) => weight > TELLS_NOTHING))
    if (joined([...kept, candidate], sentences.length).length <= most) kept.push(candidate);
  const [first] = ranked;
  if (kept.length === 0) return { text: first ? cutBetweenWords(first.sentence, most) : "", isShortened: true };
  return { text: joined(kept, sentences.length), isShortened: kept.length < sentences.length };
}

function joined(kept: readonly { sentence: string; place: number }[], of: number): string {
  const inOrder = kept.toSorted((one, other) => one.place - other.place);
  let text = "";
  let next = 0;
  for (const { sentence, place } of inOrder) {
    text += place === next ? (text === "" ? "" : " ") : text === "" ? GAP.trimStart() : GAP;
    text += sentence;
    next = place + 1;
  }
  return next < of ? `${text}${GAP.trimEnd()}` : text;
}

const NUMBER = /\d+(?:[.,\u00A0\u202F]\d+)*\s?(?:%|€|\$|k€|M€|j\/h)?/gu;
const NAME = /(?<=[\p{Ll}\d,;:]\s)\p{Lu}[\p{L}\d-]+/gu;
const LINK_OR_CODE = /https?:\/\/\S+|`[^`\n]+`/gu;
/** Words of time, cause, want and harm in our two languages: they carry what a sponsor acts on. */
const TELLING =
  /\b(?:by|until|before|since|because|unless|need|needs|needed|blocked|blocks|late|slips?|slipped|delay(?:ed)?|risk|cost|budget|decid\w+|decision|launch\w*|deliver\w*|ship\w*|done|merged|released?|fail\w*|avant|d’ici|d'ici|depuis|car|sauf|besoin|bloqu\w+|retard\w*|gliss\w+|risque|coûte?|budget|décid\w+|décision|lanc\w+|livr\w+|terminé\w*|échou\w+)\b/giu;

/** Of a sentence without a number, a name or a telling word. */
const TELLS_NOTHING = 1;

/** How much a sentence tells beside its length: numbers, names, dates and telling words; the first one sets the scene. */
function informationIn(sentence: string, place: number): number {
  const bare = sentence.replace(LINK_OR_CODE, " ");
  const count = (pattern: RegExp) => bare.match(pattern)?.length ?? 0;
  const words = bare.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (words === 0) return 0;
  const told = 2 * Math.min(3, count(NUMBER)) + Math.min(3, count(NAME)) + 2 * Math.min(3, count(TELLING));
  // Very short sentences tell little however dense, very long ones crowd out the others.
  const length = words < 4 ? 0.5 : words > 40 ? 0.7 : 1;
  return (1 + told) * length + (place === 0 ? 3 : 0);
}

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
