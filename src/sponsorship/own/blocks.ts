import type { KnownBlock } from "@slack/types";
import { context, shorten, type Words, words } from "../../platform/slack/blocks.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { dateLine, titleLine } from "../../register/words.ts";
import { ownTexts } from "./texts.ts";
import type { Own } from "./use-cases.ts";

const SHOWN = 8;
const LONGEST_LINE = 250;

/** Lines that are whole by themselves, to be copied. */
export function ownBlocks(reader: Reader, { open, promises, decisions }: Own): KnownBlock[] {
  const texts = textsFor(ownTexts, reader);
  const { median } = decisions;
  const lines = [
    ...(open.length > 0 ? [texts.open] : [texts.nothingOpen]),
    ...open.slice(0, SHOWN).map((item) => {
      const date = dateLine(reader, item);
      return `• ${[shorten(titleLine(item), LONGEST_LINE), ...(date === null ? [] : [date])].join(" · ")}`;
    }),
    ...(open.length > SHOWN ? [texts.more(reader, open.length - SHOWN)] : []),
    ...(promises.of > 0 ? [texts.kept(reader, promises)] : []),
    ...(median === null ? [] : [texts.decided(reader, { ...decisions, median })]),
  ];
  return [words([{ text: texts.head, bold: true }], ...lines.map((text): Words[] => [{ text }])), context(texts.note)];
}
