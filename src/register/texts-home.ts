import { frenchOf, plural } from "../platform/texts/language.ts";

const en = {
  waiting: (days: number) => (days === 0 ? "asked today" : `waiting ${days} ${plural("en", days, "day", "days")}`),
  neededBy: (date: string) => `needed by ${date}`,
  overdue: (date: string) => `needed by ${date}, now overdue`,
  firstDate: (date: string) => `first date ${date}`,
  noDate: "no date entered",
  passedOn: (name: string) => `passed on by ${name}`,
  from: (name: string) => `from ${name}`,
  incomplete: "asked, incomplete",
  unnamed: "nobody has said who decides",
  toVote: "your vote",
  decide: "Decide…",
  vote: "Vote…",
  moreAsks: (count: number) => `and ${count} more to decide, the longest waiting first`,
  age: {
    heading: (count: number) => `Open asks by age (${count}): `,
    none: "Open asks that you can see: none.",
    underOne: (count: number) => `${count} under a week`,
    underTwo: (count: number) => `${count} one to two weeks`,
    overTwo: (count: number) => `${count} over two weeks`,
  },
  coming: {
    title: "Goes up soon",
    line: (name: string, level: string, date: string) => `goes to ${name} (${level}) on ${date} if nobody answers`,
    undecided: (name: string, level: string, date: string) => `goes to ${name} (${level}) on ${date} if not decided`,
    unseen: (name: string, level: string, date: string) =>
      `goes to ${name} (${level}) on ${date} if nobody says that they have seen it`,
    heldBack: (name: string, level: string, date: string) =>
      `goes to ${name} (${level}) on ${date} at the earliest: three have gone up this week`,
    with: (name: string) => `with ${name} now`,
    withYou: "with you now",
    more: (count: number) => `and ${count} more`,
  },
};

const fr: typeof en = {
  waiting: (days) =>
    days === 0 ? "posée aujourd’hui" : `en attente depuis ${days} ${plural("fr", days, "jour", "jours")}`,
  neededBy: (date) => `réponse attendue pour le ${date}`,
  overdue: (date) => `réponse attendue pour le ${date}, date dépassée`,
  firstDate: (date) => `première échéance le ${date}`,
  noDate: "échéance non renseignée",
  passedOn: (name) => `transmise par ${name}`,
  from: (name) => `demande ${frenchOf(name)}`,
  incomplete: "demande incomplète",
  unnamed: "personne n’a dit qui décide",
  toVote: "votre vote",
  decide: "Décider…",
  vote: "Voter…",
  moreAsks: (count) =>
    `et ${count} ${plural("fr", count, "autre décision", "autres décisions")}, la plus ancienne d’abord`,
  age: {
    heading: (count) => `Demandes ouvertes par ancienneté (${count})\u00a0: `,
    none: "Demandes ouvertes que vous pouvez voir\u00a0: aucune.",
    underOne: (count) => `${count} de moins d’une semaine`,
    underTwo: (count) => `${count} d’une à deux semaines`,
    overTwo: (count) => `${count} de plus de deux semaines`,
  },
  coming: {
    title: "Escalades à venir",
    line: (name, level, date) => `passera à ${name} (${level}) le ${date}, faute de réponse`,
    undecided: (name, level, date) => `passera à ${name} (${level}) le ${date}, faute de décision`,
    unseen: (name, level, date) => `passera à ${name} (${level}) le ${date} si personne n’en prend connaissance`,
    heldBack: (name, level, date) =>
      `passera à ${name} (${level}) le ${date} au plus tôt\u00a0: trois éléments sont déjà montés cette semaine`,
    with: (name) => `actuellement entre les mains ${frenchOf(name)}`,
    withYou: "actuellement entre vos mains",
    more: (count) => `et ${count} de plus`,
  },
};

export const homeTexts = { en, fr };
