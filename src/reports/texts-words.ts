import { enOrdinal, frOrdinal, plural } from "../platform/texts/language.ts";
import type { Rhythm, Status } from "./report.ts";

const EN_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const FR_ORDINALS = "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième".split(
  " ",
);

const EN_PERIODS = { weekly: "week", monthly: "month", quarterly: "quarter", annual: "year" } as const;
const FR_PERIODS = { weekly: "semaine", monthly: "mois", quarterly: "trimestre", annual: "année" } as const;

const en = {
  status: { green: "On track", amber: "At risk", red: "Off track" } satisfies Record<Status, string>,
  statusWithin: { green: "on track", amber: "at risk", red: "off track" } satisfies Record<Status, string>,
  since: (day: string) => `since ${day}`,
  period: (rhythm: Rhythm, count: number) => `${EN_ORDINALS[count - 1] ?? enOrdinal(count)} ${EN_PERIODS[rhythm]}`,
  run: (status: string, age: string, periods: number) => (periods === 1 ? `${status} ${age}` : `${status}, ${age}`),
  silentSince: (status: string, day: string) => `${status} as of ${day}, no word since`,
  wasDue: (day: string) => `was due ${day}`,
  toReview: (day: string) => `to review since ${day}`,
  daysLate: (count: number) => `${count} working ${plural("en", count, "day", "days")} late`,
  noWord: (day: string) => `no word since ${day}`,
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
  silentSince: (status, day) => `${status} au ${day}, sans nouvelles depuis`,
  wasDue: (day) => `attendu le ${day}`,
  toReview: (day) => `à revoir depuis le ${day}`,
  daysLate: (count) => `${count} ${plural("fr", count, "jour ouvré", "jours ouvrés")} de retard`,
  noWord: (day) => `sans nouvelles depuis le ${day}`,
  moves: (count, first) =>
    `(${frOrdinal(count, "le")} report${first === null ? "" : `\u00a0; première date le ${first}`})`,
  year: (year) => `Année ${year}`,
};

export const wordTexts = { en, fr };
