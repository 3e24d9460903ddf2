import type { CliCommands } from "../app/cli-command-types.ts";

export const trackCommands: CliCommands = {
  track: {
    usage: {
      en: "track check FILE | add FILE | start TEMPLATE --program KEY  tracks: your own templates, and starting one",
      fr: "track check FICHIER | add FICHIER | start MODÈLE --program CLÉ  parcours\u00a0: vos modèles, et en lancer un",
    },
    run: async (args, { upgrade, events }) => (await import("./cli.ts")).run(args, { upgrade, events: await events() }),
  },
};
