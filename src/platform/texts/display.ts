/** Cleans people's text for display and export; it is stored as typed. */

/**
 * Bidirectional embeddings, overrides and isolates: an unclosed one reverses the text after it
 * (unicode.org/reports/tr9, trojansource.codes). Right-to-left scripts do not need them.
 */
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g;

/** Removes bidirectional controls. */
export function withoutBidi(text: string): string {
  return text.replace(BIDI_CONTROLS, "");
}

/** Leaves those that only set a name apart from what stands beside it: “نورث · 4 programs”. */
export function withoutForcedDirection(text: string): string {
  return text.replace(/[\u202A-\u202E\u2066\u2067]/g, "");
}

/** Without what shows nothing: joiners, fillers, variation selectors, controls. */
export function withoutInvisible(text: string): string {
  return text.replace(/[[\p{Cc}--\s]\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gv, "");
}

/** Removes U+0000, at which many programs stop reading. */
export function exportedText(text: string): string {
  return text.replaceAll("\u0000", "");
}

/** A line of JSON Lines, without U+0000 even escaped. */
export function jsonLineOf(value: unknown): string {
  return `${JSON.stringify(value, (_, member: unknown) => (typeof member === "string" ? exportedText(member) : member))}\n`;
}

/** Made when it is first needed: a start has no time for it. */
let graphemes: Intl.Segmenter | undefined;

/** The first `most` UTF-16 units at most, without half of a letter or of an emoji. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  // A letter of many parts must not be cut to nothing.
  const end = graphemes.segment(text.slice(0, most + 40)).containing(most)?.index || most;
  return text.slice(0, end).replace(/[\uD800-\uDBFF]$/, "");
}

/** Splits at a word boundary within `room` UTF-16 units; `head` is empty if no word fits. */
export function cutAtWord(text: string, room: number): { head: string; rest: string } {
  if (text.length <= room) return { head: text, rest: "" };
  const end = text.slice(0, Math.max(0, room) + 1).search(/\s\S*$/);
  const head = text.slice(0, Math.max(0, end)).trimEnd();
  return { head, rest: text.slice(head.length).trimStart() };
}

/** Of a line of a first screen, and of a clause of its headline. */
export const MOST_CLAUSE_WORDS = 16;
const FEWEST_CLAUSE_WORDS = 6;

/** What white space separates, but for the signs and thousands that have a space before them in French: « 140 000 ? » */
const WORD = /(?:«\s)?\S+(?:\s[,.:;!?»]+(?!\S)|(?<=\d)\s\d{3}(?!\d)\S*)*/gu;

/**
 * At most the first sixteen words. A longer text ends at the last clause among them that has six words, without the sign that
 * ends it, at a comma only where no other sign ends one: what follows a comma may turn what is before it. Else it ends after the
 * sixteenth word with “…”, and only that is a cut.
 */
export function cutAtClause(text: string): { shown: string; isCut: boolean } {
  const words = [...text.matchAll(WORD).take(MOST_CLAUSE_WORDS + 1)];
  if (words.length <= MOST_CLAUSE_WORDS) return { shown: text, isCut: false };

  const ends = words.filter(({ index }) => endsClause(text.slice(0, index).trimEnd(), text.slice(index)));
  const clauses = ends.map(({ index }) => text.slice(0, index));
  const whole = clauses.filter((clause) => [...clause.matchAll(WORD)].length >= FEWEST_CLAUSE_WORDS);
  const clause = whole.findLast((each) => !/[,،]\s*$/u.test(each)) ?? whole.at(-1);
  if (clause !== undefined) return { shown: clause.replace(/[\s,;:.!?—–،؛؟]+$/u, ""), isCut: false };
  return { shown: `${text.slice(0, words.at(-1)?.index).trimEnd()}…`, isCut: true };
}

/** Whether a clause ends between these parts of a text, of which the first ends with a word and the second begins with one. */
function endsClause(before: string, after: string): boolean {
  const isWithinBrackets = lengthOf(before, /[([«“]/g) > lengthOf(before, /[)\]»”]/g);
  if (isWithinBrackets) return false;
  if (after.startsWith("(")) return true;
  const isBetweenNumbers = /\d\s*[,:—–]$/u.test(before) && /^\d/u.test(after);
  if (isBetweenNumbers || INITIAL_OR_EMOJI.test(before)) return false;
  return /[,;:.!?—–،؛؟]$/u.test(before);
}

/** J., e.g., M., :tada: */
const INITIAL_OR_EMOJI = /(?:(?<![\p{L}\p{N}])\p{L}\.|(?<!\S):[\w+'-]+:)$/u;

function lengthOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

export function nonEmptyLines(text: string): string[] {
  return text.split("\n").flatMap((line) => line.trim() || []);
}
