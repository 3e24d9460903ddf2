import type { CliCommands } from "../app/cli-command-types.ts";

export const forecastCommands: CliCommands = {
  plan: {
    usage: {
      en: "plan --weeks N --format table|jsonl     who will get what and when, and what is held, merged or left out",
      fr: "plan --weeks N --format table|jsonl          qui recevra quoi et quand, et ce qui attend, est groupé ou n’est pas envoyé",
    },
    run: async (args) => (await import("./cli.ts")).run(args),
  },
};
