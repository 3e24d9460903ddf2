import type { Trend } from "../../health/rules.ts";
import { number, percent, plural, type Reader, textsFor } from "../../platform/texts/language.ts";
import type { Tally } from "../document.ts";
import type { Rhythm } from "../table.ts";
import type { Colour } from "./card.ts";

type Spoken = Pick<Reader, "locale">;
type Long = Exclude<Rhythm, "weekly">;
export const AGES = ["week", "fortnight", "month", "older"] as const;
export type Age = (typeof AGES)[number];

const en = {
  over: (rhythm: Long, periods: number) =>
    periods === 1
      ? { monthly: "this month", quarterly: "this quarter", annual: "this year" }[rhythm]
      : `over ${periods} ${{ monthly: "months", quarterly: "quarters", annual: "years" }[rhythm]}`,
  heatMap: (over: string) => `Program health ${over}`,
  health: (program: string, over: string) => `${program}: health ${over}`,
  counts: (over: string) => `Programs by colour ${over}`,
  asks: "Open asks by age",
  participation: "Who has answered, by program",
  programs: (reader: Spoken, count: number) => `${number(reader, count)} ${plural("en", count, "program", "programs")}`,
  /** Words of a colour, as short as a legend has them. */
  colour: { green: "green", amber: "amber", red: "red", grey: "no recent update" } satisfies Record<Colour, string>,
  trend: { better: "better", same: "unchanged", worse: "worse" } satisfies Record<Trend, string>,
  noColour: "no status",
  rest: (reader: Spoken, count: number) =>
    `and ${number(reader, count)} more ${plural("en", count, "program", "programs")}`,
  oldestFirst: (columns: readonly string[]) => `Oldest first: ${columns.join(", ")}.`,
  named: (name: string, facts: string) => `${name}: ${facts}.`,
  age: {
    week: "under 1 week",
    fortnight: "1 to 2 weeks",
    month: "2 to 4 weeks",
    older: "over 4 weeks",
  } satisfies Record<Age, string>,
  openAsks: (reader: Spoken, count: number, overdue: number) =>
    `${number(reader, count)} open ${plural("en", count, "ask", "asks")}, ${overdue === 0 ? "none" : number(reader, overdue)} overdue`,
  inTime: "in time",
  overdue: "past their date",
  asksOfAge: (reader: Spoken, count: number, overdue: number) => {
    if (overdue === 0) return number(reader, count);
    return overdue === count
      ? `${number(reader, count)} overdue`
      : `${number(reader, count)}, ${number(reader, overdue)} overdue`;
  },
  answered: (reader: Spoken, { answered, asked }: Tally) =>
    `${number(reader, answered)} of ${number(reader, asked)} (${percent(reader, answered / asked)})`,
  answeredBefore: (reader: Spoken, now: string, before: Tally) =>
    `${now}, was ${percent(reader, before.answered / before.asked)}`,
  all: "All programs",
  fewestFirst: (count: number) => `the ${count} with the fewest answers`,
  below: (name: string, listed: string) => `${name} (below: ${listed})`,
  before: { monthly: "the month before", quarterly: "the quarter before", annual: "the year before" } satisfies Record<
    Long,
    string
  >,
  now: "answered",
};

const fr: typeof en = {
  over: (rhythm, periods) =>
    periods === 1
      ? { monthly: "ce mois-ci", quarterly: "ce trimestre", annual: "cette année" }[rhythm]
      : `sur ${periods} ${{ monthly: "mois", quarterly: "trimestres", annual: "ans" }[rhythm]}`,
  heatMap: (over) => `La météo des programmes ${over}`,
  health: (program, over) => `${program}\u00a0: la météo ${over}`,
  counts: (over) => `Les programmes par couleur ${over}`,
  asks: "Demandes en attente, par ancienneté",
  participation: "La participation par programme",
  programs: (reader, count) => `${number(reader, count)} ${plural("fr", count, "programme", "programmes")}`,
  colour: { green: "vert", amber: "orange", red: "rouge", grey: "sans mise à jour récente" },
  trend: { better: "en amélioration", same: "stable", worse: "en dégradation" },
  noColour: "pas de météo",
  rest: (reader, count) => `et ${number(reader, count)} ${plural("fr", count, "autre programme", "autres programmes")}`,
  oldestFirst: (columns) => `Du plus ancien au plus récent\u00a0: ${columns.join(", ")}.`,
  named: (name, facts) => `${name}\u00a0: ${facts}.`,
  age: {
    week: "moins d’une semaine",
    fortnight: "1 à 2 semaines",
    month: "2 à 4 semaines",
    older: "plus de 4 semaines",
  },
  openAsks: (reader, count, overdue) =>
    `${number(reader, count)} ${plural("fr", count, "demande ouverte", "demandes ouvertes")}, ${overdue === 0 ? "aucune" : number(reader, overdue)} en retard`,
  inTime: "dans les temps",
  overdue: "date dépassée",
  asksOfAge: (reader, count, overdue) => {
    if (overdue === 0) return number(reader, count);
    return overdue === count
      ? `${number(reader, count)} en retard`
      : `${number(reader, count)}, dont ${number(reader, overdue)} en retard`;
  },
  answered: (reader, { answered, asked }) =>
    `${number(reader, answered)} sur ${number(reader, asked)} (${percent(reader, answered / asked)})`,
  answeredBefore: (reader, now, before) =>
    `${now}, contre ${percent(reader, before.answered / before.asked)} auparavant`,
  all: "Ensemble",
  fewestFirst: (count) => `les ${count} qui ont le moins répondu`,
  below: (name, listed) => `${name} (ci-dessous : ${listed})`,
  before: { monthly: "le mois précédent", quarterly: "le trimestre précédent", annual: "l’année précédente" },
  now: "réponses reçues",
};

export type PictureTexts = typeof en;

export function pictureTexts(reader: Spoken): PictureTexts {
  return textsFor({ en, fr }, reader);
}
