import { number, percent, plural, type Reader, textsFor, withFullStop } from "../../platform/texts/language.ts";
import type { Colour } from "../../reports/pictures/card.ts";
import { HISTORY_PERIODS } from "../compile/facts.ts";
import type { Tally } from "../document.ts";
import { enNth, enUnit, frNth, frUnit } from "../periods/texts.ts";
import type { Rhythm } from "../table.ts";

type Spoken = Pick<Reader, "locale">;
type Long = Exclude<Rhythm, "weekly">;
export const AGES = ["week", "fortnight", "month", "older"] as const;
export type Age = (typeof AGES)[number];
/** `new`: it has a status, and had none. */
export const MOVES = ["worse", "better", "silent", "new"] as const;
export type Move = (typeof MOVES)[number];

const en = {
  over: (rhythm: Long, periods: number) =>
    periods === 1
      ? { monthly: "this month", quarterly: "this quarter", annual: "this year" }[rhythm]
      : `over ${periods} ${{ monthly: "months", quarterly: "quarters", annual: "years" }[rhythm]}`,
  moved: (reader: Spoken, count: number, all: number) =>
    all === 1
      ? "The program changed status"
      : `${number(reader, count)} of ${number(reader, all)} programs changed status`,
  move: (reader: Spoken, count: number) =>
    ({
      worse: `${number(reader, count)} worse`,
      better: `${number(reader, count)} better`,
      silent: `${number(reader, count)} without an update`,
      new: `${number(reader, count)} with a new status`,
    }) satisfies Record<Move, string>,
  othersMoved: (reader: Spoken, count: number) => `${number(reader, count)} more changed status`,
  sameInBoth: {
    monthly: "Same in both months",
    quarterly: "Same in both quarters",
    annual: "Same in both years",
  } satisfies Record<Long, string>,
  standing: "Still off track or at risk",
  spell: (rhythm: Long, periods: number) =>
    periods > HISTORY_PERIODS
      ? `for more than ${HISTORY_PERIODS} ${enUnit(rhythm, HISTORY_PERIODS)}`
      : enNth(rhythm, periods),
  heatMap: (over: string) => `Program status ${over}`,
  worstFirst: "worst first",
  health: (program: string, over: string) => `${program}: status ${over}`,
  counts: (over: string) => `Programs by status ${over}`,
  asks: "Open requests by age",
  participation: "Who has answered, by program",
  dates: (reader: Spoken, count: number) => `${number(reader, count)} target dates moved`,
  laterBy: (reader: Spoken, days: number) =>
    `up to ${number(reader, days)} ${plural("en", days, "day", "days")} after the first date`,
  mostMoved: (count: number) => `the ${count} that moved most`,
  firstDate: "first date",
  dateNow: "date now",
  today: (day: string) => `${day}, this digest`,
  programs: (reader: Spoken, count: number) => `${number(reader, count)} ${plural("en", count, "program", "programs")}`,
  colour: { green: "On track", amber: "At risk", red: "Off track", grey: "No update" } satisfies Record<Colour, string>,
  counted: (reader: Spoken, colour: Colour, count: number) =>
    `${number(reader, count)} ${{ green: "on track", amber: "at risk", red: "off track", grey: "no update" }[colour]}`,
  noColour: "No status",
  rest: (reader: Spoken, count: number) =>
    `And ${number(reader, count)} more ${plural("en", count, "program", "programs")}`,
  oldestFirst: (columns: readonly string[]) => `Oldest first: ${columns.join(", ")}.`,
  named: (name: string, facts: string) => withFullStop(`${name}: ${facts}`),
  age: {
    week: "under 1 week",
    fortnight: "1 to 2 weeks",
    month: "2 to 4 weeks",
    older: "over 4 weeks",
  } satisfies Record<Age, string>,
  openAsks: (reader: Spoken, count: number, overdue: number) =>
    `${number(reader, count)} open ${plural("en", count, "request", "requests")}, ${overdue === 0 ? "none" : number(reader, overdue)} overdue`,
  inTime: "on time",
  overdue: "overdue",
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
  moved: (reader, count, all) =>
    all === 1
      ? "Le programme a changé de statut"
      : `${number(reader, count)} ${plural("fr", count, "programme", "programmes")} sur ${number(reader, all)} ${plural("fr", count, "a", "ont")} changé de statut`,
  move: (reader, count) => ({
    worse: `${number(reader, count)} en recul`,
    better: `${number(reader, count)} en progrès`,
    silent: `${number(reader, count)} sans mise à jour`,
    new: `${number(reader, count)} ${plural("fr", count, "nouveau statut", "nouveaux statuts")}`,
  }),
  othersMoved: (reader, count) =>
    `${number(reader, count)} ${plural("fr", count, "autre a", "autres ont")} changé de statut`,
  sameInBoth: {
    monthly: "Même statut les deux mois",
    quarterly: "Même statut les deux trimestres",
    annual: "Même statut les deux années",
  },
  standing: "Toujours hors trajectoire ou à risque",
  spell: (rhythm, periods) =>
    periods > HISTORY_PERIODS
      ? `depuis plus de ${HISTORY_PERIODS} ${frUnit(rhythm, HISTORY_PERIODS)}`
      : frNth(rhythm, periods).nth,
  heatMap: (over) => `La météo des programmes ${over}`,
  worstFirst: "du pire au meilleur",
  health: (program, over) => `${program}\u00a0: statut ${over}`,
  counts: (over) => `Les programmes par statut ${over}`,
  asks: "Demandes en attente, par ancienneté",
  participation: "La participation par programme",
  dates: (reader, count) => `${number(reader, count)} dates cibles ont changé`,
  laterBy: (reader, days) =>
    `jusqu’à ${number(reader, days)} ${plural("fr", days, "jour", "jours")} après la date d’origine`,
  mostMoved: (count) => `les ${count} plus grands écarts`,
  firstDate: "date d’origine",
  dateNow: "date actuelle",
  today: (day) => `${day}, cette synthèse`,
  programs: (reader, count) => `${number(reader, count)} ${plural("fr", count, "programme", "programmes")}`,
  colour: { green: "Conforme", amber: "À risque", red: "Hors trajectoire", grey: "Sans mise à jour" },
  counted: (reader, colour, count) =>
    `${number(reader, count)} ${{ green: plural("fr", count, "conforme", "conformes"), amber: "à risque", red: "hors trajectoire", grey: "sans mise à jour" }[colour]}`,
  noColour: "Sans statut",
  rest: (reader, count) => `Et ${number(reader, count)} ${plural("fr", count, "autre programme", "autres programmes")}`,
  oldestFirst: (columns) => `Du plus ancien au plus récent\u00a0: ${columns.join(", ")}.`,
  named: (name, facts) => withFullStop(`${name}\u00a0: ${facts}`),
  age: {
    week: "moins d’une semaine",
    fortnight: "1 à 2 semaines",
    month: "2 à 4 semaines",
    older: "plus de 4 semaines",
  },
  openAsks: (reader, count, overdue) =>
    `${number(reader, count)} ${plural("fr", count, "demande", "demandes")} en cours, ${overdue === 0 ? "aucune" : number(reader, overdue)} en retard`,
  inTime: "dans les temps",
  overdue: "en retard",
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
  below: (name, listed) => `${name} (ci-dessous\u00a0: ${listed})`,
  before: { monthly: "le mois précédent", quarterly: "le trimestre précédent", annual: "l’année précédente" },
  now: "réponses reçues",
};

export type PictureTexts = typeof en;

export function pictureTexts(reader: Spoken): PictureTexts {
  return textsFor({ en, fr }, reader);
}
