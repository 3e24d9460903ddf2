import type { CliCommands } from "../app/cli-command-types.ts";

export const registerCommands: CliCommands = {
  register: {
    usage: {
      en: "register import FILE | register export  the register: imports a log, exports everything",
      fr: "register import FICHIER | register export    le registre\u00a0: importe un suivi existant, exporte tout",
    },
    run: async (args, { events }) => (await import("./cli.ts")).run(args, { events: await events() }),
  },
};
