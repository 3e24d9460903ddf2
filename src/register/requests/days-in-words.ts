/** By when a request is answered and by when it is needed, in words: alike on cards, Home and in the register. */
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { requestTexts } from "./texts.ts";

export interface RequestDays {
  /** The last day of whoever has it. */
  answerBy: LocalDate | null;
  neededBy: LocalDate | null;
  /** The first date ever given, and how often it has moved. */
  originalNeededBy: LocalDate | null;
  moves: number;
  isPastNeeded: boolean;
  isLate: boolean;
}

interface Said {
  /** How it is said by when; default: “by Wed 4 Nov”. */
  by?: (date: string) => string;
  /** Its reader has it. */
  isTheirs?: boolean;
}

/**
 * “by Wed 4 Nov (needed by Fri 6 Nov)”; past that day “was needed by Fri 6 Nov; you have until Mon 9 Nov”, until that is over as
 * well. Null without a date.
 */
export function daysInWords(reader: Reader, days: RequestDays, { by, isTheirs = false }: Said = {}): string | null {
  const { answerBy, neededBy, originalNeededBy, moves, isPastNeeded, isLate } = days;
  if (neededBy === null || answerBy === null) return null;

  const { home: texts, head } = textsFor(requestTexts, reader);
  const day = shortDate(reader, neededBy);
  const hasMoved = moves > 0 && originalNeededBy !== null;
  const dates = hasMoved ? head.moved(shortDate(reader, originalNeededBy), day, moves) : day;
  const lastDay = shortDate(reader, answerBy);

  const isOneDay = neededBy === answerBy;
  const needed = isPastNeeded ? texts.overdue(dates) : texts.needed(dates);
  if (isLate) return isOneDay ? needed : `${texts.late(lastDay)} (${needed})`;
  if (isPastNeeded && isTheirs) return texts.youHaveUntil(needed, lastDay);

  const answer = (by ?? texts.by)(lastDay);
  return isOneDay ? answer : `${answer} (${needed})`;
}
