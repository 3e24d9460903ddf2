import { plural } from "../platform/texts/language.ts";
import type { LineProblem } from "./rules-days-off.ts";
import type { IcsProblem } from "./rules-ics.ts";

const en = {
  list: {
    title: "Lists of days off",
    done: "Done",
    none: "No list yet. A list has days off of your own – a day between two holidays, a closure in summer – besides those of a country.",
    add: "Add a list",
    edit: "Edit…",
    remove: "Remove",
    days: (count: number, region: string | null) => {
      const own = `${count} ${plural("en", count, "day", "days")} of your own`;
      return region ? `Public holidays: ${region}; ${own}` : own;
    },
  },
  form: {
    newTitle: "New list",
    editTitle: "Edit the list",
    save: "Save",
    close: "Cancel",
    name: "Name",
    region: "With the public holidays of",
    regionHint: "A country, or a part of it as a code: France, FR-67, GB-SCT, US-CA.",
    days: "Days off, one a line",
    daysHint: (most: number) =>
      `2026-12-24 Christmas Eve – or 12-24 for each year. The text of an .ics file can be pasted too, up to ${most} characters.`,
    daysKept: (count: number) =>
      `The ${count} days are too many to be shown here. Left empty, they stay; what is written replaces them.`,
    required: "Please fill this in.",
    noDays: "Write at least one day, or choose the holidays of a country.",
    onlyRegion: "Choose a country or a part of it here, not a list.",
  },
  problem: {
    inLine: (line: number, text: string, what: string) => (text ? `Line ${line}, “${text}”: ${what}` : what),
    "no-date": "it must begin with a day, as 2026-12-24 or 12-24.",
    "not-in-calendar": "there is no such day.",
    "too-many": "these are more days than a list takes.",
    "not-a-calendar": "an iCalendar file begins with BEGIN:VCALENDAR and ends with END:VCALENDAR.",
    "not-a-property": "this is no line of an iCalendar file, which has a name, a colon and a value.",
    "not-closed": "what begins here has no END.",
    "not-open": "this END has no BEGIN.",
    "no-start": "this event has no DTSTART.",
    "ends-before": "the event ends before it begins.",
    "too-long": "an event takes 60 days at most.",
    "repeats-otherwise": "only an event on the same date each year can be read. Write the dates one by one instead.",
    "has-exceptions": "exceptions of a repetition cannot be read. Write the dates one by one instead.",
  } satisfies Record<LineProblem["because"] | IcsProblem["because"], string> & {
    inLine: (line: number, text: string, what: string) => string;
  },
};

const fr: typeof en = {
  list: {
    title: "Listes de jours chômés",
    done: "Terminé",
    none: "Pas encore de liste. Une liste ajoute vos propres jours chômés – un pont, une fermeture d’été – aux jours fériés d’un pays.",
    add: "Ajouter une liste",
    edit: "Modifier…",
    remove: "Supprimer",
    days: (count, region) => {
      const own = `${count} ${plural("fr", count, "jour chômé en propre", "jours chômés en propre")}`;
      return region ? `Jours fériés\u00a0: ${region}\u00a0; ${own}` : own;
    },
  },
  form: {
    newTitle: "Nouvelle liste",
    editTitle: "Modifier la liste",
    save: "Enregistrer",
    close: "Annuler",
    name: "Nom",
    region: "Avec les jours fériés de",
    regionHint: "Un pays, ou une de ses régions par son code\u00a0: France, FR-67, GB-SCT, US-CA.",
    days: "Jours chômés, un par ligne",
    daysHint: (most) =>
      `2026-12-24 Veille de Noël – ou 12-24 pour chaque année. Vous pouvez aussi coller le texte d’un fichier .ics, jusqu’à ${most} caractères.`,
    daysKept: (count) =>
      `Ces ${count} jours sont trop nombreux pour être affichés ici. Laissé vide, ils restent\u00a0; un texte les remplace.`,
    required: "Merci de remplir ce champ.",
    noDays: "Indiquez au moins un jour, ou choisissez les jours fériés d’un pays.",
    onlyRegion: "Choisissez ici un pays ou une de ses régions, et non une liste.",
  },
  problem: {
    inLine: (line, text, what) => (text ? `Ligne ${line}, «\u00a0${text}\u00a0»\u00a0: ${what}` : what),
    "no-date": "elle doit commencer par un jour, comme 2026-12-24 ou 12-24.",
    "not-in-calendar": "ce jour n’existe pas.",
    "too-many": "il y a plus de jours qu’une liste n’en accepte.",
    "not-a-calendar": "un fichier iCalendar commence par BEGIN:VCALENDAR et finit par END:VCALENDAR.",
    "not-a-property": "une ligne d’un fichier iCalendar comporte un nom, un deux-points et une valeur.",
    "not-closed": "ce qui commence ici n’a pas de END.",
    "not-open": "ce END n’a pas de BEGIN.",
    "no-start": "cet événement n’a pas de DTSTART.",
    "ends-before": "l’événement finit avant de commencer.",
    "too-long": "un événement dure 60 jours au plus.",
    "repeats-otherwise":
      "seul un événement à la même date chaque année peut être lu. Indiquez plutôt les dates une à une.",
    "has-exceptions": "les exceptions d’une répétition ne peuvent pas être lues. Indiquez plutôt les dates une à une.",
  },
};

export const calendarTexts = { en, fr };
