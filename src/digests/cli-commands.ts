import type { CliCommands } from "../kernel/cli.ts";

export const digestCommands: CliCommands = {
  digest: {
    usage: "digest preview|list|show --reader …     digests, as they would be and as they were",
    run: async (args) => (await import("./cli.ts")).run(args),
  },
};
