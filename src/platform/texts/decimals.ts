/** Decimal numbers as people type and read them. Kept as exact text: `2.1`, `-1200`. Pure. */
import { Decimal } from "decimal.js";
import { z } from "zod";
import { type Language, languageOf, number, type Reader } from "./language.ts";

/** As it is stored. */
export const decimalText = z.string().regex(/^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);

/** What was typed: a number, one that reads in two ways, or none. */
export type DecimalRead = { value: string } | { readings: readonly [string, string] } | { problem: "not-a-number" };

const MOST_DIGITS = 15;
/** Blanks, also thin and no-break ones, and the apostrophe of Swiss French. */
const GROUPING = "[ \\u00a0\\u202f\\u2009’']";
const GROUPED_BY_BLANKS = new RegExp(`^(\\d{1,3}(?:${GROUPING}\\d{3})+)(?:[.,](\\d+))?$`, "u");
const PLAIN = /^(\d+)(?:[.,](\d+))?$/;
/** The last mark parts the decimals off. */
const GROUPED_BY_MARKS = {
  en: /^(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/,
  fr: /^(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?$/,
} as const;

/**
 * `2,1` and `2.1` in both languages; `1 200`, in English `1,200`; `12k`; `%` where that is the unit. A group of three behind the
 * mark that parts thousands elsewhere reads in two ways: `2.100` in French.
 */
export function readDecimal(
  typed: string,
  { language, unit = "" }: { language: Language; unit?: string },
): DecimalRead {
  const [, sign = "", amount = "", thousand = ""] = SIGNED.exec(withoutPercent(typed.trim(), unit)) ?? [];
  const read = amountIn(amount, language);
  if (read === null) return { problem: "not-a-number" };
  const signed = (text: string) => canonical(`${sign === "" ? "" : "-"}${text}`, thousand !== "");
  const values = read.map(signed);
  if (values.some((value) => value.replace(/\D/g, "").length > MOST_DIGITS)) return { problem: "not-a-number" };
  const [value = "", other] = values;
  return other === undefined || other === value ? { value } : { readings: [value, other] };
}

const SIGNED = /^([-−–]?)\s*(.*?)\s*(k?)$/iu;

function withoutPercent(typed: string, unit: string): string {
  return unit.trim() === "%" ? typed.replace(/\s*%$/, "") : typed;
}

/** Digits with a point, in each way in which they can be read; null: in none. */
function amountIn(amount: string, language: Language): readonly string[] | null {
  const [, blanked, afterBlanked = ""] = GROUPED_BY_BLANKS.exec(amount) ?? [];
  if (blanked !== undefined) return [joined(blanked, afterBlanked)];
  const marks = GROUPED_BY_MARKS[language].exec(amount);
  const [, whole = "", decimals = ""] = PLAIN.exec(amount) ?? [];
  // « 2.100 »: French groups thousands by blanks, and some by points.
  if (marks && language === "fr" && whole !== "") return [joined(whole, decimals), joined(marks[1] ?? "", "")];
  if (marks) return [joined(marks[1] ?? "", marks[2] ?? "")];
  return whole === "" ? null : [joined(whole, decimals)];
}

function joined(whole: string, decimals: string): string {
  return `${whole.replace(/\D/g, "")}.${decimals || "0"}`;
}

function canonical(text: string, isThousands: boolean): string {
  const value = new Decimal(text).times(isThousands ? 1000 : 1);
  return value.isZero() ? "0" : value.toFixed();
}

/** As its reader writes it: `2.1`, `1,200`; « 2,1 », « 1 200 ». */
export function decimal(reader: Pick<Reader, "locale">, value: string): string {
  const [, decimals = ""] = value.split(".");
  return number(reader, Number(value), decimals.length);
}

/** With its unit: `2.1 points`, `12%`; « 2,1 points », « 12 % ». */
export function decimalWithUnit(reader: Pick<Reader, "locale">, value: string, unit: string): string {
  const shown = decimal(reader, value);
  if (unit === "") return shown;
  return unit === "%" && languageOf(reader.locale) === "en" ? `${shown}%` : `${shown}\u00a0${unit}`;
}

/** Negative where the first is less. */
export function compareDecimals(one: string, other: string): number {
  return new Decimal(one).comparedTo(other);
}
