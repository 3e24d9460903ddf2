import type { CliCommands } from "../app/cli-command-types.ts";

export const privacyCommands: CliCommands = {
  person: {
    usage: {
      en: "person export HANDLE                    all that is kept about someone",
      fr: "person export IDENTIFIANT                    tout ce qui est conservé sur une personne",
    },
    run: async (args) => (await import("./cli.ts")).run(args),
  },
};
