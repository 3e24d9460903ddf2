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

export function nonEmptyLines(text: string): string[] {
  return text.split("\n").flatMap((line) => line.trim() || []);
}
