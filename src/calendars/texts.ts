import { type Language, plural } from "../platform/texts/language.ts";
import type { LineProblem } from "./days-off-typed.ts";
import { type IcsDays, LISTED_YEARS } from "./ics.ts";
import type { IcsProblem } from "./ics-lines.ts";

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
    daysLeft: (count: number) =>
      `Too many days to show (${count}). Leave empty to keep them; anything you enter replaces them.`,
    required: "Please fill this in.",
    noDays: "Enter at least one day, or choose a country’s holidays.",
    onlyRegion: "Choose a country or a region here, not a list.",
  },
  command: {
    usage:
      "Usage: drumbeat calendar import --file X.ics --name NAME [--region REGION] [--database FILE|URL] [--workspace SLACK_TEAM_ID]",
    imported: (days: number, calendar: string) =>
      `${days} ${plural("en", days, "day off is", "days off are")} in the calendar ${calendar}.`,
    noAllDay: "it has no all-day event.",
  },
  notRead: {
    leftOut: (count: number, names: string) =>
      `${plural("en", count, `${count} event is no day off and was`, `${count} events are no days off and were`)} left out: ${names}.`,
    timed: (name: string) => `“${name}” (with a time)`,
    cancelled: (name: string) => `“${name}” (cancelled)`,
    task: (name: string) => `“${name}” (a task)`,
    older: (name: string) => `“${name}” (an earlier version)`,
    replied: (name: string) => `“${name}” (its calendar cancels or only answers it: METHOD)`,
    listed: (years: number, names: string) =>
      `Without a near end, so only the dates of the next ${years} years are listed: ${names}.`,
  },
  problem: {
    inLine: (line: number, text: string, what: string) => (text ? `Line ${line}, “${text}”: ${what}` : what),
    "no-date": "start with a date, like 2026-12-24 or 12-24.",
    "not-in-calendar": "that date doesn’t exist.",
    "too-many": "too many days for one list.",
    "not-a-calendar": "this is not valid iCalendar (RFC 5545).",
    "no-dates": "this event has no valid dates.",
    "too-long": "an event can last 60 days at most.",
    "repeats-otherwise":
      "an event without an end can repeat only on the same date each year. Give this one an end, or list its dates.",
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
    daysLeft: (count) =>
      `Ces ${count} jours sont trop nombreux pour être affichés. Laissez le champ vide pour les conserver\u00a0; toute saisie les remplace.`,
    required: "Merci de remplir ce champ.",
    noDays: "Indiquez au moins un jour, ou choisissez les jours fériés d’un pays.",
    onlyRegion: "Choisissez ici un pays ou une région, et non une liste.",
  },
  command: {
    usage:
      "Usage\u00a0: drumbeat calendar import --file X.ics --name NOM [--region RÉGION] [--database FICHIER|URL] [--workspace SLACK_TEAM_ID]",
    imported: (days, calendar) =>
      `Le calendrier ${calendar} contient ${days} ${plural("fr", days, "jour chômé", "jours chômés")}.`,
    noAllDay: "il ne contient aucun événement d’une journée entière.",
  },
  notRead: {
    leftOut: (count, names) =>
      `${plural("fr", count, `${count} événement n’est pas un jour chômé et n’a pas été repris`, `${count} événements ne sont pas des jours chômés et n’ont pas été repris`)}\u00a0: ${names}.`,
    timed: (name) => `«\u00a0${name}\u00a0» (à heure fixe)`,
    cancelled: (name) => `«\u00a0${name}\u00a0» (annulé)`,
    task: (name) => `«\u00a0${name}\u00a0» (une tâche)`,
    older: (name) => `«\u00a0${name}\u00a0» (une version antérieure)`,
    replied: (name) => `«\u00a0${name}\u00a0» (son calendrier l’annule ou ne fait qu’y répondre\u00a0: METHOD)`,
    listed: (years, names) =>
      `Sans fin proche\u00a0: seules les dates des ${years} prochaines années sont dans la liste\u00a0: ${names}.`,
  },
  problem: {
    inLine: (line, text, what) => (text ? `Ligne ${line}, «\u00a0${text}\u00a0»\u00a0: ${what}` : what),
    "no-date": "commencez par une date, comme 2026-12-24 ou 12-24.",
    "not-in-calendar": "cette date n’existe pas.",
    "too-many": "trop de jours pour une seule liste.",
    "not-a-calendar": "ceci n’est pas un fichier iCalendar valable (RFC 5545).",
    "no-dates": "cet événement n’a pas de dates valables.",
    "too-long": "un événement dure 60 jours au maximum.",
    "repeats-otherwise":
      "sans fin, un événement ne peut se répéter qu’à la même date chaque année. Donnez une fin à celui-ci, ou indiquez ses dates une à une.",
  },
};

export const calendarTexts = { en, fr };

/** What a calendar file has that is no day off, and what of it is listed only for some years: a sentence each. */
export function notReadLines({ leftOut, listed }: Pick<IcsDays, "leftOut" | "listed">, language: Language): string[] {
  const texts = calendarTexts[language].notRead;
  const list = new Intl.ListFormat(language);
  const names = leftOut.map(({ because, name }) => texts[because](name));
  return [
    ...(names.length > 0 ? [texts.leftOut(names.length, list.format(names))] : []),
    ...(listed.length > 0 ? [texts.listed(LISTED_YEARS, list.format(listed))] : []),
  ];
}
