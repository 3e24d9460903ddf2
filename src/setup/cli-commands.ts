import type { CliCommands } from "../app/cli-command-types.ts";

export const setupCommands: CliCommands = {
  setup: {
    usage: {
      en: "setup --file FILE                      create the programs and cadences of a file",
      fr: "setup --file FICHIER                         crée les programmes et les points d’étape d’un fichier",
    },
    run: async (args, { upgrade, events }) => (await import("./cli.ts")).run(args, { upgrade, events: await events() }),
  },
};
