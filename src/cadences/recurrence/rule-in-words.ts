/** Recurrence rules in words, in both languages. */

import type { Instant } from "../../platform/clock.ts";
import {
  dateAndTime,
  enOrdinal,
  type Language,
  LOCALE_OF,
  languageOf,
  ofMonth,
  type Reader,
  shortDate,
  startsWithVowel,
  textsFor,
  wallTime,
} from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf, WEEKDAYS, type Weekday } from "../../platform/time.ts";
import { isWorkshop } from "../templates.ts";
import { cadenceTexts } from "../texts.ts";
import { hasFixedTime } from "./occurrences.ts";
import type { DayInMonth, DayInQuarter, WrittenRule } from "./rule.ts";

interface Words {
  weekdays: Record<Weekday, string>;
  everyDay: string;
  mondayToFriday: string;
  every(weekdays: string): string;
  everyDays(interval: number): string;
  a(weekday: string): string;
  /** After "on" in English. */
  the(weekday: string): string;
  only(weekdays: string): string;
  everyWeeks(interval: number, weekdays: string): string;
  countedFrom(date: string): string;
  /** `1`: the first. */
  dayOfMonth(day: number): string;
  nthWeekday(nth: string, weekday: string): string;
  workingDay(nth: string): string;
  workingDayFromEnd(nth: number): string;
  /** 1 to 5 and the last two, in words before a noun. */
  nth(number: number): string;
  orLastDay: string;
  onlyWithThatDay: string;
  ofEachMonth(day: string): string;
  ofEachQuarter(day: string): string;
  ofMonthOfQuarter(day: string, nth: string): string;
  weekOfQuarter(weekday: string, nth: string): string;
  quartersFrom(month: string): string;
  dateEachYear(day: number, month: string): string;
  dayEachYear(day: string, month: string): string;
  beforeWorkshop: string;
  beforeWorkshopOn(days: string): string;
  at(time: string): string;
  withMorning: string;
  ownTime: string;
  zoneTime(place: string): string;
  from(date: string): string;
  until(date: string): string;
  except(count: number): string;
  extra(count: number): string;
  paused(count: number): string;
  holidays: Record<"skip" | "before" | "after", string>;
}

