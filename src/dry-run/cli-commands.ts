import type { CliCommands } from "../kernel/cli.ts";

export const dryRunCommands: CliCommands = {
  plan: {
    usage: "plan --weeks N --format table|jsonl     who will get what and when, and what is held, merged or left out",
    run: async (args) => (await import("./cli.ts")).run(args),
  },
};
