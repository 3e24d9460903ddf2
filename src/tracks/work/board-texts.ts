/** Of the list of work requests: what it is narrowed down by, what has ended, and its picture. */
import { plural, withFullStop } from "../../platform/texts/language.ts";

const en = {
  underWay: "Under way",
  ended: "Ended",
  types: "All types",
  everybody: "Everybody",
  you: "You",
  steps: "All steps",
  months: "All months",
  none: "Nothing is under way here.",
  noneEnded: "Nothing has ended here yet.",
  noMatch: "Nothing matches these filters.",
  search: "To search all, type `/drumbeat work` with words of the request.",
  found: (words: string, count: number) =>
    count === 0
      ? withFullStop(`No request has “${words}”`)
      : withFullStop(`${plural("en", count, "1 request has", `${count} requests have`)} “${words}”`),
  picture: {
    show: "Picture and CSV",
    title: "Work requests by step",
    step: (name: string, counts: string) => `${name}: ${counts}`,
    counts: (count: number, late: number) => `${count}${late > 0 ? `, ${late} late` : ""}`,
    inTime: "in time",
    late: "late",
    columns: ["Code", "Request", "Type", "Step", "With", "Due", "Needed by", "Asked by", "Asked on"],
  },
};

const fr: typeof en = {
  underWay: "En cours",
  ended: "Closes",
  types: "Tous les types",
  everybody: "Tout le monde",
  you: "Vous",
  steps: "Toutes les étapes",
  months: "Tous les mois",
  none: "Rien n’est en cours ici.",
  noneEnded: "Rien n’est encore clos ici.",
  noMatch: "Rien ne correspond à ces filtres.",
  search: "Pour chercher partout, tapez `/drumbeat travaux` suivi de mots de la demande.",
  found: (words, count) =>
    withFullStop(
      count === 0
        ? `Aucune demande ne contient «\u00a0${words}\u00a0»`
        : `${plural("fr", count, `${count} demande contient`, `${count} demandes contiennent`)} «\u00a0${words}\u00a0»`,
    ),
  picture: {
    show: "Image et CSV",
    title: "Demandes par étape",
    step: (name, counts) => `${name}\u00a0: ${counts}`,
    counts: (count, late) => `${count}${late > 0 ? `, dont ${late} en retard` : ""}`,
    inTime: "dans les temps",
    late: "en retard",
    columns: ["Code", "Demande", "Type", "Étape", "Chez", "Échéance", "Nécessaire pour le", "Demandée par", "Le"],
  },
};

export const boardTexts = { en, fr };
