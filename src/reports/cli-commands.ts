import type { CliCommands } from "../kernel/cli.ts";

export const digestCommands: CliCommands = {
  digest: {
    usage: {
      en: "digest preview|list|show --reader …     digests, as they would be and as they were",
      fr: "digest preview|list|show --reader …          les synthèses, telles qu’elles seraient et telles qu’elles ont été",
    },
    run: async (args) => (await import("./cli.ts")).run(args),
  },
};
