import type { Instant } from "../platform/clock.ts";
import { dateAndTime, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { cadenceTexts } from "./texts.ts";

export interface Coming {
  at: Instant;
  /** It comes with morning messages, and not to the reader: of the day alone can be told. */
  isDayOnly: boolean;
}

/** “Thu 5 Nov, 14:00”; to whoever is not asked “Thu 5 Nov, with the morning message”. */
export function comingInWords(reader: Reader, { at, isDayOnly }: Coming): string {
  if (!isDayOnly) return dateAndTime(reader, at);
  return textsFor(cadenceTexts, reader).onMorning(shortDate(reader, localDateOf(at, reader.zone)));
}
