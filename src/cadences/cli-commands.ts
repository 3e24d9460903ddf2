import type { CliCommands } from "../app/cli-command-types.ts";

export const cadenceCommands: CliCommands = {
  cadence: {
    usage: {
      en: "cadence preview --rule JSON …           the next openings of a rule",
      fr: "cadence preview --rule JSON …                les prochaines dates d’une règle",
    },
    run: async (args) => (await import("./cli.ts")).run(args),
  },
};
