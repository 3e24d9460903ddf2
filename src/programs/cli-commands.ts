import type { CliCommands } from "../kernel/cli.ts";

export const programCommands: CliCommands = {
  programs: {
    usage: "programs export | programs import FILE  labels and budgets of programs, as CSV",
    run: async (args, { events }) => (await import("./profile/cli.ts")).run(args, { events: await events() }),
  },
};
