/** Public holidays by region, from date-holidays, loaded on first use. */
import type Holidays from "date-holidays";
import { memoizeByText } from "./memoize.ts";
import type { Language } from "./texts/language.ts";
import { addLocalDays, DAY, type LocalDate } from "./time.ts";

export type HolidayName = Record<Language, string>;

/** The public holidays of a region; years are computed on first use. */
export interface RegionHolidays {
  nameOn(date: LocalDate): HolidayName | null;
}

/** Cache sizes: regions of a world-wide workspace, and years that a rule looks ahead. */
const MOST_REGIONS = 100;
const MOST_YEARS = 200;
const regions = new Map<string, RegionHolidays>();

/** `region`: `FR`, `FR-67`, `GB-SCT`. Null if unknown. */
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

/** Codes of a country's regions with holidays of their own: `FR-57`, `FR-67`. */
export async function regionsOfCountry(country: string): Promise<string[]> {
  const { default: Library } = await import("date-holidays");
  const parts = new Library().getStates(country) ?? {};
  return Object.keys(parts).map((part) => `${country}-${part}`);
}

/** The region with this code, in any case, or the country with this English or French name; or null. */
export async function findRegion(typed: string): Promise<string | null> {
  for (const code of [typed, typed.toUpperCase()]) if (await holidaysOf(code)) return code;
  const { default: Library } = await import("date-holidays");
  const wanted = typed.toLowerCase();
  const countries = Object.keys(new Library().getCountries());
  return (
    countries.find((code) => LANGUAGES.some((language) => countryName(code, language).toLowerCase() === wanted)) ?? null
  );
}

/** A region's name, with the country in the reader's language. */
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

/** Missing in TypeScript's types. */
type WithZones = Intl.Locale & { getTimeZones?: () => string[] | undefined };

/** CLDR assigns each zone of a place to one country. */
const zonesOf = memoizeByText((country): readonly string[] => {
  const locale: WithZones = new Intl.Locale("und", { region: country });
  return locale.getTimeZones?.() ?? [];
});

/** CLDR's name of a zone: Asia/Calcutta for Asia/Kolkata. */
const listed = memoizeByText((zone) => new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone);

/** The country of a zone, `FR`, if it has public holidays here; null for others, such as UTC. */
export async function countryOfZone(zone: string): Promise<string | null> {
  const { default: Library } = await import("date-holidays");
  const name = listed(zone);
  return Object.keys(new Library().getCountries()).find((country) => zonesOf(country).includes(name)) ?? null;
}

/** Whether a zone may lie in the country of a region; true for zones of no place, such as UTC. */
export function mayLieIn(zone: string, region: string): boolean {
  const [country = ""] = region.split("-");
  const name = listed(zone);
  return !name.includes("/") || name.startsWith("Etc/") || zonesOf(country).includes(name);
}

const LANGUAGES = ["en", "fr"] as const;

/** The name of a country code; other codes stay as they are. */
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

/** Public holidays only: no bank, school or optional ones, no observances. */
function namesIn(library: Holidays, year: number): Map<LocalDate, HolidayName> {
  const names = new Map<LocalDate, HolidayName>();
  const inFrench = new Map(library.getHolidays(year, "fr").map(({ date, rule, name }) => [`${date} ${rule}`, name]));
  for (const { date: at, start, end, type, rule, name } of library.getHolidays(year, "en")) {
    const days = Math.round((end.getTime() - start.getTime()) / DAY);
    // An evening off is no day off.
    if (type !== "public" || at.slice("YYYY-MM-DD ".length, "YYYY-MM-DD HH:MM:SS".length) !== "00:00:00") continue;
    for (let day = 0; day < days; day += 1) {
      const date = addLocalDays(at.slice(0, "YYYY-MM-DD".length), day);
      if (!names.has(date)) names.set(date, { en: name, fr: inFrench.get(`${at} ${rule}`) ?? name });
    }
  }
  return names;
}
