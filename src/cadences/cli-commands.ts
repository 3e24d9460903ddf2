import type { CliCommands } from "../kernel/cli.ts";

export const cadenceCommands: CliCommands = {
  cadence: {
    usage: "cadence preview --rule JSON …           the next openings of a rule",
    run: async (args) => (await import("./cli.ts")).run(args),
  },
};
