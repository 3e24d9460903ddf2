import type { Instant } from "../clock.ts";
import { addLocalDays, DAY, type LocalDate, localDateOf, mondayOf } from "../time.ts";

export const LANGUAGES = ["en", "fr"] as const;

export type Language = (typeof LANGUAGES)[number];

/** Default locale of a language. */
export const LOCALE_OF = { en: "en-GB", fr: "fr-FR" } as const satisfies Record<Language, string>;

/** For texts with many readers. */
export const LOCALES = [LOCALE_OF.en, LOCALE_OF.fr] as const;

/** Decides the language, number and date formats, and zone of a text. */
export interface Reader {
  /** BCP 47, as Slack gives it: `fr-FR`, `en-GB`. */
  locale: string;
  /** IANA zone. */
  zone: string;
  /** Day of reading: distant dates get a year. */
  today?: LocalDate;
}

type DateReader = Pick<Reader, "locale" | "today">;

/** Whether `Intl` accepts it: `fr-FR`, not `fr_FR`. */
export function isLocale(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
}

export function isLanguage(text: string): text is Language {
  return LANGUAGES.some((language) => language === text);
}

/** Language of a terminal: as asked, else from the environment's locale (POSIX: the first variable set). */
export function operatorsLanguage(env: Record<string, string | undefined>, asked?: Language): Language {
  return asked ?? languageOf(env.LC_ALL || env.LC_MESSAGES || env.LANG || "en");
}

/** French for every French locale, English for all others. */
export function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith("fr") ? "fr" : "en";
}

export function textsFor<T>(catalogues: Record<Language, T>, reader: Pick<Reader, "locale">): T {
  return catalogues[languageOf(reader.locale)];
}

const pluralRules = { en: new Intl.PluralRules("en"), fr: new Intl.PluralRules("fr") };

/** In French 0 and 1 are singular, in English only 1. */
export function plural(language: Language, count: number, one: string, other: string): string {
  return pluralRules[language].select(count) === "one" ? one : other;
}

export function list(reader: Pick<Reader, "locale">, items: string[]): string {
  return new Intl.ListFormat(safeLocale(reader.locale), { type: "conjunction" }).format(items);
}

/** For the time before the owner's name was read. */
const AN_OWNER = {
  en: "an owner of this Slack workspace",
  fr: "un propriétaire de cet espace de travail Slack",
} as const satisfies Record<Language, string>;

/** Names after “Ask”: “a, b or c”; « a, b ou c ». Without names: an owner of the workspace. */
export function whomToAsk(reader: Pick<Reader, "locale">, names: readonly string[]): string {
  if (names.length === 0) return AN_OWNER[languageOf(reader.locale)];
  return new Intl.ListFormat(safeLocale(reader.locale), { type: "disjunction" }).format(names);
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Ends with one full stop, also after an abbreviation: « signalé le jeu. 29 oct. ». */
export function withFullStop(sentence: string): string {
  return sentence.replace(/(?<![.\s])[.\s]*$/, ".");
}

/** Keeps an ellipsis, and the full stop of a French month: “20 oct.”. */
export function withoutFullStop(text: string): string {
  return text.replace(/(?<!\.|\b(?:janv|févr|avr|juil|sept|oct|nov|déc))\.(?=\u2069?$)/u, "");
}

/** 2nd, 3rd, 11th. */
export function enOrdinal(count: number): string {
  const ends: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "st", two: "nd", few: "rd" };
  return `${count}${ends[EN_ORDINALS.select(count)] ?? "th"}`;
}

/** 1er, 1re, 2e. */
export function frOrdinal(count: number, article: "le" | "la"): string {
  return count === 1 ? { le: "1er", la: "1re" }[article] : `${count}e`;
}

const EN_ORDINALS = new Intl.PluralRules("en", { type: "ordinal" });

/** French « de » before a month: « d’avril », « de mai ». No rule can know it before a name, so texts avoid that. */
export function ofMonth(month: string): string {
  return startsWithVowel(month) ? `d’${month}` : `de ${month}`;
}

/** « d’*Entrepôt* », « de *Fidélité* », as far as elision goes. */
export function ofName(name: string): string {
  return startsWithVowel(name.replace(/^\*/, "")) ? `d’${name}` : `de ${name}`;
}

