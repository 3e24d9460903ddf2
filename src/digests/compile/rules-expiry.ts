/**
 * Words about a day expire with it: what was ahead when it was said, and is past now, is not told as what comes, and what
 * names a day by its distance (“yesterday”) is told with the day on which it was said. Pure.
 */

import { daysIn } from "../../platform/texts/days.ts";
import { NEXT_DAY } from "../../platform/texts/days-words.ts";
import { markdownAsText } from "../../platform/texts/markdown.ts";
import { sentencesOf } from "../../platform/texts/sentences.ts";
import type { LocalDate } from "../../platform/time.ts";
import { type Shortened, withoutSentences } from "../render/rules-pieces.ts";

/** Both days in the reader's zone. */
export interface Days {
  saidOn: LocalDate;
  today: LocalDate;
}

/**
 * Whether it reads as something else on another day than its own: a day that was to come has passed, or one is named by a
 * distance that is another now.
 */
export function isOfItsDay(text: string, { saidOn, today }: Days): boolean {
  if (saidOn >= today) return false;
  return daysIn(text, saidOn).some(
    ({ last, otherFrom }) =>
      (last !== null && saidOn < last && last < today) || (otherFrom !== null && otherFrom <= today),
  );
}

/** Its sentences; what begins with another day begins anew, though names of months are small in French. */
function statementsIn(text: string): string[] {
  return sentencesOf(text).flatMap((sentence) => sentence.split(NEXT_DAY));
}

function isOver(statement: string, { saidOn, today }: Days): boolean {
  const last = daysIn(statement, saidOn)
    .flatMap((one) => one.last ?? [])
    .sort()
    .at(-1);
  return last !== undefined && saidOn < last && last < today;
}

/** The text without its sentences that have passed, as it is shown; null where none is left. */
export function stillAhead(text: string, days: Days): Shortened | null {
  if (!isOfItsDay(text, days)) return { text, isShortened: false };
  return withoutSentences(text, statementsIn, (statement) => isOver(markdownAsText(statement, "quote"), days));
}
