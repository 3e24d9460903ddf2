/** A budget as one line that people type and read: `1.2M EUR, spent 400k, as of 31 Oct 2026`. Pure. */
import { dayAndMonth, LOCALE_OF, languageOf, number, type Reader } from "../../platform/texts/language.ts";
import { addLocalDays, type LocalDate } from "../../platform/time.ts";
import { type Budget, isCurrency, MOST_MONEY } from "./rules.ts";

export type BudgetProblem = "form" | "amount" | "currency" | "date" | "future";

/** Of millions, as a hint shows it. */
export const EXAMPLE_AMOUNT = 1.2;

type By = Pick<Reader, "locale">;

const DATE = /[,;]?\s+(?:as of|by|on|at|au|le)\s+(.+)$/iu;
const SPENT = /[,;]?\s+(?:spent|dépensée?s?|depensee?s?)\s*:?\s+(.+)$/iu;
const AMOUNT = /^(?:([A-Za-z]{3}|[€£])\s*)?(\d[\d\s.,'’]*?)\s*(k|m|mn|bn|md)?\s*([A-Za-z]{3}|[€£])?$/iu;
const UNITS: Record<string, number> = { k: 1e3, m: 1e6, mn: 1e6, bn: 1e9, md: 1e9 };
/** What else has a sign has it in several countries. */
const SIGNS: Record<string, string> = { "€": "EUR", "£": "GBP" };

/** `today`: of whoever typed it; without a date the numbers are of that day. */
export function readBudget(
  typed: string,
  { locale, today }: By & { today: LocalDate },
): { budget: Budget } | { problem: BudgetProblem } {
  const text = typed.trim();
  const date = DATE.exec(text)?.[1];
  const undated = text.replace(DATE, "");
  const spentTyped = SPENT.exec(undated)?.[1];
  const planned = readAmount(undated.replace(SPENT, ""), locale);
  const spent = spentTyped === undefined ? null : readAmount(spentTyped, locale);
  for (const read of [planned, spent]) if (read && "problem" in read) return read;
  if ("problem" in planned || (spent && "problem" in spent)) return { problem: "form" };
  const { currency } = planned;
  if (currency === null || (spent?.currency ?? currency) !== currency) return { problem: "currency" };
  if (planned.amount === 0) return { problem: "amount" };
  const asOf = date === undefined ? today : readDate(date, today);
  if (asOf === null) return { problem: "date" };
  // Elsewhere it may be tomorrow already.
  if (asOf > addLocalDays(today, 1)) return { problem: "future" };
  return { budget: { planned: planned.amount, spent: spent?.amount ?? null, currency, asOf } };
}

function readAmount(
  typed: string,
  locale: string,
): { amount: number; currency: string | null } | { problem: BudgetProblem } {
  const [, before, digits, unit = "", after] = AMOUNT.exec(typed.trim()) ?? [];
  if (digits === undefined || (before && after)) return { problem: "form" };
  const sign = before ?? after;
  const currency = sign === undefined ? null : (SIGNS[sign] ?? sign.toUpperCase());
  if (currency !== null && !isCurrency(currency)) return { problem: "currency" };
  const value = readNumber(digits, locale, unit === "" ? 2 : 3);
  if (value === null) return { problem: "amount" };
  const amount = Math.round(value * (UNITS[unit.toLowerCase()] ?? 1) * 100) / 100;
  return amount > MOST_MONEY ? { problem: "amount" } : { amount, currency };
}

/**
 * As this locale writes numbers; blanks and apostrophes group everywhere. Null: it is none, or “1.200”, which is another
 * number elsewhere.
 */
function readNumber(digits: string, locale: string, mostDecimals: number): number | null {
  const parts = new Intl.NumberFormat(locale).formatToParts(1234567.8);
  const decimal = parts.find(({ type }) => type === "decimal")?.value ?? ".";
  const group = parts.find(({ type }) => type === "group")?.value ?? " ";
  const grouped = digits.replaceAll(group, " ").replace(/[\s'’]/gu, " ");
  const [whole = "", fraction = "", ...more] = grouped.split(decimal);
  const isWhole = /^\d+$|^\d{1,3}(?: \d{2,3})* \d{3}$/.test(whole);
  const isFraction =
    fraction === "" ? !grouped.includes(decimal) : new RegExp(`^\\d{1,${mostDecimals}}$`).test(fraction);
  if (!isWhole || !isFraction || more.length > 0) return null;
  return Number(`${whole.replaceAll(" ", "")}.${fraction || "0"}`);
}

/** `2026-10-31`, `31 Oct 2026`, `Oct 31`, `1er nov. 2026`. Without a year: the last such day. */
function readDate(typed: string, today: LocalDate): LocalDate | null {
  const text = plain(typed).replace(/[.,]/g, " ").trim();
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return isDay(text) ? text : null;
  const [, dayFirst, month, dayLast, year] =
    /^(?:(\d{1,2})(?:er|st|nd|rd|th)? )?(\p{L}{3,})(?: (\d{1,2}))?(?: (\d{4}))?$/u.exec(text.replace(/\s+/g, " ")) ??
    [];
  const day = dayFirst ?? dayLast;
  const known = month === undefined ? new Set<number>() : monthsCalled(month);
  const [number] = known;
  if (day === undefined || (dayFirst && dayLast) || number === undefined || known.size > 1) return null;
  const dateIn = (inYear: string) => `${inYear}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
  const thisYear = Number(today.slice(0, 4));
  const isPast = dateIn(String(thisYear)) <= today;
  const date = dateIn(year ?? String(isPast ? thisYear : thisYear - 1));
  return isDay(date) ? date : null;
}

function isDay(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}

/** In either language, or begun so. */
function monthsCalled(typed: string): Set<number> {
  const called = ["en", "fr"].flatMap((locale) => {
    const format = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
    const months = Array.from({ length: 12 }, (_, month) => plain(format.format(Date.UTC(2000, month))));
    return months.flatMap((name, month) => (name.startsWith(typed) ? month + 1 : []));
  });
  return new Set(called);
}

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** As `readBudget` reads it again. */
export function budgetInWords(reader: By, { planned, spent, currency, asOf }: Budget): string {
  const language = languageOf(reader.locale);
  const isFrench = language === "fr";
  const date = `${dayAndMonth({ locale: LOCALE_OF[language] }, asOf)}\u00a0${asOf.slice(0, 4)}`;
  const spentWords = isFrench ? "dépensé\u00a0: " : "spent ";
  return [
    `${number(reader, planned)}\u00a0${currency}`,
    ...(spent === null ? [] : [`${spentWords}${number(reader, spent)}`]),
    `${isFrench ? "au" : "as of"} ${date}`,
  ].join(", ");
}