/** For French elision. An h counts as aspirated except in the commonest first names. */
export function startsWithVowel(name: string): boolean {
  return VOWEL.test(name);
}

const VOWEL =
  /^(?:[aeiouyàâéèêëîïôöùûü]|H(?:élène|éloïse|enri|enriette|ervé|ippolyte|onoré|ortense|ubert|ugues)(?!\p{L}))/iu;

/** `decimals`: how many are written; default: those it has, three at most. */
export function number(reader: Pick<Reader, "locale">, value: number, decimals?: number): string {
  const digits = decimals === undefined ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return numberFormat(safeLocale(reader.locale), digits).format(value);
}

/** `share` from 0 to 1: "89 %" in French, "89%" in English. */
export function percent(reader: Pick<Reader, "locale">, share: number): string {
  return numberFormat(safeLocale(reader.locale), { style: "percent", maximumFractionDigits: 0 }).format(share);
}

// Dates and times use no-break spaces.

/** Friday 14 March; vendredi 14 mars. More than half a year away: Friday 14 March 2025. */
export function longDate(reader: DateReader, date: LocalDate): string {
  return formatUtcNoon(reader, date, { weekday: "long", day: "numeric", month: "long", ...yearOf(reader, date) });
}

/** Fri 14 Mar; ven. 14 mars. More than half a year away: Fri 14 Mar 2025. */
export function shortDate(reader: DateReader, date: LocalDate): string {
  return shortDateWith(reader, date, yearOf(reader, date));
}

function shortDateWith(reader: DateReader, date: LocalDate, year: { year?: "numeric" }): string {
  const shown = formatUtcNoon(reader, date, { weekday: "short", day: "numeric", month: "short", ...year });
  // British English keeps the comma only beside a year.
  return shown.replace(/^([^\s,]+),(?=\s\d)/, "$1");
}

const HALF_A_YEAR = 183 * DAY;

function yearOf(reader: DateReader, date: LocalDate): { year?: "numeric" } {
  return isFarOff(reader, date) ? { year: "numeric" } : {};
}

/** More than half a year from the day of reading: such a date has its year. */
export function isFarOff({ today }: DateReader, date: LocalDate): boolean {
  return today !== undefined && Math.abs(Date.parse(date) - Date.parse(today)) > HALF_A_YEAR;
}

/** 14 Mar; 14 mars. */
export function dayAndMonth(reader: Pick<Reader, "locale">, date: LocalDate): string {
  return formatUtcNoon(reader, date, { day: "numeric", month: "short" });
}

/** 14 Jan; 1er janv. More than half a year away: 14 Jan 2025. */
export function dayInWords(reader: DateReader, date: LocalDate): string {
  const shown = dayAndMonth(reader, date);
  return isFarOff(reader, date) ? `${shown}\u00a0${date.slice(0, 4)}` : shown;
}

/** Oct; oct. `month` counts from 1. */
export function shortMonth(reader: Pick<Reader, "locale">, month: number): string {
  return formatUtcNoon(reader, `2000-${String(month).padStart(2, "0")}-15`, { month: "short" });
}

/** March 2025; mars 2025. */
export function monthAndYear(reader: Pick<Reader, "locale">, date: LocalDate): string {
  return formatUtcNoon(reader, date, { month: "long", year: "numeric" }).replace("\u00a0", " ");
}

/** Q3 2026, Q1 FY2027; T3 2026, T1 de l’exercice 2027. `label` as rounds have it: `2026-Q3`, `FY2027-Q1`. */
export function quarterName(reader: Pick<Reader, "locale">, label: string): string {
  const [, fiscal, year, quarter] = /^(FY)?(\d+)-Q(\d)$/.exec(label) ?? [];
  if (quarter === undefined) return label;
  if (languageOf(reader.locale) === "en") return `Q${quarter} ${fiscal ?? ""}${year}`;
  return fiscal ? `T${quarter} de l’exercice ${year}` : `T${quarter} ${year}`;
}

/** 2026, FY2027; exercice 2027. `label` as rounds have it: `2026`, `FY2027`. */
export function yearName(reader: Pick<Reader, "locale">, label: string): string {
  return languageOf(reader.locale) === "fr" ? label.replace(/^FY/, "exercice ") : label;
}

