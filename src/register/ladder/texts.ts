import { plural } from "../../platform/texts/language.ts";

const en = {
  option: "Escalation…",
  title: "Escalation",
  submit: "Save",
  close: "Cancel",
  done: "Close",
  change: "Change…",
  intro:
    "Blockers, undecided requests and unanswered high risks escalate automatically, one level at a time. Days are the working days of the person who has the item; absences don’t count, and their cover takes over. What is open follows what you change.",
  used: "Escalation levels, in order",
  nobody: "no one in this role",
  acknowledge: "Working days to acknowledge",
  resolve: "Working days to answer or escalate",
  person: "First to be asked",
  first: "First person in the role",
  reminders: "Reminders",
  reminder: { both: "Halfway and last day", end: "Last day only", none: "None" },
  skip: "Exception",
  maySkip: "A legal, safety or HR emergency goes straight to the sponsor",
  noSkip: "No exception: every item starts at the lowest level",
  said: ({ acknowledge, resolve }: { acknowledge: number; resolve: number }, reminders: string) =>
    `Acknowledge within ${acknowledge} working ${plural("en", acknowledge, "day", "days")}, answer or escalate within ${resolve} · reminders: ${reminders}`,
  says: {
    way: (steps: string) => `If no one answers: ${steps}.`,
    from: (level: string, person: string, after: string) => `from the ${level} to ${person} after ${after}`,
    step: (person: string, after: string) => `to ${person} after ${after}`,
    who: (name: string, level: string) => `${name} (${level})`,
    days: (days: number) => `${days} working ${plural("en", days, "day", "days")}`,
    next: ", then ",
    stays: (level: string) => `Items stay at this level (${level}): there’s no one above.`,
    longer: (people: string) => `After acknowledging, people get longer: ${people}.`,
    empty: (levels: string) => `Skipped, no one in the role: ${levels}.`,
  },
  errors: {
    none: "Tick at least one level.",
    number: (most: number) => `Enter a whole number of working days from 1 to ${most}.`,
    beforeSeen: "Allow at least as many days to answer as to acknowledge.",
  },
  saved: "Saved. Open escalations follow the new deadlines.",
};

const fr: typeof en = {
  option: "Escalade…",
  title: "Escalade",
  submit: "Enregistrer",
  close: "Annuler",
  done: "Fermer",
  change: "Modifier…",
  intro:
    "Les blocages, les demandes sans décision et les risques élevés sans réponse sont escaladés automatiquement, un niveau à la fois. Les jours sont les jours ouvrés de la personne à qui l’élément est confié\u00a0; ses absences ne comptent pas, son remplacement prend la suite. Ce qui est en cours suit vos changements.",
  used: "Niveaux d’escalade, dans l’ordre",
  nobody: "aucun titulaire",
  acknowledge: "Jours ouvrés pour en prendre connaissance",
  resolve: "Jours ouvrés pour répondre, ou escalader",
  person: "Première personne sollicitée",
  first: "1re personne du rôle",
  reminders: "Rappels",
  reminder: { both: "Mi-délai et dernier jour", end: "Dernier jour seulement", none: "Aucun" },
  skip: "Exception",
  maySkip: "Une urgence juridique, sécurité ou RH remonte directement au sponsor",
  noSkip: "Aucune exception\u00a0: tout part du niveau le plus bas",
  said: ({ acknowledge, resolve }, reminders) =>
    `Prise de connaissance sous ${acknowledge} ${plural("fr", acknowledge, "jour ouvré", "jours ouvrés")}, réponse ou escalade sous ${resolve} · rappels\u00a0: ${reminders}`,
  says: {
    way: (steps) => `Sans réponse\u00a0: ${steps}.`,
    from: (level, person, after) => `du niveau «\u00a0${level}\u00a0» à ${person} après ${after}`,
    step: (person, after) => `à ${person} après ${after}`,
    who: (name, level) => `${name} (${level})`,
    days: (days) => `${days} ${plural("fr", days, "jour ouvré", "jours ouvrés")}`,
    next: ", puis ",
    stays: (level) => `Les éléments restent à ce niveau (${level})\u00a0: il n’y a personne au-dessus.`,
    longer: (people) => `Une fois la prise de connaissance signalée, le délai est plus long\u00a0: ${people}.`,
    empty: (levels) => `Niveaux sans titulaire, non sollicités\u00a0: ${levels}.`,
  },
  errors: {
    none: "Cochez au moins un niveau.",
    number: (most) => `Indiquez un nombre entier de jours ouvrés, de 1 à ${most}.`,
    beforeSeen: "Prévoyez au moins autant de jours pour répondre que pour en prendre connaissance.",
  },
  saved: "C’est enregistré. Les escalades en cours suivent les nouveaux délais.",
};

export const ladderTexts = { en, fr };
