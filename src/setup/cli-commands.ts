import type { CliCommands } from "../app/cli-command-types.ts";

export const setupCommands: CliCommands = {
  setup: {
    usage: {
      en: "setup --file FILE                      create the programs, portfolios and cadences of a file",
      fr: "setup --file FICHIER                         crée les programmes, portefeuilles et points d’étape d’un fichier",
    },
    run: async (args, { upgrade, events }) => (await import("./cli.ts")).run(args, { upgrade, events: await events() }),
  },
  track: {
    usage: {
      en: "track check FILE | add FILE | start TEMPLATE --program KEY  tracks: your own templates, and starting one",
      fr: "track check FICHIER | add FICHIER | start MODÈLE --program CLÉ  plans de travail\u00a0: vos modèles, et en lancer un",
    },
    run: async (args, { upgrade, events }) =>
      (await import("./tracks/cli.ts")).run(args, { upgrade, events: await events() }),
  },
};
