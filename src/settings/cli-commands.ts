import type { CliCommands } from "../app/cli-command-types.ts";

export const settingsCommands: CliCommands = {
  audit: {
    usage: {
      en: "audit export [--since DAY]              who did what, a line of JSON each; names nobody without --names",
      fr: "audit export [--since JOUR]                  qui a fait quoi, une ligne de JSON par acte\u00a0; sans aucun nom, sauf avec --names",
    },
    run: async (args) => (await import("./audit/cli.ts")).run(args),
  },
};
