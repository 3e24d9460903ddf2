import type { CliCommands } from "../kernel/cli.ts";

export const registerCommands: CliCommands = {
  register: {
    usage: "register import FILE | register export  the record: takes over a log, gives all of it out",
    run: async (args, { events }) => (await import("./import/cli.ts")).run(args, { events: await events() }),
  },
};
