/** Measures and objectives in a line each, with a small picture in text. Pure. */
import { Decimal } from "decimal.js";
import { decimal, decimalWithUnit } from "../platform/texts/decimals.ts";
import { dayInWords, type Reader, textsFor, yearName } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import type { MeasureFacts, ObjectiveFacts } from "./goals-reading.ts";
import type { Stands } from "./how-measures-stand.ts";
import { numbersInWords } from "./measures-in-words.ts";
import { objectiveTexts } from "./texts-goals.ts";

type DatedReader = Reader & { today: LocalDate };

const BARS = "▁▂▃▄▅▆▇█";
const BARS_SHOWN = 12;

/** The last values from the least to the most, behind the baseline where there is room; empty for fewer than two. */
export function barsOf({ corners: [baseline], values }: Pick<MeasureFacts, "corners" | "values">): string {
  const all = [...(baseline ? [baseline] : []), ...values].slice(-BARS_SHOWN).map(({ value }) => new Decimal(value));
  if (all.length < 2) return "";
  const least = Decimal.min(...all);
  const range = Decimal.max(...all).minus(least);
  if (range.isZero()) return BARS.charAt(BARS.length / 2).repeat(all.length);
  const top = BARS.length - 1;
  return all.map((value) => BARS.charAt(value.minus(least).dividedBy(range).times(top).round().toNumber())).join("");
}

/** “behind”, “no figure since 30 Sep”. */
export function standsInWords(reader: DatedReader, { stands, noFigureSince }: MeasureFacts): string {
  const texts = textsFor(objectiveTexts, reader);
  if (noFigureSince === null) return texts.stands[stands];
  const since = texts.noFigureSince(dayInWords(reader, noFigureSince));
  return stands === "no-figure" ? since : `${texts.stands[stands]}, ${since}`;
}

/** “2.1 → 2.6 of 4.0 points (2.9 planned), 30 Nov”. */
function wayInWords(reader: DatedReader, measure: MeasureFacts): string {
  const texts = textsFor(objectiveTexts, reader);
  const { corners, unit, dueOn, before, latest } = measure;
  const [baseline] = corners;
  const target = corners.at(-1);
  if (before !== null && latest !== null)
    // That it is behind stands beside it.
    return `${numbersInWords(reader, { ...measure, before, latest, isBehind: false })}, ${dayInWords(reader, latest.on)}`;
  if (latest !== null)
    return texts.lastValue(decimalWithUnit(reader, latest.value, unit), dayInWords(reader, latest.on));
  if (!baseline || !target) return "";
  const aim = decimalWithUnit(reader, target.value, unit);
  return texts.from(decimal(reader, baseline.value), aim, dayInWords(reader, dueOn ?? target.on));
}

/** Facts of a measure behind its title, as plain text. */
export function measureFactsInWords(reader: DatedReader, measure: MeasureFacts): string {
  const way = [barsOf(measure), wayInWords(reader, measure)].filter(Boolean).join(" ");
  return [way, standsInWords(reader, measure)].filter(Boolean).join(" · ");
}

/** “behind: Repeat purchases”; of one that is over, how it ended. */
export function objectiveFactsInWords(reader: DatedReader, { state, worst, measures }: ObjectiveFacts): string {
  const texts = textsFor(objectiveTexts, reader);
  if (state === "reached" || state === "not-reached" || state === "dropped") return texts.stands[state];
  const measure = measures.find(({ id }) => id === worst?.measureId);
  if (!measure) return "";
  const stands = measure.stands === "no-figure" ? standsInWords(reader, measure) : texts.stands[measure.stands];
  return texts.worst(measure.title, stands);
}

/** 2027, FY2027. */
export function goalYear(reader: Pick<Reader, "locale">, year: number, areCalendarYears: boolean): string {
  return areCalendarYears ? String(year) : yearName(reader, `FY${year}`);
}

/** Whether it is to be noticed. */
export function isWorrying(stands: Stands): boolean {
  return ["not-reached", "behind-twice", "behind", "no-figure"].includes(stands);
}
