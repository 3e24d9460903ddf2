/**
 * Where the law gives staff a works council, and so a say before facts about people are kept to choose among them; and where
 * that was not done yet. Pure. Each country with the law by which there is one, and the zones in which its people live.
 */
import type { LocalDate } from "../../platform/time.ts";

const COUNCILS = {
  /** Arbeitsverfassungsgesetz § 40 (from 5 employees), §§ 96, 96a. */
  AT: ["Europe/Vienna"],
  /** Loi du 20 septembre 1948 portant organisation de l’économie, section IV (from 100 employees). */
  BE: ["Europe/Brussels"],
  /** Mitwirkungsgesetz (SR 822.14), Art. 3 (from 50 employees). */
  CH: ["Europe/Zurich"],
  /** Zákoník práce (262/2006), § 281. */
  CZ: ["Europe/Prague"],
  /** Betriebsverfassungsgesetz § 1 (from 5 employees), §§ 87, 94. */
  DE: ["Europe/Berlin", "Europe/Busingen"],
  /** Estatuto de los Trabajadores, artículos 63 and 64 (from 50 employees). */
  ES: ["Europe/Madrid", "Africa/Ceuta", "Atlantic/Canary"],
  /** Code du travail, L2311-2 (from 11 employees), L2312-38. */
  FR: [
    "Europe/Paris",
    "America/Cayenne",
    "America/Guadeloupe",
    "America/Marigot",
    "America/Martinique",
    "America/Miquelon",
    "America/St_Barthelemy",
    "Indian/Mayotte",
    "Indian/Reunion",
  ],
  /** Law 1767/1988 (from 50 employees). */
  GR: ["Europe/Athens"],
  /** Zakon o radu (93/2014), članak 140 (from 20 employees). */
  HR: ["Europe/Zagreb"],
  /** Munka Törvénykönyve (2012. évi I.), 235. § (from 50 employees). */
  HU: ["Europe/Budapest"],
  /** Darbo kodeksas, 169 straipsnis (from 20 employees). */
  LT: ["Europe/Vilnius"],
  /** Code du travail, L.411-1 (from 15 employees): the delegation of staff. */
  LU: ["Europe/Luxembourg"],
  /** Wet op de ondernemingsraden, artikel 2 (from 50 employees), artikel 27. */
  NL: ["Europe/Amsterdam"],
  /** Ustawa z dnia 7 kwietnia 2006 r. o informowaniu pracowników (from 50 employees). */
  PL: ["Europe/Warsaw"],
  /** Código do Trabalho, artigos 415 and 425. */
  PT: ["Europe/Lisbon", "Atlantic/Azores", "Atlantic/Madeira"],
  /** Zakon o sodelovanju delavcev pri upravljanju, 8. člen. */
  SI: ["Europe/Ljubljana"],
  /** Zákonník práce (311/2001), § 233 (from 50 employees). */
  SK: ["Europe/Bratislava"],
} as const satisfies Record<string, readonly string[]>;

type CouncilCountry = keyof typeof COUNCILS;

function hasCouncils(country: string): country is CouncilCountry {
  return Object.hasOwn(COUNCILS, country);
}

/**
 * The countries with works councils that are concerned: that of the holidays of the workspace (`FR-67`; null: none are
 * chosen), and those in whose zones the people concerned live.
 */
export function councilCountries(region: string | null, zones: readonly string[]): CouncilCountry[] {
  const [country = ""] = (region ?? "").split("-");
  const known = Object.keys(COUNCILS).filter(hasCouncils);
  return known.filter((each) => each === country || COUNCILS[each].some((zone) => zones.includes(zone)));
}

/** Off where a works council is to be consulted and nobody has entered when it was. */
export function isOff(countries: readonly string[], consultedOn: LocalDate | null): boolean {
  return countries.length > 0 && consultedOn === null;
}
