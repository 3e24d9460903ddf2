/**
 * Whether what somebody says is what was said before: the same for sure, probably (then one asks), or another thing. Pure.
 * One notion for what a check-in says again and for "same as …?".
 */

import { markdownAsText } from "../../platform/texts/markdown.ts";

export type Likeness = "same" | "alike" | "other";

/** From which share of all their words two texts without a subject are the same, and of the shorter one's, alike. */
const SAME_SHARE = 0.8;
const ALIKE_SHARE = 0.5;

/**
 * Of two titles. The same: the same subject before a colon or a dash, or nearly the same words; case, accents,
 * punctuation, numbers, plurals and the words that any sentence has do not count. Of two different subjects one is never sure.
 */
export function likenessOf(one: string, other: string): Likeness {
  const [words, otherWords] = [wordsIn(one), wordsIn(other)];
  const [subject, otherSubject] = [subjectOf(one), subjectOf(other)];
  // A title without a colon may be a subject alone.
  if (isTelling(words) && isEqual(subject ?? words, otherSubject ?? otherWords)) return "same";
  const hasOneSubject = !subject || !otherSubject;
  if (hasOneSubject && isTelling(words) && isTelling(otherWords) && shareOf(words, otherWords) >= SAME_SHARE)
    return "same";
  const fewer = Math.min(words.size, otherWords.size);
  const common = words.intersection(otherWords).size;
  return fewer > 0 && common / fewer >= ALIKE_SHARE && common >= Math.min(2, fewer) ? "alike" : "other";
}

/** Whether a longer text has to do with what a title names: half of its words stand anywhere in it. */
export function isMentionedIn(title: string, text: string): boolean {
  const words = subjectOf(title) ?? wordsIn(title);
  return words.size > 0 && words.intersection(wordsIn(text)).size / words.size >= ALIKE_SHARE;
}

/**
 * Whether a need asked again is the same: the same words, or a few left out or added to no more than a fifth of them, with
 * the same amounts. Another word in the place of one is another need. English and French.
 */
export function isSameNeed(one: string, other: string): boolean {
  const [first, second] = [withoutAddresses(one), withoutAddresses(other)];
  const [fewer, more] = [wordsIn(first), wordsIn(second)].sort((a, b) => a.size - b.size);
  if (!fewer || !more || fewer.size < 2 || amountsIn(first) !== amountsIn(second)) return false;
  return fewer.isSubsetOf(more) && fewer.size / more.size >= SAME_SHARE;
}

/** Where something is to be found moves while the need stays. */
function withoutAddresses(text: string): string {
  return markdownAsText(text).replace(/(?:https?:\/\/|mailto:)\S+/g, " ");
}

/** Money, shares, and how many of what. Days and dates are none: they move while the need stays. */
function amountsIn(text: string): string {
  const amounts = text.matchAll(/[£€$]\s?\d[\d.,]*\s?(?:bn|[km])?|\d[\d.,]*\s?(?:%|[km]?[£€$]|[km]\b|fte\b)/giu);
  const counts = [...text.matchAll(/(?<![\p{L}\d#/.:,-])(\d+)\s+(\p{L}{3,})/gu)].flatMap(([, count = "", word = ""]) =>
    wordsIn(word).size > 0 && !MONTHS_CUT_SHORT.test(word) ? [count] : [],
  );
  return [...[...amounts].map(([amount]) => amount.replace(/\s|[.,]$/g, "").toLowerCase()), ...counts].sort().join(" ");
}

const MONTHS_CUT_SHORT = /^(?:janv?|f[eé][bv]r?|mar|apr|avr|jun|ju[il]l?|juil|aug|sept?|oct|nov|d[eé]c)$/iu;

type Worded = { id: string; raised_at: string; title: string; description: string };

/**
 * Which of these items a text is surely about: one in its very words, else one that is the same, where neither is about
 * several things and it `mayTake` the words; `isSame` of their titles. Of several the one with most words in common, then the oldest.
 */
export function mostLikely<Item extends Worded>(
  items: readonly Item[],
  text: Pick<Worded, "title" | "description">,
  mayTake: (item: Item) => boolean,
  isSame = (one: string, other: string) => likenessOf(one, other) === "same",
): Item | undefined {
  const [title, description] = [wordingOf(text.title), wordingOf(text.description)];
  const inItsWords = items.filter(
    // A title taken from a longer text depends on how it was taken.
    (item) => wordingOf(item.description) === description && (description !== "" || wordingOf(item.title) === title),
  );
  if (inItsWords.length > 0) return inItsWords.toSorted(inOrder)[0];
  const takers = items.filter(mayTake);
  if (takers.length === 0 || saysSeveral(text.description)) return undefined;
  const words = wordsIn(text.title);
  return takers
    .filter((item) => !saysSeveral(item.description) && isSame(item.title, text.title))
    .map((item) => ({ item, share: shareOf(wordsIn(item.title), words) }))
    .sort((one, other) => other.share - one.share || inOrder(one.item, other.item))
    .map(({ item }) => item)[0];
}

function inOrder(one: Worded, other: Worded): number {
  const [first, second] = [`${one.raised_at} ${one.id}`, `${other.raised_at} ${other.id}`];
  return first < second ? -1 : 1;
}

/** The words as they stand, whatever their case and the space between them. */
export function wordingOf(text: string): string {
  return text.trim().replace(/\s+/g, " ").toLowerCase();
}

/** A list, or several lines with a subject each: it is about several things, and none of them is the whole. */
function saysSeveral(text: string): boolean {
  const lines = text.split("\n");
  return (
    /(?:^|\s)1[.)]\s[\s\S]*\s2[.)]\s/.test(text) ||
    lines.filter((line) => /^\s*(?:[-*•–]|\d{1,2}[.)])\s/.test(line)).length > 1 ||
    lines.filter((line) => subjectOf(line) !== null).length > 1
  );
}

