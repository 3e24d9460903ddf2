import type { CliCommands } from "../kernel/cli.ts";

export const setupCommands: CliCommands = {
  setup: {
    usage: "setup --file FILE                      create the programs and cadences of a file",
    run: async (args, { upgrade, events }) => (await import("./cli.ts")).run(args, { upgrade, events: await events() }),
  },
};
