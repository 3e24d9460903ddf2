/** Words of a report whose meaning depends on the day on which they are read. Pure. */
import type { Report } from "../compile/report.ts";

interface DayWord {
  /** The word with up to three before it: “Launch on Tuesday”. */
  phrase: string;
  /** As it was written: “Tuesday”. */
  word: string;
  /** Else it is tomorrow or yesterday. */
  isWeekday: boolean;
}

const WEEKDAYS = [
  "monday|tuesday|wednesday|thursday|friday|saturday|sunday",
  "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
].join("|");
const OTHERS = "tomorrow|yesterday|demain|hier";

/** In both languages, as months begin. */
const MONTHS = "jan|f[eé]b|mar|apr|may|jun|jul|aug|sep|oct|nov|d[eé]c|f[eé]v|avr|mai|juin|juil|août";
/** “3 Nov”, “the 3rd”, “November 3”; no hour. */
const DATE = `(?:the |le )?(?:(?:${MONTHS})\\p{L}*\\.? )?\\d{1,2}(?:st|nd|rd|th|er)?(?![\\p{L}\\d:])(?! (?:am|pm|h)\\b)`;

/** One that has its date beside it can be understood on any day. */
const DAY_WORD = new RegExp(
  `(?:\\S{1,30} ){0,3}(?<![\\p{L}\\p{N}])(?:(?<weekday>${WEEKDAYS})(?!,? \\(?${DATE})|(?<other>${OTHERS}))(?![\\p{L}\\p{N}])`,
  "iu",
);

/** Of each text of a report the first of them; a text that stands there twice is one. */
export function dayWordsIn({ status, lines }: Pick<Report, "status" | "lines">): DayWord[] {
  const withLines = lines.flatMap(({ text, action = "" }) => [text, action]);
  const texts = new Set([...withLines, status?.reason ?? "", status?.action ?? ""]);
  return [...texts].flatMap((text) => dayWordIn(text) ?? []);
}

function dayWordIn(text: string): DayWord | null {
  const found = DAY_WORD.exec(text.replaceAll(/\s+/g, " "));
  const { weekday, other } = found?.groups ?? {};
  const word = weekday ?? other;
  return found === null || word === undefined ? null : { phrase: found[0], word, isWeekday: weekday !== undefined };
}
