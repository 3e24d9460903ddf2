import type { CliCommands } from "../app/cli-command-types.ts";

export const checkInCommands: CliCommands = {
  export: {
    usage: {
      en: "export check-ins --format jsonl|csv     every answer that was given; names nobody without --names",
      fr: "export check-ins --format jsonl|csv          toutes les réponses données\u00a0; sans aucun nom, sauf avec --names",
    },
    run: async (args) => (await import("./cli.ts")).run(args),
  },
};
