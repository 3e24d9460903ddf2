/** What is kept how long, in words: from here settings, *my data*, and the notice say it. */

import { type Language, plural } from "../platform/texts/language.ts";
import type { Retained } from "./rules-retention.ts";

/** `what`: on its own, or at the beginning of a line; `from`: when its months begin, after these. */
export const keptTexts: Record<Retained, Record<Language, { what: string; from: string }>> = {
  "daily-answers": {
    en: { what: "Daily answers, and who was asked", from: "from the close of the check-in" },
    fr: {
      what: "Réponses quotidiennes, et à qui elles étaient demandées",
      from: "à compter de la clôture du point d’étape",
    },
  },
  "other-answers": {
    en: { what: "Other answers, and who was asked", from: "from the close of the check-in" },
    fr: { what: "Autres réponses, et à qui elles étaient demandées", from: "à compter de la clôture du point d’étape" },
  },
  "decisions-and-digests": {
    en: { what: "The register and digests, and who had which role", from: "from the end of the program" },
    fr: { what: "Registre et synthèses, et qui avait quel rôle", from: "à compter de la fin du programme" },
  },
  names: {
    en: {
      what: "Names in them, except of people who decided, wherever Drumbeat shows items, their history, sources and digests",
      from: "then only the role",
    },
    fr: {
      what: "Noms qui y figurent, sauf ceux des personnes qui ont décidé, là où Drumbeat affiche éléments, historique, sources et synthèses",
      from: "puis le rôle seul",
    },
  },
  late: {
    en: { what: "That an answer was late", from: "from the close of its check-in" },
    fr: { what: "Le fait qu’une réponse était en retard", from: "à compter de la clôture du point d’étape" },
  },
  receipts: {
    en: { what: "Receipts of erasures, without the name", from: "from the end of the erasure" },
    fr: { what: "Reçus des effacements, sans le nom", from: "à compter de la fin de l’effacement" },
  },
  audit: {
    en: { what: "Who changed what (the audit log)", from: "from that day" },
    fr: { what: "Qui a changé quoi (le journal d’audit)", from: "à compter du changement" },
  },
  messages: {
    en: { what: "That a message was sent to someone", from: "from that day" },
    fr: { what: "Le fait qu’un message a été envoyé à quelqu’un", from: "à compter de l’envoi" },
  },
  absences: {
    en: { what: "Absences", from: "from their last day" },
    fr: { what: "Absences", from: "à compter de leur dernier jour" },
  },
  contacts: {
    en: {
      what: "What people whose yes a program needs said and care about (their lines, after the end of the program)",
      from: "from the last contact, or the end of the program",
    },
    fr: {
      what: "Ce qu’ont dit les interlocuteurs d’un programme et ce qui compte pour eux (leur ligne, après la fin du programme)",
      from: "à compter du dernier contact, ou de la fin du programme",
    },
  },
  candidates: {
    en: { what: "Facts about who could sponsor a program", from: "from the choice" },
    fr: { what: "Faits sur les sponsors possibles d’un programme", from: "à compter du choix" },
  },
  left: {
    en: { what: "Preferences and groups of people who have left", from: "from the day they left" },
    fr: { what: "Préférences et groupes des personnes parties", from: "à compter du départ" },
  },
};

/** What is of age does not go on that very day. */
export const onTheFirst: Record<Language, string> = {
  en: "Whatever reaches its limit is deleted on the first of the next month.",
  fr: "Ce qui atteint sa limite est supprimé le premier du mois suivant.",
};

const YEAR = 12;

/** Months up to two years, then years where they come out even: “24 months”, “5 years”. */
export function monthsSaid(months: number): Record<Language, string> {
  if (months > 2 * YEAR && months % YEAR === 0) {
    const years = months / YEAR;
    return { en: `${years} years`, fr: `${years} ans` };
  }
  return { en: `${months} ${plural("en", months, "month", "months")}`, fr: `${months} mois` };
}
