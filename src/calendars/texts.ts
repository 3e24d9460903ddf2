import { plural } from "../platform/texts/language.ts";
import type { LineProblem } from "./rules-days-off.ts";
import type { IcsProblem } from "./rules-ics.ts";

const en = {
  list: {
    title: "Lists of days off",
    done: "Done",
    none: "No lists yet. Use a list to add your own days off – a bridge day, a summer closure – to a country’s public holidays.",
    add: "Add a list",
    edit: "Edit…",
    remove: "Remove",
    days: (count: number, region: string | null) => {
      const own = `${count} custom ${plural("en", count, "day", "days")}`;
      return region ? `Public holidays: ${region}; ${own}` : own;
    },
  },
  form: {
    newTitle: "New list",
    editTitle: "Edit list",
    save: "Save",
    close: "Cancel",
    name: "Name",
    region: "Include public holidays of",
    regionHint: "A country, or a region code: France, FR-67, GB-SCT, US-CA.",
    days: "Days off, one per line",
    daysHint: (most: number) =>
      `2026-12-24 Christmas Eve – or 12-24 for every year. You can also paste the text of an .ics file, up to ${most} characters.`,
    daysKept: (count: number) =>
      `Too many days to show (${count}). Leave empty to keep them; anything you enter replaces them.`,
    required: "Please fill this in.",
    noDays: "Enter at least one day, or choose a country’s holidays.",
    onlyRegion: "Choose a country or a region here, not a list.",
  },
  problem: {
    inLine: (line: number, text: string, what: string) => (text ? `Line ${line}, “${text}”: ${what}` : what),
    "no-date": "start with a date, like 2026-12-24 or 12-24.",
    "not-in-calendar": "that date doesn’t exist.",
    "too-many": "too many days for one list.",
    "not-a-calendar": "an iCalendar file begins with BEGIN:VCALENDAR and ends with END:VCALENDAR.",
    "not-a-property": "not a valid iCalendar line (NAME:value).",
    "not-closed": "what begins here has no END.",
    "not-open": "this END has no BEGIN.",
    "no-start": "this event has no DTSTART.",
    "ends-before": "the event ends before it begins.",
    "too-long": "an event can last 60 days at most.",
    "repeats-otherwise":
      "only events that repeat on the same date each year are supported. List the dates one by one instead.",
    "has-exceptions": "repeating events with exceptions aren’t supported. List the dates one by one instead.",
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
      const own = `${count} ${plural("fr", count, "jour chômé ajouté", "jours chômés ajoutés")}`;
      return region ? `Jours fériés\u00a0: ${region}\u00a0; ${own}` : own;
    },
  },
  form: {
    newTitle: "Nouvelle liste",
    editTitle: "Modifier la liste",
    save: "Enregistrer",
    close: "Annuler",
    name: "Nom",
    region: "Inclure les jours fériés de",
    regionHint: "Un pays, ou un code de région\u00a0: France, FR-67, GB-SCT, US-CA.",
    days: "Jours chômés, un par ligne",
    daysHint: (most) =>
      `2026-12-24 Veille de Noël – ou 12-24 pour chaque année. Vous pouvez aussi coller le texte d’un fichier .ics, jusqu’à ${most} caractères.`,
    daysKept: (count) =>
      `Ces ${count} jours sont trop nombreux pour être affichés. Laissez le champ vide pour les conserver\u00a0; toute saisie les remplace.`,
    required: "Merci de remplir ce champ.",
    noDays: "Indiquez au moins un jour, ou choisissez les jours fériés d’un pays.",
    onlyRegion: "Choisissez ici un pays ou une région, et non une liste.",
  },
  problem: {
    inLine: (line, text, what) => (text ? `Ligne ${line}, «\u00a0${text}\u00a0»\u00a0: ${what}` : what),
    "no-date": "commencez par une date, comme 2026-12-24 ou 12-24.",
    "not-in-calendar": "cette date n’existe pas.",
    "too-many": "trop de jours pour une seule liste.",
    "not-a-calendar": "un fichier iCalendar commence par BEGIN:VCALENDAR et finit par END:VCALENDAR.",
    "not-a-property": "ligne iCalendar non valable (NOM:valeur).",
    "not-closed": "ce qui commence ici n’a pas de END.",
    "not-open": "ce END n’a pas de BEGIN.",
    "no-start": "cet événement n’a pas de DTSTART.",
    "ends-before": "l’événement finit avant de commencer.",
    "too-long": "un événement dure 60 jours au maximum.",
    "repeats-otherwise":
      "seuls les événements répétés à la même date chaque année sont acceptés. Indiquez plutôt les dates une à une.",
    "has-exceptions": "les répétitions avec exceptions ne sont pas acceptées. Indiquez plutôt les dates une à une.",
  },
};

export const calendarTexts = { en, fr };
