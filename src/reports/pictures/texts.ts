import { number, plural, type Reader, withFullStop } from "../../platform/texts/language.ts";
import type { Rhythm } from "../compile/report.ts";

type Spoken = Pick<Reader, "locale">;
export const MOVES = ["worse", "better"] as const;
export type Move = (typeof MOVES)[number];

const en = {
  over: (rhythm: Rhythm, periods: number) =>
    `over ${periods} ${{ weekly: "weeks", monthly: "months", quarterly: "quarters", annual: "years" }[rhythm]}`,
  moved: (reader: Spoken, count: number, all: number) =>
    `${number(reader, count)} of ${number(reader, all)} ${plural("en", all, "program", "programs")} changed status`,
  move: {
    worse: (count: string) => `${count} worse`,
    better: (count: string) => `${count} better`,
  } satisfies Record<Move, (count: string) => string>,
  othersMoved: (reader: Spoken, count: number) => `${number(reader, count)} more changed status`,
  unchanged: "Unchanged",
  periods: (over: string) => `Program status ${over}`,
  worstFirst: "worst first",
  noWord: "No word",
  programs: (reader: Spoken, count: number) => `${number(reader, count)} ${plural("en", count, "program", "programs")}`,
  rest: (reader: Spoken, count: number) =>
    `And ${number(reader, count)} more ${plural("en", count, "program", "programs")}`,
  oldestFirst: (columns: readonly string[]) => `Oldest first: ${columns.join(", ")}.`,
  named: (name: string, facts: string) => withFullStop(`${name}: ${facts}`),
  roadmap: "Milestones",
  milestones: (reader: Spoken, count: number) =>
    `${number(reader, count)} ${plural("en", count, "milestone", "milestones")}`,
  later: (reader: Spoken, count: number) => `${number(reader, count)} later than first planned`,
  reached: (reader: Spoken, count: number) => `${number(reader, count)} reached`,
  restOfMilestones: (reader: Spoken, count: number) =>
    `and ${number(reader, count)} more ${plural("en", count, "milestone", "milestones")}`,
  firstDate: "first date",
  dateNow: "date now",
  reachedOn: "reached",
  today: (day: string) => `${day}, this digest`,
  measures: "Measures",
  sentence: (facts: string) => withFullStop(facts),
  measured: (reader: Spoken, count: number) => `${number(reader, count)} ${plural("en", count, "measure", "measures")}`,
  behind: (reader: Spoken, count: number) => `${number(reader, count)} behind`,
  withoutFigure: (reader: Spoken, count: number) => `${number(reader, count)} without a figure`,
  restOfMeasures: (reader: Spoken, count: number) =>
    `and ${number(reader, count)} more ${plural("en", count, "measure", "measures")}`,
  plan: "planned",
  values: "values",
  isBehind: "behind",
  since: (day: string) => `since ${day}`,
  sinceMonth: (month: string) => `since ${month}`,
  above: (target: string) => `above ${target}`,
  below: (target: string) => `below ${target}`,
};

const fr: typeof en = {
  over: (rhythm, periods) =>
    `sur ${periods} ${{ weekly: "semaines", monthly: "mois", quarterly: "trimestres", annual: "ans" }[rhythm]}`,
  moved: (reader, count, all) =>
    `${number(reader, count)} ${plural("fr", count, "programme", "programmes")} sur ${number(reader, all)} ${plural("fr", count, "a", "ont")} changé de statut`,
  move: {
    worse: (count) => `${count} en recul`,
    better: (count) => `${count} en progrès`,
  },
  othersMoved: (reader, count) =>
    `${number(reader, count)} ${plural("fr", count, "autre a", "autres ont")} changé de statut`,
  unchanged: "Sans changement",
  periods: (over) => `Statut des programmes ${over}`,
  worstFirst: "du pire au meilleur",
  noWord: "Sans nouvelles",
  programs: (reader, count) => `${number(reader, count)} ${plural("fr", count, "programme", "programmes")}`,
  rest: (reader, count) => `Et ${number(reader, count)} ${plural("fr", count, "autre programme", "autres programmes")}`,
  oldestFirst: (columns) => `Du plus ancien au plus récent\u00a0: ${columns.join(", ")}.`,
  named: (name, facts) => withFullStop(`${name}\u00a0: ${facts}`),
  roadmap: "Jalons",
  milestones: (reader, count) => `${number(reader, count)} ${plural("fr", count, "jalon", "jalons")}`,
  later: (reader, count) => `${number(reader, count)} après la date d’origine`,
  reached: (reader, count) => `${number(reader, count)} ${plural("fr", count, "atteint", "atteints")}`,
  restOfMilestones: (reader, count) =>
    `et ${number(reader, count)} ${plural("fr", count, "autre jalon", "autres jalons")}`,
  firstDate: "date d’origine",
  dateNow: "date actuelle",
  reachedOn: "atteint",
  today: (day) => `${day}, cette synthèse`,
  measures: "Indicateurs",
  sentence: (facts) => withFullStop(facts),
  measured: (reader, count) => `${number(reader, count)} ${plural("fr", count, "indicateur", "indicateurs")}`,
  behind: (reader, count) => `${number(reader, count)} en retrait`,
  withoutFigure: (reader, count) => `${number(reader, count)} sans chiffre`,
  restOfMeasures: (reader, count) =>
    `et ${number(reader, count)} ${plural("fr", count, "autre indicateur", "autres indicateurs")}`,
  plan: "prévu",
  values: "valeurs",
  isBehind: "en retrait",
  since: (day) => `depuis le ${day}`,
  sinceMonth: (month) => `depuis ${month}`,
  above: (target) => `au-dessus de ${target}`,
  below: (target) => `sous ${target}`,
};

export const pictureTexts = { en, fr };
