/** A line of a first screen in its parts, alike in messages and files. */
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import type { ScreenLine } from "./screen.ts";
import { screenTexts } from "./texts.ts";

/** “Loyalty: ”, “a third of receipts rejected (since 12 Oct)”; without a name directly below another line of its program. */
export function partsOfLine(
  reader: Reader,
  { programId, program, text }: ScreenLine,
  before: ScreenLine | undefined,
): { name: string; text: string; isBelow: boolean } {
  if (program === "" || programId === before?.programId) return { name: "", text, isBelow: program !== "" };
  const { colon } = textsFor(screenTexts, reader);
  return { name: text === "" ? program : `${program}${colon}`, text, isBelow: false };
}
