import type { CliCommands } from "../app/cli-command-types.ts";

export const calendarCommands: CliCommands = {
  calendar: {
    usage: {
      en: "calendar import --file X.ics --name NAME  days off from an iCalendar file",
      fr: "calendar import --file X.ics --name NOM      des jours chômés tirés d’un fichier iCalendar",
    },
    run: async (args, { events }) => (await import("./cli.ts")).run(args, { events: await events() }),
  },
};
