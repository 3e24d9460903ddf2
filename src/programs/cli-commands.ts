import type { CliCommands } from "../kernel/cli.ts";

export const programCommands: CliCommands = {
  programs: {
    usage: {
      en: "programs export | programs import FILE  labels and budgets of programs, as CSV",
      fr: "programs export | programs import FICHIER    étiquettes et budgets des programmes, en CSV",
    },
    run: async (args, { events }) => (await import("./profile/cli.ts")).run(args, { events: await events() }),
  },
};
