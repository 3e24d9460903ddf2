import type { CliCommands } from "../kernel/cli.ts";

export const registerCommands: CliCommands = {
  register: {
    usage: "register import FILE | register export  the register: imports a log, exports everything",
    run: async (args, { events }) => (await import("./import/cli.ts")).run(args, { events: await events() }),
  },
};
