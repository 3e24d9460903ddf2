import { plural } from "../../platform/texts/language.ts";

const en = {
  option: "Escalation…",
  title: "Escalation",
  submit: "Save",
  close: "Cancel",
  intro:
    "What blocks work, an ask that waits for its decision and a high risk without a response go up by themselves, one level after the other. Days are working days of whoever has the item; their absences do not count, and their delegate stands in.",
  used: "Levels that are asked, in this order",
  nobody: "nobody sits here",
  acknowledge: "Working days to say that one has seen it",
  resolve: "Working days to answer, or to pass it up",
  person: "Who is asked first",
  first: "Whoever has the first seat",
  reminders: "Reminders",
  reminder: { both: "At half time and at the end", end: "At the end only", none: "None" },
  skip: "Exception",
  maySkip: "A red on law, safety or people goes straight to the sponsor",
  preview: "Show what this comes to",
  says: {
    way: (steps: string) => `If nobody answers: ${steps}.`,
    from: (level: string, person: string, after: string) => `from the ${level} to ${person} after ${after}`,
    step: (person: string, after: string) => `to ${person} after ${after}`,
    who: (name: string, level: string) => `${name} (${level})`,
    days: (days: number) => `${days} working ${plural("en", days, "day", "days")}`,
    next: ", then ",
    stays: (level: string) => `Items stay at this level (${level}): nobody is above.`,
    longer: (people: string) => `Whoever has said that they have seen it has longer: ${people}.`,
    empty: (levels: string) => `Nobody sits here, so it is passed by: ${levels}.`,
    mend: "Mend the fields below to see what this means.",
  },
  errors: {
    none: "Tick one level at least.",
    number: (most: number) => `Give a whole number of working days from 1 to ${most}.`,
    beforeSeen: "Nobody can answer before they have to have seen it: give at least as many days as for seeing it.",
  },
  saved: "Saved; what is on its way is counted anew.",
};

const fr: typeof en = {
  option: "Escalade…",
  title: "Escalade",
  submit: "Enregistrer",
  close: "Annuler",
  intro:
    "Ce qui bloque le travail, une demande qui attend sa décision et un risque élevé sans réponse montent automatiquement, un niveau après l’autre. Les jours sont les jours ouvrés de la personne qui a l’élément en main\u00a0; ses absences ne comptent pas, et son délégataire prend le relais.",
  used: "Niveaux sollicités, dans cet ordre",
  nobody: "personne n’y siège",
  acknowledge: "Jours ouvrés pour en prendre connaissance",
  resolve: "Jours ouvrés pour répondre, ou escalader",
  person: "Qui est sollicité d’abord",
  first: "La personne du premier siège",
  reminders: "Rappels",
  reminder: { both: "À mi-délai et le dernier jour", end: "Le dernier jour seulement", none: "Aucun" },
  skip: "Exception",
  maySkip: "Un rouge sur le droit, la sécurité ou les personnes va droit au sponsor",
  preview: "Voir ce que cela donne",
  says: {
    way: (steps) => `Sans réponse\u00a0: ${steps}.`,
    from: (level, person, after) => `du niveau «\u00a0${level}\u00a0» à ${person} après ${after}`,
    step: (person, after) => `à ${person} après ${after}`,
    who: (name, level) => `${name} (${level})`,
    days: (days) => `${days} ${plural("fr", days, "jour ouvré", "jours ouvrés")}`,
    next: ", puis ",
    stays: (level) => `Les éléments restent à ce niveau (${level})\u00a0: il n’y a personne au-dessus.`,
    longer: (people) => `Une fois la prise de connaissance signalée, le délai est plus long\u00a0: ${people}.`,
    empty: (levels) => `Niveaux sans titulaire, donc passés\u00a0: ${levels}.`,
    mend: "Corrigez les champs ci-dessous pour voir ce que cela donne.",
  },
  errors: {
    none: "Cochez au moins un niveau.",
    number: (most) => `Indiquez un nombre entier de jours ouvrés, de 1 à ${most}.`,
    beforeSeen:
      "On ne peut pas répondre avant d’en avoir pris connaissance\u00a0: indiquez au moins autant de jours que pour la prise de connaissance.",
  },
  saved: "C’est enregistré\u00a0; les délais en cours sont recalculés.",
};

export const ladderTexts = { en, fr };
