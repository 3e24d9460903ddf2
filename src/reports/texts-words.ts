import { enOrdinal, frOrdinal, plural } from "../platform/texts/language.ts";
import type { Rhythm, Status } from "./report.ts";

const EN_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const FR_ORDINALS = "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième".split(
  " ",
);

export const EN_PERIODS = { weekly: "week", monthly: "month", quarterly: "quarter", annual: "year" } as const;
const FR_PERIODS = { weekly: "semaine", monthly: "mois", quarterly: "trimestre", annual: "année" } as const;

const en = {
  status: { green: "On track", amber: "At risk", red: "Off track" } satisfies Record<Status, string>,
  statusWithin: { green: "on track", amber: "at risk", red: "off track" } satisfies Record<Status, string>,
  since: (day: string) => `since ${day}`,
  period: (rhythm: Rhythm, count: number) => `${EN_ORDINALS[count - 1] ?? enOrdinal(count)} ${EN_PERIODS[rhythm]}`,
  run: (status: string, age: string, periods: number) => (periods === 1 ? `${status} ${age}` : `${status}, ${age}`),
  /** `since`: empty where nobody wrote after that day; null: somebody wrote in this period. */
  silentSince: (status: string, day: string, since: string | null) =>
    `${status} as of ${day}${since === null ? "" : `, no word since${since === "" ? "" : ` ${since}`}`}`,
  other: (name: string, status: string, day: string) => `${name}: ${status}, ${day}`,
  otherUnnamed: "another lead",
  asOf: (day: string) => `as of ${day}`,
  wasDue: (day: string) => `was due ${day}`,
  toReview: (day: string) => `to review since ${day}`,
  daysLate: (count: number) => `${count} working ${plural("en", count, "day", "days")} late`,
  noWord: (day: string) => `no word since ${day}`,
  noWordYet: (day: string) => `no word yet, asked since ${day}`,
  confirmed: (age: string, day: string) => `${age}, confirmed ${day}`,
  moves: (count: number, first: string | null) =>
    `(${enOrdinal(count)} move${first === null ? "" : `; first date ${first}`})`,
  year: (year: string) => `Year ${year}`,
};

const fr: typeof en = {
  status: { green: "En bonne voie", amber: "À risque", red: "Hors trajectoire" },
  statusWithin: { green: "en bonne voie", amber: "à risque", red: "hors trajectoire" },
  since: (day) => `depuis le ${day}`,
  period: (rhythm, count) => {
    const isFeminine = rhythm === "weekly" || rhythm === "annual";
    const ordinal = count === 1 && isFeminine ? "première" : FR_ORDINALS[count - 1];
    return `${ordinal ?? frOrdinal(count, isFeminine ? "la" : "le")} ${FR_PERIODS[rhythm]}`;
  },
  run: (status, age, periods) => (periods === 1 ? `${status} ${age}` : `${status}, ${age}`),
  silentSince: (status, day, since) =>
    `${status} au ${day}${since === null ? "" : `, sans nouvelles depuis${since === "" ? "" : ` le ${since}`}`}`,
  other: (name, status, day) => `${name}\u00a0: ${status}, le ${day}`,
  otherUnnamed: "autre responsable",
  asOf: (day) => `au ${day}`,
  wasDue: (day) => `attendu le ${day}`,
  toReview: (day) => `à revoir depuis le ${day}`,
  daysLate: (count) => `${count} ${plural("fr", count, "jour ouvré", "jours ouvrés")} de retard`,
  noWord: (day) => `sans nouvelles depuis le ${day}`,
  noWordYet: (day) => `pas encore de nouvelles, demandées depuis le ${day}`,
  confirmed: (age, day) => `${age}, confirmé le ${day}`,
  moves: (count, first) =>
    `(${frOrdinal(count, "le")} changement${first === null ? "" : `\u00a0; première date le ${first}`})`,
  year: (year) => `Année ${year}`,
};

export const wordTexts = { en, fr };
