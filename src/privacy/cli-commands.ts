import type { CliCommands } from "../kernel/cli.ts";

export const privacyCommands: CliCommands = {
  person: {
    usage: {
      en: "person export HANDLE                    all that is kept about someone who asks; person erase HANDLE | erasures",
      fr: "person export IDENTIFIANT                    tout ce qui est conservé sur une personne qui le demande\u00a0; person erase IDENTIFIANT | erasures",
    },
    run: async (args, above) =>
      args[0] === "export"
        ? (await import("./cli.ts")).run(args, { events: await above.events() })
        : (await import("./erasure/cli.ts")).run(args, above),
  },
};
