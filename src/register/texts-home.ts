import { plural } from "../platform/texts/language.ts";

const en = {
  waiting: (days: number) => (days === 0 ? "asked today" : `waiting ${days} ${plural("en", days, "day", "days")}`),
  neededBy: (date: string) => `needed by ${date}`,
  overdue: (date: string) => `was due ${date}, overdue`,
  firstDate: (date: string) => `first date ${date}`,
  noDate: "no date entered",
  passedOn: (name: string) => `delegated by ${name}`,
  from: (name: string) => `from ${name}`,
  incomplete: "incomplete",
  unnamed: "no decider chosen",
  toVote: "your vote",
  decide: "Decide…",
  vote: "Vote…",
  moreAsks: (count: number) => `and ${count} more to decide, oldest first`,
  coming: {
    title: "Escalates soon",
    line: (name: string, level: string, date: string) => `escalates to ${name} (${level}) on ${date} if no one answers`,
    undecided: (name: string, level: string, date: string) =>
      `escalates to ${name} (${level}) on ${date} if not decided`,
    unseen: (name: string, level: string, date: string) =>
      `escalates to ${name} (${level}) on ${date} if no one acknowledges it`,
    heldBack: (name: string, level: string, date: string) =>
      `escalates to ${name} (${level}) on ${date} at the earliest: three already this week`,
    with: (name: string) => `with ${name} now`,
    withYou: "with you now",
    more: (count: number) => `and ${count} more`,
  },
};

const fr: typeof en = {
  waiting: (days) =>
    days === 0 ? "déposée aujourd’hui" : `en attente depuis ${days} ${plural("fr", days, "jour", "jours")}`,
  neededBy: (date) => `réponse attendue pour le ${date}`,
  overdue: (date) => `réponse attendue pour le ${date}, en retard`,
  firstDate: (date) => `première échéance le ${date}`,
  noDate: "échéance non renseignée",
  passedOn: (name) => `déléguée par ${name}`,
  from: (name) => `demandée par ${name}`,
  incomplete: "demande incomplète",
  unnamed: "il reste à indiquer qui décide",
  toVote: "votre vote",
  decide: "Décider…",
  vote: "Voter…",
  moreAsks: (count) =>
    `et ${count} ${plural("fr", count, "autre décision", "autres décisions")}, la plus ancienne d’abord`,
  coming: {
    title: "Escalades à venir",
    line: (name, level, date) => `escalade à ${name} (${level}) le ${date}, faute de réponse`,
    undecided: (name, level, date) => `escalade à ${name} (${level}) le ${date}, faute de décision`,
    unseen: (name, level, date) => `escalade à ${name} (${level}) le ${date}, faute d’accusé de réception`,
    heldBack: (name, level, date) =>
      `escalade à ${name} (${level}) le ${date} au plus tôt\u00a0: déjà trois cette semaine`,
    with: (name) => `actuellement confié à ${name}`,
    withYou: "vous est actuellement confié",
    more: (count) => `et ${count} de plus`,
  },
};

export const homeTexts = { en, fr };
