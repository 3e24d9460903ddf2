/**
 * People's text on its way out. It is stored as typed; what would change how others read the rest of a line, or cannot
 * stand in a file, is left out where it is shown or exported.
 */

/**
 * The embeddings, overrides and isolates of Unicode's bidirectional algorithm, and their ends: one that is not closed
 * turns what follows it, ours too (unicode.org/reports/tr9, trojansource.codes). Letters that are written from right to
 * left need none of them.
 */
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g;

/** The text without what would turn the rest of its line round. */
export function withoutTurns(text: string): string {
  return text.replace(BIDI_CONTROLS, "");
}

/** The text without U+0000, at which many a reader of files stops. */
export function exportedText(text: string): string {
  return text.replaceAll("\u0000", "");
}

/** One line of JSON Lines, without U+0000 in any string; U+0000 escaped is no better for whoever reads it next. */
export function jsonLineOf(value: unknown): string {
  return `${JSON.stringify(value, (_, member: unknown) => (typeof member === "string" ? exportedText(member) : member))}\n`;
}

/** The text up to `room` UTF-16 units, cut between two words, and what comes after; an empty head where no word fits. */
export function cutAtWord(text: string, room: number): { head: string; rest: string } {
  if (text.length <= room) return { head: text, rest: "" };
  const end = text.slice(0, Math.max(0, room) + 1).search(/\s\S*$/);
  const head = text.slice(0, Math.max(0, end)).trimEnd();
  return { head, rest: text.slice(head.length).trimStart() };
}

/** What is typed a line each, without empty ones. */
export function nonEmptyLines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
