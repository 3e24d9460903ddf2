import type { CliCommands } from "../app/cli-command-types.ts";

export const goalCommands: CliCommands = {
  measure: {
    usage: {
      en: "measure import FILE | measure set CODE VALUE --on DAY  enters values of measures",
      fr: "measure import FICHIER | measure set CODE VALEUR --on JOUR  saisit des valeurs d’indicateurs",
    },
    run: async (args, { events }) => (await import("./cli.ts")).run(args, { events: await events() }),
  },
};
