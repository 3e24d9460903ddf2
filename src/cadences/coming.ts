import type { Instant } from "../platform/clock.ts";
import { dateAndTime, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import type { WrittenRule } from "./recurrence/rule.ts";
import { hasFixedTime } from "./recurrence/rules.ts";
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

/** What comes to others first, as somebody reads it who is not asked: an hour of each person's is none of the reader's. */
export function othersInWords(reader: Reader, rule: WrittenRule, { at, zone }: { at: Instant; zone: string }): string {
  const { onEachMorning, atOwnTime } = textsFor(cadenceTexts, reader);
  if (!hasFixedTime(rule)) return onEachMorning(shortDate(reader, localDateOf(at, zone)));
  return rule.zone === "participant" ? atOwnTime(dateAndTime({ ...reader, zone }, at)) : dateAndTime(reader, at);
}
