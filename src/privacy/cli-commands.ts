import type { CliCommands } from "../kernel/cli.ts";

export const privacyCommands: CliCommands = {
  person: {
    usage:
      "person export HANDLE                    all that is kept about someone who asks; person erase HANDLE | erasures",
    run: async (args, above) =>
      args[0] === "export"
        ? (await import("./cli.ts")).run(args, { events: await above.events() })
        : (await import("./erasure/cli.ts")).run(args, above),
  },
  dossier: {
    usage: "dossier --lang en|fr                    what a works council and a data protection officer need to know",
    run: async (args) => (await import("./dossier/cli.ts")).run(args),
  },
};
