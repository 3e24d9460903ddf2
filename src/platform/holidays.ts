/** Public holidays by region, behind which stands date-holidays: it and its data are loaded when first asked for. */
import type Holidays from "date-holidays";
import { memoizeByText } from "./memoize.ts";
import type { Language } from "./texts/language.ts";
import { addLocalDays, DAY, type LocalDate } from "./time.ts";

export type HolidayName = Record<Language, string>;

export interface Holiday {
  date: LocalDate;
  name: HolidayName;
}

/** The public holidays of one region; a year is computed when it is first asked for. */
export interface RegionHolidays {
  nameOn(date: LocalDate): HolidayName | null;
}

/** As many as a world-wide workspace has; and the years that a rule looks ahead. */
const MOST_REGIONS = 100;
const MOST_YEARS = 200;
const regions = new Map<string, RegionHolidays>();

/** `region` as date-holidays names it: `FR`, `FR-67`, `GB-SCT`. Null when it knows none of that name. */
export async function holidaysOf(region: string): Promise<RegionHolidays | null> {
  const cached = regions.get(region);
  if (cached) return cached;
  const { default: Library } = await import("date-holidays");
  if (!isRegionCode(new Library(), region)) return null;
  if (regions.size >= MOST_REGIONS) regions.clear();
  const made = yearByYear(new Library(region));
  regions.set(region, made);
  return made;
}

/** The holidays from one day to another, both included, in order. Null for a region that is not known. */
export async function holidaysIn(region: string, from: LocalDate, until: LocalDate): Promise<Holiday[] | null> {
  const holidays = await holidaysOf(region);
  if (!holidays) return null;
  const found: Holiday[] = [];
  for (let date = from; date <= until; date = addLocalDays(date, 1)) {
    const name = holidays.nameOn(date);
    if (name) found.push({ date, name });
  }
  return found;
}

/** The parts of a country that have holidays of their own, as codes: `FR-57`, `FR-67`. Empty for an unknown country. */
export async function regionsOfCountry(country: string): Promise<string[]> {
  const { default: Library } = await import("date-holidays");
  const parts = new Library().getStates(country) ?? {};
  return Object.keys(parts).map((part) => `${country}-${part}`);
}

/** The region of that code, in small letters too, or the country of that English or French name; or null. */
export async function findRegion(typed: string): Promise<string | null> {
  for (const code of [typed, typed.toUpperCase()]) if (await holidaysOf(code)) return code;
  const { default: Library } = await import("date-holidays");
  const wanted = typed.toLowerCase();
  const countries = Object.keys(new Library().getCountries());
  return (
    countries.find((code) => LANGUAGES.some((language) => countryName(code, language).toLowerCase() === wanted)) ?? null
  );
}

/** What a region is called: its own names of countries and parts, the country in the reader's language. */
export async function regionName(region: string, language: Language): Promise<string> {
  const [country = "", state, part] = region.split("-");
  const name = countryName(country, language);
  if (state === undefined) return name;
  const { default: Library } = await import("date-holidays");
  const library = new Library();
  const stateName = library.getStates(country, language)?.[state] ?? state;
  const partName = part === undefined ? null : (library.getRegions(country, state, language)?.[part] ?? part);
  return `${name}, ${partName ?? stateName}`;
}

/** Node has it, and the types of the language do not yet. */
type WithZones = Intl.Locale & { getTimeZones?: () => string[] | undefined };

/** By the lists of CLDR, in which each zone of a place is in one country. */
const zonesOf = memoizeByText((country): readonly string[] => {
  const locale: WithZones = new Intl.Locale("und", { region: country });
  return locale.getTimeZones?.() ?? [];
});

/** By the name under which CLDR lists it: Asia/Kolkata is Asia/Calcutta there. */
const listed = memoizeByText((zone) => new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone);

/** The country with public holidays in which a zone lies: `FR`; null: in none that is known, as UTC. */
export async function countryOfZone(zone: string): Promise<string | null> {
  const { default: Library } = await import("date-holidays");
  const name = listed(zone);
  return Object.keys(new Library().getCountries()).find((country) => zonesOf(country).includes(name)) ?? null;
}

/** Whether a zone lies in the country of a region as `FR-67`; one of no place, as UTC, may. */
export function mayLieIn(zone: string, region: string): boolean {
  const [country = ""] = region.split("-");
  const name = listed(zone);
  return !name.includes("/") || name.startsWith("Etc/") || zonesOf(country).includes(name);
}

const LANGUAGES = ["en", "fr"] as const;

/** `FR`: France; a code that is no country's stays as it is. */
export function countryName(country: string, language: Language): string {
  return new Intl.DisplayNames(language, { type: "region", fallback: "code" }).of(country) ?? country;
}

function isRegionCode(library: Holidays, region: string): boolean {
  const [country = "", state, part, ...rest] = region.split("-");
  if (rest.length > 0 || !Object.hasOwn(library.getCountries(), country)) return false;
  if (state === undefined) return true;
  if (!Object.hasOwn(library.getStates(country) ?? {}, state)) return false;
  return part === undefined || Object.hasOwn(library.getRegions(country, state) ?? {}, part);
}

function yearByYear(library: Holidays): RegionHolidays {
  const years = new Map<string, Map<LocalDate, HolidayName>>();
  return {
    nameOn(date) {
      const year = date.slice(0, "YYYY".length);
      let named = years.get(year);
      if (!named) {
        if (years.size >= MOST_YEARS) years.clear();
        named = namesIn(library, Number(year));
        years.set(year, named);
      }
      return named.get(date) ?? null;
    },
  };
}

/** Only days off for the public: no bank, school or optional ones, no observances. */
function namesIn(library: Holidays, year: number): Map<LocalDate, HolidayName> {
  const names = new Map<LocalDate, HolidayName>();
  const inFrench = new Map(library.getHolidays(year, "fr").map(({ date, rule, name }) => [`${date} ${rule}`, name]));
  for (const { date: at, start, end, type, rule, name } of library.getHolidays(year, "en")) {
    const days = Math.round((end.getTime() - start.getTime()) / DAY);
    // An evening off leaves a day on which people work.
    if (type !== "public" || at.slice("YYYY-MM-DD ".length, "YYYY-MM-DD HH:MM:SS".length) !== "00:00:00") continue;
    for (let day = 0; day < days; day += 1) {
      const date = addLocalDays(at.slice(0, "YYYY-MM-DD".length), day);
      if (!names.has(date)) names.set(date, { en: name, fr: inFrench.get(`${at} ${rule}`) ?? name });
    }
  }
  return names;
}
