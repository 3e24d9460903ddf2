/** What `drumbeat calendar` says. */
import { type Language, plural } from "../platform/texts/language.ts";

const en = {
  usage: `Usage: drumbeat calendar import --file X.ics --name NAME [--region REGION]
       drumbeat calendar list
       all: [--database FILE|URL] [--workspace SLACK_TEAM_ID]`,
  days: (count: number) => `${count} days`,
  imported: (days: number, calendar: string, leftOut: number) =>
    `${days} days off are in the calendar ${calendar}.${leftOut > 0 ? ` ${leftOut} events with a time are no days off and were left out.` : ""}`,
  tooLarge: "it is larger than 2 MB.",
  noAllDay: "it has no all-day event.",
};

const fr: typeof en = {
  usage: `Usage\u00a0: drumbeat calendar import --file X.ics --name NOM [--region RÉGION]
        drumbeat calendar list
        partout\u00a0: [--database FICHIER|URL] [--workspace SLACK_TEAM_ID]`,
  days: (count) => `${count} ${plural("fr", count, "jour", "jours")}`,
  imported: (days, calendar, leftOut) => {
    const left = `${leftOut} ${plural("fr", leftOut, "événement à heure fixe n’est pas un jour chômé et n’a pas été repris", "événements à heure fixe ne sont pas des jours chômés et n’ont pas été repris")}.`;
    return `Le calendrier ${calendar} contient ${days} ${plural("fr", days, "jour chômé", "jours chômés")}.${leftOut > 0 ? ` ${left}` : ""}`;
  },
  tooLarge: "il dépasse 2\u00a0Mo.",
  noAllDay: "il ne contient aucun événement d’une journée entière.",
};

export const calendarCommandTexts: Record<Language, typeof en> = { en, fr };
