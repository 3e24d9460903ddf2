/** What of a digest can be put into other words, and by whom. Pure. */
import type { DigestDocument } from "./document.ts";
import { outlineOf } from "./outline.ts";

/** Whether its bottom line is about this program: then those who answer for the program may word it. */
export function concerns({ bottomLine, programs }: DigestDocument, program: string): boolean {
  return programs.length === 1 || ("program" in bottomLine && bottomLine.program === program);
}

/** The bottom line as it was made. */
export function originalBottomLine({ wording: _, ...document }: DigestDocument): string {
  const { own, sentence } = outlineOf(document).bottomLine;
  return own?.text ?? sentence ?? "";
}