const en: Words = {
  weekdays: {
    mo: "Monday",
    tu: "Tuesday",
    we: "Wednesday",
    th: "Thursday",
    fr: "Friday",
    sa: "Saturday",
    su: "Sunday",
  },
  everyDay: "every day",
  mondayToFriday: "every day from Monday to Friday",
  every: (weekdays) => `every ${weekdays}`,
  everyDays: (interval) => `every ${interval} days`,
  a: (weekday) => `a ${weekday}`,
  the: (weekday) => weekday,
  only: (weekdays) => `, if that’s ${weekdays},`,
  everyWeeks: (interval, weekdays) => `every ${interval} weeks on ${weekdays}`,
  countedFrom: (date) => `, counted from ${date}`,
  dayOfMonth: (day) => `the ${enOrdinal(day)}`,
  nthWeekday: (nth, weekday) => `the ${nth} ${weekday}`,
  workingDay: (nth) => `the ${nth} working day`,
  workingDayFromEnd: (nth) => `the ${en.nth(nth)}-last working day`,
  nth: (number) =>
    ({ "1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "-1": "last", "-2": "last but one" })[
      String(number)
    ] ?? enOrdinal(number),
  orLastDay: ", or the last day in shorter months,",
  onlyWithThatDay: ", in months that have that day,",
  ofEachMonth: (day) => `on ${day} of each month`,
  ofEachQuarter: (day) => `on ${day} of each quarter`,
  ofMonthOfQuarter: (day, nth) => `on ${day} of the ${nth} month of each quarter`,
  weekOfQuarter: (weekday, nth) => `on ${weekday} of the ${nth} week of each quarter`,
  quartersFrom: (month) => ` (the year starts in ${month})`,
  dateEachYear: (day, month) => `each year on ${day}\u00a0${month}`,
  dayEachYear: (day, month) => `each year on ${day} of ${month}`,
  beforeWorkshop: "ten working days before the workshop",
  beforeWorkshopOn: (days) => `ten working days before the workshop, which is ${days},`,
  at: (time) => ` at ${time}`,
  withMorning: " with the morning message",
  ownTime: ", at each person’s own time",
  zoneTime: (place) => `, ${place} time`,
  from: (date) => `, from ${date}`,
  until: (date) => `, until ${date}`,
  except: (count) => (count === 1 ? ", except on one date" : `, except on ${count} dates`),
  extra: (count) => (count === 1 ? ", and on one more date" : `, and on ${count} more dates`),
  paused: (count) => (count === 1 ? ", with one pause" : `, with ${count} pauses`),
  holidays: {
    skip: ", not on public holidays",
    before: ", on the working day before if that’s a public holiday",
    after: ", on the working day after if that’s a public holiday",
  },
};

const fr: Words = {
  weekdays: {
    mo: "lundi",
    tu: "mardi",
    we: "mercredi",
    th: "jeudi",
    fr: "vendredi",
    sa: "samedi",
    su: "dimanche",
  },
  everyDay: "chaque jour",
  mondayToFriday: "chaque jour du lundi au vendredi",
  every: (weekdays) => `chaque ${weekdays}`,
  everyDays: (interval) => `tous les ${interval} jours`,
  a: (weekday) => `un ${weekday}`,
  the: (weekday) => `le ${weekday}`,
  only: (weekdays) => `, si c’est ${weekdays},`,
  everyWeeks: (interval, weekdays) => `toutes les ${interval} semaines, ${weekdays},`,
  countedFrom: (date) => `, en comptant à partir du ${date}`,
  dayOfMonth: (day) => (day === 1 ? "le 1er" : `le ${day}`),
  nthWeekday: (nth, weekday) => withArticle(`${nth} ${weekday}`),
  workingDay: (nth) => withArticle(`${nth} jour ouvré`),
  workingDayFromEnd: (nth) => `le ${nth}e dernier jour ouvré`,
  nth: (number) =>
    ({
      "1": "premier",
      "2": "deuxième",
      "3": "troisième",
      "4": "quatrième",
      "5": "cinquième",
      "-1": "dernier",
      "-2": "avant-dernier",
    })[String(number)] ?? `${number}e`,
  orLastDay: ", ou le dernier jour si le mois est plus court,",
  onlyWithThatDay: ", si le mois a ce jour,",
  ofEachMonth: (day) => `${day} de chaque mois`,
  ofEachQuarter: (day) => `${day} de chaque trimestre`,
  ofMonthOfQuarter: (day, nth) => `${day} du ${nth} mois de chaque trimestre`,
  weekOfQuarter: (weekday, nth) =>
    `le ${weekday} de la ${nth === "premier" ? "première" : nth} semaine de chaque trimestre`,
  quartersFrom: (month) => ` (l’année commence en ${month})`,
  dateEachYear: (day, month) => `chaque année, le ${day === 1 ? "1er" : day}\u00a0${month}`,
  dayEachYear: (day, month) => `chaque année, ${day} ${ofMonth(month)}`,
  beforeWorkshop: "dix jours ouvrés avant l’atelier",
  beforeWorkshopOn: (days) => `dix jours ouvrés avant l’atelier, qui a lieu ${days},`,
  at: (time) => ` à ${time}`,
  withMorning: " avec le message du matin",
  ownTime: ", à l’heure de chaque personne",
  zoneTime: (place) => ` (heure locale\u00a0: ${place})`,
  from: (date) => `, à partir du ${date}`,
  until: (date) => `, jusqu’au ${date}`,
  except: (count) => (count === 1 ? ", sauf à une date" : `, sauf à ${count} dates`),
  extra: (count) => (count === 1 ? ", et à une date de plus" : `, et à ${count} dates de plus`),
  paused: (count) => (count === 1 ? ", avec une pause" : `, avec ${count} pauses`),
  holidays: {
    skip: ", sauf les jours fériés",
    before: ", avancé au jour ouvré précédent si c’est un jour férié",
    after: ", repoussé au jour ouvré suivant si c’est un jour férié",
  },
};

const WORDS: Record<Language, Words> = { en, fr };

/** A kind of check-in among others: its days and time, or that it comes before a workshop. */
export function templateInWords(
  { id, rule }: { id: string; rule: WrittenRule },
  reader: Pick<Reader, "locale">,
): string {
  return isWorkshop({ template: id })
    ? WORDS[languageOf(reader.locale)].beforeWorkshop
    : whenInWords({ template: id, rule }, reader);
}

interface Timed {
  template: string | null;
  rule: WrittenRule;
}

/**
 * “every Thursday, with the morning message”; « chaque jeudi à 14 h, à l’heure de chaque personne ». Of a workshop, when it is
 * asked before that.
 */
export function rhythmInWords(cadence: Timed, reader: Pick<Reader, "locale">): string {
  const { rule } = cadence;
  const language = languageOf(reader.locale);
  const words = WORDS[language];
  return [
    whenInWords(cadence, reader),
    clockInWords(rule, words),
    countedInWords(rule, language),
    rule.from === undefined ? "" : words.from(dateInWords(rule.from, language)),
    rule.until === undefined ? "" : words.until(dateInWords(rule.until, language)),
    rule.extra?.length ? words.extra(rule.extra.length) : "",
    rule.except?.length ? words.except(rule.except.length) : "",
    rule.pauses?.length ? words.paused(rule.pauses.length) : "",
    holidaysInWords(rule, words),
  ].join("");
}

/** Its days and time alone: “every Thursday at 14:00”; « chaque jeudi à 14 h ». */
function whenInWords({ rule, ...cadence }: Timed, reader: Pick<Reader, "locale">): string {
  const language = languageOf(reader.locale);
  const { at, withMorning, beforeWorkshopOn } = WORDS[language];
  const days = daysInWords(rule, language);
  return `${isWorkshop(cadence) ? beforeWorkshopOn(days) : days}${rule.at === undefined ? withMorning : at(wallTime(reader, rule.at))}`;
}

/** “the 15th”, “the last Thursday”, “the third working day”; « le 15 », « le dernier jeudi ». */
export function dayInMonthInWords(on: DayInMonth, language: Language): string {
  const words = WORDS[language];
  if ("day" in on) return words.dayOfMonth(on.day);
  if ("nth" in on) return words.nthWeekday(words.nth(on.nth), words.weekdays[on.weekday]);
  return workingDayInWords(on.workingDay, words);
}

/** Without an article, as an option: “last but one Thursday”; « avant-dernier jeudi ». At most 24 letters. */
export function dayOptionInWords(on: DayInMonth, language: Language): string {
  return "day" in on ? dayInMonthInWords(on, language) : dayInMonthInWords(on, language).replace(/^(the |le |l’)/, "");
}

export function weekdayInWords(weekday: Weekday, language: Language): string {
  return WORDS[language].weekdays[weekday];
}

/** `month`: 1 is January. */
export function monthInWords(month: number, language: Language): string {
  const name = new Intl.DateTimeFormat(LOCALE_OF[language], { month: "long", timeZone: "UTC" });
  return name.format(Date.UTC(2026, month - 1, 15));
}

/** “first”, “last but one”; « premier », « avant-dernier ». */
export function nthInWords(nth: number, language: Language): string {
  return WORDS[language].nth(nth);
}

/** In whose zone its time is meant; empty without a time. */
function clockInWords(rule: WrittenRule, words: Words): string {
  if (rule.at === undefined) return "";
  return rule.zone === "participant" ? words.ownTime : zoneInWords(rule.zone, words);
}

function zoneInWords(zone: string, words: Words): string {
  const place = placeOf(zone);
  return place === "UTC" ? ", UTC" : words.zoneTime(place);
}

/** The city of a zone. */
export function placeOf(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

function daysInWords(rule: WrittenRule, language: Language): string {
  const words = WORDS[language];
  switch (rule.every) {
    case "day":
      return everyDaysInWords(rule, language);
    case "week": {
      const interval = rule.interval ?? 1;
      if (interval === 1) return words.every(weekdaysInWords(rule.on, language));
      return words.everyWeeks(interval, weekdaysInWords(rule.on, language, words.the));
    }
    case "month":
      return `${words.ofEachMonth(dayInMonthInWords(rule.on, language))}${overflowInWords(rule.on, words)}`;
    case "quarter":
      return `${quarterInWords(rule.on, language)}${fiscalYearInWords(rule.yearStartMonth, language)}`;
    case "year": {
      const { month, ...on } = rule.on;
      const name = monthInWords(month, language);
      const fiscal = fiscalYearInWords(rule.yearStartMonth, language);
      if (!("day" in on)) return `${words.dayEachYear(dayInMonthInWords(on, language), name)}${fiscal}`;
      // Only needed for days that the month may lack.
      const lacks = on.day > (month === 2 ? 28 : 30);
      return `${words.dateEachYear(on.day, name)}${lacks && month === 2 ? overflowInWords(on, words) : ""}${fiscal}`;
    }
  }
}

function everyDaysInWords(rule: Extract<WrittenRule, { every: "day" }>, language: Language): string {
  const words = WORDS[language];
  const interval = rule.interval ?? 1;
  if (interval > 1) {
    const isAnyDay = rule.on === undefined || rule.on.length === 7;
    const wanted = sortedWeekdays(rule.on ?? []).map((weekday) => words.a(words.weekdays[weekday]));
    const either = new Intl.ListFormat(LOCALE_OF[language], { type: "disjunction" }).format(wanted);
    return `${words.everyDays(interval)}${isAnyDay ? "" : words.only(either)}`;
  }
  const on = sortedWeekdays(rule.on ?? WEEKDAYS.slice(0, 5));
  if (on.length === 7) return words.everyDay;
  if (on.join() === WEEKDAYS.slice(0, 5).join()) return words.mondayToFriday;
  return words.every(weekdaysInWords(on, language));
}

function countedInWords(rule: WrittenRule, language: Language): string {
  if ((rule.every !== "day" && rule.every !== "week") || (rule.interval ?? 1) === 1 || rule.anchor === undefined)
    return "";
  return WORDS[language].countedFrom(dateInWords(rule.anchor, language));
}

function quarterInWords(on: DayInQuarter, language: Language): string {
  const words = WORDS[language];
  if ("week" in on) return words.weekOfQuarter(words.weekdays[on.weekday], words.nth(on.week));
  const { month, ...day } = on;
  if (month === undefined) return words.ofEachQuarter(dayInMonthInWords(day, language));
  const inMonth = words.ofMonthOfQuarter(dayInMonthInWords(day, language), words.nth(month));
  return `${inMonth}${overflowInWords(day, words)}`;
}

function fiscalYearInWords(yearStartMonth: number | undefined, language: Language): string {
  if (yearStartMonth === undefined || yearStartMonth === 1) return "";
  return WORDS[language].quartersFrom(monthInWords(yearStartMonth, language));
}

function workingDayInWords(workingDay: number, words: Words): string {
  return workingDay < -2 ? words.workingDayFromEnd(-workingDay) : words.workingDay(words.nth(workingDay));
}

function overflowInWords(on: DayInMonth, words: Words): string {
  if (!("day" in on) || on.day < 29) return "";
  return on.overflow === "skip" ? words.onlyWithThatDay : words.orLastDay;
}

function holidaysInWords(rule: WrittenRule, words: Words): string {
  const holidays = rule.holidays ?? (rule.calendar === undefined ? "ignore" : "skip");
  return holidays === "ignore" ? "" : words.holidays[holidays];
}

function weekdaysInWords(
  weekdays: readonly Weekday[],
  language: Language,
  named: (weekday: string) => string = (weekday) => weekday,
): string {
  const names = sortedWeekdays(weekdays).map((weekday) => named(WORDS[language].weekdays[weekday]));
  return new Intl.ListFormat(LOCALE_OF[language], { type: "conjunction" }).format(names);
}

function sortedWeekdays(weekdays: readonly Weekday[]): Weekday[] {
  return WEEKDAYS.filter((weekday) => weekdays.includes(weekday));
}

function dateInWords(date: LocalDate, language: Language): string {
  const format = new Intl.DateTimeFormat(LOCALE_OF[language], { dateStyle: "long", timeZone: "UTC" });
  const shown = format.format(new Date(`${date}T12:00:00.000Z`));
  return (language === "fr" ? shown.replace(/^1(?=\s)/, "1er") : shown).replace(/\s/g, "\u00a0");
}

function withArticle(noun: string): string {
  return startsWithVowel(noun) ? `l’${noun}` : `le ${noun}`;
}

export interface Coming {
  at: Instant;
  /** Opens with others' morning messages, so only the day is meaningful. */
  isDayOnly: boolean;
}

/** “Thu 5 Nov, 14:00”, or “Thu 5 Nov, with the morning message” for a reader who is not asked. */
export function comingInWords(reader: Reader, { at, isDayOnly }: Coming): string {
  if (!isDayOnly) return dateAndTime(reader, at);
  return textsFor(cadenceTexts, reader).onMorning(shortDate(reader, localDateOf(at, reader.zone)));
}

/** The first opening for others, for a reader who is not asked: without an hour in personal zones. */
export function othersInWords(reader: Reader, rule: WrittenRule, { at, zone }: { at: Instant; zone: string }): string {
  const { onEachMorning, atOwnTime } = textsFor(cadenceTexts, reader);
  if (!hasFixedTime(rule)) return onEachMorning(shortDate(reader, localDateOf(at, zone)));
  return rule.zone === "participant" ? atOwnTime(dateAndTime({ ...reader, zone }, at)) : dateAndTime(reader, at);
}
