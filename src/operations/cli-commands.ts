import type { CliCommands } from "../kernel/cli.ts";

export const operationCommands: CliCommands = {
  doctor: {
    usage: "doctor [--json]                         checks the installation and says how to fix problems",
    run: async (args) => (await import("./cli.ts")).doctor(args),
  },
  manifest: {
    usage: "manifest [--http ADDRESS] [--lang fr]   what to paste into Slack to make the app",
    run: async (args) => (await import("./manifest/cli.ts")).run(args, process.env),
  },
  backup: {
    usage: "backup FILE                             a checked copy of the database, while Drumbeat runs",
    run: async (args) => (await import("./cli.ts")).backup(args),
  },
  restore: {
    usage: "restore FILE --to FILE                  puts a backup in place ; Drumbeat must not run",
    run: async (args) => (await import("./cli.ts")).restore(args),
  },
  move: {
    usage: "move --to postgres://…                  everything of a SQLite file into an empty PostgreSQL database",
    run: async (args) => (await import("./cli.ts")).move(args),
  },
  vacuum: {
    usage:
      "vacuum                                  writes the database anew, without what was deleted; stop Drumbeat before",
    run: async (args) => (await import("./cli.ts")).vacuum(args),
  },
  audit: {
    usage:
      "audit [--after ID] [--follow]           who did what and used whose data, as JSON lines for a log collector",
    run: async (args) => (await import("./audit-cli.ts")).run(args, process.env),
  },
  messages: {
    usage: "messages status|pause|resume            stops all messages, and how many wait",
    run: async (args) => (await import("./messages.ts")).run(args, process.env),
  },
};