/** What stands before a colon or a dash, where it names something. */
function subjectOf(title: string): Set<string> | null {
  const before = /^(.+?)(?::(?=\s|$)|\s[-–]\s|—)/u.exec(title.trim())?.[1];
  const words = before === undefined ? null : wordsIn(before);
  return words && isTelling(words) ? words : null;
}

/** Enough to know something by: one longer word, or two. */
function isTelling(words: ReadonlySet<string>): boolean {
  return words.size > 1 || [...words].some((word) => word.length >= 4);
}

function isEqual(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && one.isSubsetOf(other);
}

function shareOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const all = one.union(other).size;
  return all === 0 ? 0 : one.intersection(other).size / all;
}

/** `v9`, `W42` and `day-13` only count; `OPS-12` names something, and its number with it. */
function wordsIn(text: string): Set<string> {
  const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const words = [...plain.matchAll(/(\p{L}+)(?:-?(\d+))?/gu)].flatMap(([, letters = "", digits]) => {
    if (letters.length < 2 || COMMON.has(letters)) return [];
    return [digits === undefined ? singular(letters) : `${letters}${digits}`];
  });
  return new Set(words);
}

function singular(word: string): string {
  return word.length > 4 ? word.replace(/[sx]$/, "") : word;
}

/** Words of any sentence, of time, and those with which people head any line; without accents. */
const COMMON = new Set(
  [
    "a about above after again all already also am an and another any are as at be because been before being below but by",
    "can cannot could did do does doing done for from get gets had has have he her his how if in into is isn it its just",
    "more most my no nobody none nor not now of off on once only or other our out over own per please she should so some",
    "still such than that the their them then there these they this those to too under until up us very was we were what",
    "when where which while who why will with without would yet you your",
    "day days week weeks month months year today yesterday tomorrow morning date january february march april may june july",
    "august september october november december monday tuesday wednesday thursday friday saturday sunday",
    "blocked blocker blockers blocking block issue issues problem problems risk risks dependency assumption ask need needs",
    "needed wait waits waiting pending open new news update updated status note fyi reminder urgent critical important high",
    "medium low impact cause owner team question context next progress since missing",
    "au aux avec avoir alors apres au aussi autre autres avant bien car ce cela ces cet cette ceux chez comme dans de deja",
    "depuis des deux du elle elles en encore entre est et etait ete etre eu eux fait faut faute il ils je jusqu jusque la",
    "le les leur leurs lors lui mais me meme mes moi moins mon ne ni nos notre nous on ont ou par parce pas peu peut plus",
    "point pour pourquoi quand que quel quelle qui quoi rien sa sans se sera ses si son sont sous sur ta te tes toi ton",
    "toujours tous tout toute toutes tres tu un une vers voici vos votre vous",
    "jour jours semaine semaines mois annee hier demain matin aujourd hui janvier fevrier mars avril mai juin juillet aout",
    "septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche",
    "bloque bloquee bloques blocage probleme problemes risque risques dependance hypothese demande besoin attente attend",
    "attendons cours nouveau nouvelle rappel urgente critique importante eleve moyen faible cause porteur equipe suite statut",
  ].flatMap((line) => line.split(" ")),
);
