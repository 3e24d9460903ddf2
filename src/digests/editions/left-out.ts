import type { KnownBlock } from "@slack/types";
import { plainSection, shorten } from "../../platform/slack/blocks.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { editionTexts } from "./texts.ts";

const LONGEST_TITLE = 150;

/** Where an old digest is opened again: which of its programs are not shown, and why. */
export function leftOutLine(reader: Reader, titles: readonly string[]): KnownBlock[] {
  if (titles.length === 0) return [];
  const shown = titles.map((title) => shorten(title, LONGEST_TITLE));
  return [plainSection(textsFor(editionTexts, reader).leftOut(reader, shown))];
}
