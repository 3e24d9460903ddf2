import type { CliCommands } from "../kernel/cli.ts";

export const calendarCommands: CliCommands = {
  calendar: {
    usage: "calendar import --file X.ics --name NAME  days off from an iCalendar file",
    run: async (args, { upgrade, events, afterOtherDays: afterwards }) =>
      (await import("./cli.ts")).run(args, { upgrade, events: await events(), afterwards }),
  },
};