/** `2026-W44`: week 44; semaine 44. Of another year than that in which it is read: week 44 of 2025. */
export function weekName(reader: DateReader, label: string): string {
  const [, year = "", week] = /^(\d{4})-W(\d{2})$/.exec(label) ?? [];
  if (week === undefined) return label;
  const isEnglish = languageOf(reader.locale) === "en";
  const name = `${isEnglish ? "week" : "semaine"} ${Number(week)}`;
  // A week belongs to the year of its Thursday (ISO 8601).
  const isOther = reader.today !== undefined && addLocalDays(mondayOf(reader.today), 3).slice(0, year.length) !== year;
  return isOther ? `${name} ${isEnglish ? "of" : "de"} ${year}` : name;
}

/** The name of a quarter or year. */
export function longPeriodName(reader: Pick<Reader, "locale">, label: string): string {
  return label.includes("-Q") ? quarterName(reader, label) : yearName(reader, label);
}

/** Fri 14 Mar, 17:00; ven. 14 mars à 17 h – in the reader's zone. More than half a year away: Fri 14 Mar 2025, 17:00. */
export function dateAndTime(reader: Reader, at: Instant): string {
  const day = dateFormat(safeLocale(reader.locale), {
    timeZone: reader.zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    ...yearOf(reader, localDateOf(at, reader.zone)),
  }).format(new Date(at));
  const time = timeOfDay(reader, at);
  return languageOf(reader.locale) === "fr"
    ? `${unbroken(reader, day)} à\u00a0${time}`
    : `${unbroken(reader, day)}, ${time}`;
}

/** 17:00; 17 h, 17 h 30 – in the reader's zone, 24 hours; 5:00 PM for en-US. No point ends it. */
export function timeOfDay(reader: Reader, at: Instant): string {
  const parts = dateFormat(safeLocale(reader.locale), {
    timeZone: reader.zone,
    hour: "numeric",
    minute: "2-digit",
  });
  const shown = parts.format(new Date(at)).replace(/\s/g, "\u00a0");
  if (languageOf(reader.locale) !== "fr") return shown.replace(/([ap])\.m\./, "$1m");
  return shown.replace(/\s?[:h]\s?(\d+)/, (_, minutes) => (minutes === "00" ? "\u00a0h" : `\u00a0h\u00a0${minutes}`));
}

/** As `timeOfDay`, for a wall time `HH:MM`. */
export function wallTime({ locale }: Pick<Reader, "locale">, time: string): string {
  return timeOfDay({ locale, zone: "UTC" }, `2000-01-01T${time}:00.000Z`);
}

/** English dates are written day first (14 March) unless the reader's own locale says otherwise. */
function safeLocale(locale: string): string {
  return safeLocales.getOrInsertComputed(locale, () => {
    const canonical = Intl.DateTimeFormat.supportedLocalesOf([locale])[0] ?? "en-GB";
    return canonical === "en" ? "en-GB" : canonical;
  });
}

const safeLocales = new Map<string, string>();

/** No-break spaces; in French the first of a month is « 1er ». */
function unbroken(reader: Pick<Reader, "locale">, date: string): string {
  const first = languageOf(reader.locale) === "fr" ? date.replace(/(?<!\d)1(?=\s\p{L})/u, "1er") : date;
  return first.replace(/\s/g, "\u00a0");
}

function formatUtcNoon(reader: Pick<Reader, "locale">, date: LocalDate, options: Intl.DateTimeFormatOptions): string {
  const noon = new Date(`${date}T12:00:00.000Z`);
  const shown = dateFormat(safeLocale(reader.locale), { ...options, timeZone: "UTC" }).format(noon);
  return unbroken(reader, shown);
}

/** Cached: making a formatter takes far longer than using it. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();
const MOST_FORMATS = 1000;

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return formatIn(dateFormats, `${locale} ${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale, options));
}

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return formatIn(numberFormats, `${locale} ${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options));
}

function formatIn<Format>(formats: Map<string, Format>, key: string, make: () => Format): Format {
  const cached = formats.get(key);
  if (cached) return cached;
  if (formats.size >= MOST_FORMATS) formats.clear();
  const made = make();
  formats.set(key, made);
  return made;
}
