import { nameOf } from "../../cadences/naming.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { section, shorten } from "../../slack/blocks.ts";
import { commandButton } from "../../slack/commands.ts";
import type { Group } from "../../slack/home.ts";
import { homeTexts } from "./texts.ts";

export function quietGroup(reader: Reader): Group {
  const texts = textsFor(homeTexts, reader);
  return [section(texts.nothingNow, commandButton(texts.ahead, "check-in"))];
}

const LONGEST_LINE = 900;

/** “missing: Priya Raman”; of a daily check-in nobody is named: “daily: 2 missing”. */
export function missingFacts(reader: Reader, { names, daily }: { names: readonly string[]; daily: number }): string[] {
  const texts = textsFor(homeTexts, reader);
  const sorted = [...new Set(names)].sort(new Intl.Collator(reader.locale).compare);
  return [
    ...(sorted.length > 0 ? [shorten(texts.missing(sorted), LONGEST_LINE)] : []),
    ...(daily > 0 ? [texts.missingDaily(daily)] : []),
  ];
}

/** In the menu of a program. */
export function readLabel(reader: Reader, cadence: Parameters<typeof nameOf>[0]): string {
  return textsFor(homeTexts, reader).readAnswers(nameOf(cadence, reader));
}
