/** How a measure stands, in its reader's words: `Repeat purchases 2.1 → 2.6 of 4.0 points (2.9 planned), 30 Nov`. */
import { Decimal } from "decimal.js";
import { decimal, decimalWithUnit } from "../platform/texts/decimals.ts";
import { dayInWords, plural, type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import type { DIRECTIONS } from "../register/types/goals.ts";
import type { Dated } from "./line.ts";

type WordReader = Pick<Reader, "locale" | "today">;

/** A measure that has a line, with what its words are made of. */
export interface MeasureNumbers {
  unit: string;
  direction: (typeof DIRECTIONS)[number];
  /** Baseline, waypoints and target, the earliest first. */
  corners: readonly Dated[];
  /** One a day, the earliest first. */
  values: readonly Dated[];
  /** The value before the last, or the baseline. */
  before: Dated;
  /** Null: it has none yet. */
  latest: Dated | null;
  /** For the day of the last value. */
  planned: string | null;
  isBehind: boolean;
  noFigureSince: LocalDate | null;
  ended?: { on: LocalDate } | undefined;
}

/** `title`: as much of it as is shown. */
export function measureInWords(reader: WordReader, measure: MeasureNumbers, title: string): string {
  const texts = textsFor(measureTexts, reader);
  const { latest, noFigureSince } = measure;
  const numbers = numbersInWords(reader, measure);
  if (noFigureSince !== null) return texts.noFigure(title, numbers, dayInWords(reader, noFigureSince));
  if (latest === null) return texts.noFigureYet(title);
  return texts.dated(`${title} ${numbers}`, dayInWords(reader, latest.on));
}

/** `Repeat purchases behind twice running: 2.6 of 2.9 points planned, 30 Nov`: why its program is not as green as it is called. */
export function behindTwiceInWords(reader: WordReader, measure: MeasureNumbers, title: string): string {
  const texts = textsFor(measureTexts, reader);
  const { latest, planned, direction, unit } = measure;
  if (latest === null || planned === null) return title;
  const { last, ofPlan, plannedFor, stay = plannedFor } = amountsOf(reader, measure);
  const isOfPlan = direction === "rise" && unit !== "%";
  const numbers = isOfPlan ? ofPlan : `${last}, ${stay}`;
  return texts.dated(texts.behindTwice(title, numbers), dayInWords(reader, latest.on));
}

/** `reached 30 Nov: Repeat purchases 2.1 → 4.1 of 4.0 points` */
export function reachedInWords(reader: WordReader, measure: MeasureNumbers, title: string): string {
  const day = measure.ended === undefined ? null : dayInWords(reader, measure.ended.on);
  return textsFor(measureTexts, reader).reached(title, day, wayInWords(reader, measure));
}

/** `Repeat purchases 2.1 → 3.1 of 4.0 points`: beside it stands that it was not reached, or dropped. */
export function endedInWords(reader: WordReader, measure: MeasureNumbers, title: string): string {
  return [title, wayInWords(reader, measure)].filter((part) => part !== "").join(" ");
}

/** `2.1 → 2.6 of 4.0 points (2.9 planned)`; empty where there is no value. */
export function numbersInWords(reader: WordReader, measure: MeasureNumbers): string {
  if (measure.latest === null) return "";
  const amounts = amountsOf(reader, measure);
  return `${way(reader, measure, amounts)} (${planInWords(reader, measure, amounts)})`;
}

function wayInWords(reader: WordReader, measure: MeasureNumbers): string {
  return measure.latest === null ? "" : way(reader, measure, amountsOf(reader, measure));
}

type Amounts = ReturnType<typeof amountsOf>;

/** `2.1 → 2.6 of 4.0 points`; of what should fall `9 → 7 days, target 4`, of what should stay `2.4 → 2.6 days`. */
function way(
  reader: WordReader,
  { direction, unit }: MeasureNumbers,
  { before, last, lastAlone, target, targetWithUnit }: Amounts,
): string {
  const texts = textsFor(measureTexts, reader);
  if (direction === "above" || direction === "below") return `${before} → ${last}`;
  return direction === "rise" && unit !== "%"
    ? `${before} → ${texts.of(lastAlone, targetWithUnit)}`
    : `${before} → ${texts.aims(last, target)}`;
}

/** `2.9 planned`; `behind: 2.9 planned`; `stay below 3.0`. */
function planInWords(
  reader: WordReader,
  { isBehind }: MeasureNumbers,
  { plannedFor, stay = plannedFor }: Amounts,
): string {
  return isBehind ? textsFor(measureTexts, reader).behind(stay) : stay;
}

/** Its numbers with the same decimals: the most that its baseline, its target or one of its values has. */
export function amountsOf(reader: WordReader, measure: MeasureNumbers) {
  const texts = textsFor(measureTexts, reader);
  const { unit, direction, before, latest, planned, corners, values } = measure;
  const places = Math.max(...[...corners, ...values].map(({ value }) => placesIn(value)));
  const sign = unit === "%" ? "%" : "";
  const write = (value: string, least = places) => new Decimal(value).toFixed(Math.max(least, placesIn(value)));
  const plain = (value: string) =>
    sign === "" ? decimal(reader, write(value)) : decimalWithUnit(reader, write(value), sign);
  const withUnit = (value: string) => decimalWithUnit(reader, write(value), unit);

  const last = latest?.value ?? before.value;
  const plan = planned ?? last;
  const target = corners.at(-1)?.value ?? last;
  return {
    before: plain(before.value),
    last: withUnit(last),
    lastAlone: plain(last),
    target: plain(target),
    targetWithUnit: withUnit(target),
    /** Of what should stay above or below its target. */
    ...(direction === "above" && { stay: texts.above(plain(target)) }),
    ...(direction === "below" && { stay: texts.below(plain(target)) }),
    plannedFor: texts.planned(plain(plan), plan),
    ofPlan: texts.ofPlan(plain(last), withUnit(plan), plan),
  };
}

function placesIn(value: string): number {
  return new Decimal(value).decimalPlaces();
}

const en = {
  of: (value: string, target: string) => `${value} of ${target}`,
  aims: (value: string, target: string) => `${value}, target ${target}`,
  planned: (amount: string, _value: string) => `${amount} planned`,
  ofPlan: (last: string, planned: string, _value: string) => `${last} of ${planned} planned`,
  behind: (plan: string) => `behind: ${plan}`,
  behindTwice: (title: string, numbers: string) => `${title} behind twice running: ${numbers}`,
  above: (target: string) => `stay above ${target}`,
  below: (target: string) => `stay below ${target}`,
  dated: (words: string, day: LocalDate) => `${words}, ${day}`,
  /** `numbers`: of the last value; empty where there is none. */
  noFigure: (title: string, numbers: string, day: string) =>
    numbers === "" ? `${title}: no figure since ${day}` : `${title} ${numbers}, no figure since ${day}`,
  noFigureYet: (title: string) => `${title}: no figure yet`,
  reached: (title: string, day: string | null, numbers: string) =>
    `reached${day === null ? "" : ` ${day}`}: ${[title, numbers].filter((part) => part !== "").join(" ")}`,
};

const fr: typeof en = {
  of: (value, target) => `${value} sur ${target}`,
  aims: (value, target) => `${value}, cible ${target}`,
  planned: (amount, value) => `${amount} ${plannedInFrench(value)}`,
  ofPlan: (last, planned, value) => `${last} pour ${planned} ${plannedInFrench(value)}`,
  behind: (plan) => `en retrait\u00a0: ${plan}`,
  behindTwice: (title, numbers) => `${title} en retrait deux fois de suite\u00a0: ${numbers}`,
  above: (target) => `rester au-dessus de ${target}`,
  below: (target) => `rester sous ${target}`,
  dated: (words, day) => `${words}, ${day}`,
  noFigure: (title, numbers, day) =>
    numbers === ""
      ? `${title}\u00a0: aucun chiffre depuis le ${day}`
      : `${title} ${numbers}, aucun chiffre depuis le ${day}`,
  noFigureYet: (title) => `${title}\u00a0: pas encore de chiffre`,
  reached: (title, day, numbers) =>
    `indicateur «\u00a0${title}\u00a0» atteint${day === null ? "" : ` le ${day}`}${numbers === "" ? "" : `\u00a0: ${numbers}`}`,
};

/** « 1,9 prévu », « 2,9 prévus ». */
function plannedInFrench(value: string): string {
  return plural("fr", Math.abs(Number(value)), "prévu", "prévus");
}

export const measureTexts = { en, fr };
