import type { CliCommands } from "../kernel/cli.ts";

export const checkInCommands: CliCommands = {
  export: {
    usage: "export check-ins --format jsonl|csv     every answer that was given; names nobody without --names",
    run: async (args) => (await import("./cli.ts")).run(args),
  },
};
