/** `drumbeat …` for operators. Each capability brings its own commands; they are loaded when they are called. */
import type { UpgradeToDo } from "./operations/upgrade.ts";
import { systemClock } from "./platform/clock.ts";
import { DEFAULT_DATABASE } from "./platform/config.ts";
import type { Db } from "./platform/database.ts";
import { DrumbeatError } from "./platform/errors.ts";
import { languageOf } from "./platform/texts/language.ts";

interface CliCommand {
  usage: string;
  load(): Promise<{ run(args: string[]): Promise<number> }>;
}

/** As at the start: an earlier version's database is backed up first, and the back-up named. */
async function upgrade(db: Db, location: string): Promise<void> {
  const { bringUpToDate, upgradeInWords } = await import("./operations/upgrade.ts");
  const tell = (todo: UpgradeToDo) => process.stderr.write(`${upgradeInWords(todo)}\n`);
  await bringUpToDate(db, location, { at: systemClock().now(), tell });
}

const commands: Record<string, CliCommand> = {
  setup: {
    usage: "setup --file FILE                      create the programs and cadences of a file",
    load: async () => {
      const [{ run }, { events }] = await Promise.all([import("./setup/cli.ts"), import("./events.ts")]);
      return { run: (args) => run(args, { upgrade, events }) };
    },
  },
  cadence: {
    usage: "cadence preview --rule JSON …           the next openings of a rule",
    load: () => import("./cadences/cli.ts"),
  },
  calendar: {
    usage: "calendar import --file X.ics --name NAME  days off from an iCalendar file",
    load: async () => {
      const [{ run }, { events }] = await Promise.all([import("./calendars/cli.ts"), import("./events.ts")]);
      const { refreshDueSubscriptions } = await import("./digests/use-cases.ts");
      return { run: (args) => run(args, { upgrade, events, afterwards: refreshDueSubscriptions }) };
    },
  },
  digest: {
    usage: "digest preview|list|show --reader …     digests, as they would be and as they were",
    load: () => import("./digests/cli.ts"),
  },
  export: {
    usage: "export check-ins --format jsonl|csv     every answer that was given",
    load: () => import("./check-ins/cli.ts"),
  },
  doctor: {
    usage: "doctor [--json]                         looks whether all is well, and says how to mend what is not",
    load: async () => ({ run: (await import("./operations/cli.ts")).doctor }),
  },
  backup: {
    usage: "backup FILE                             a checked copy of the database, while Drumbeat runs",
    load: async () => ({ run: (await import("./operations/cli.ts")).backup }),
  },
  restore: {
    usage: "restore FILE --to FILE                  puts a back-up in place; Drumbeat must not run",
    load: async () => ({ run: (await import("./operations/cli.ts")).restore }),
  },
  move: {
    usage: "move --to postgres://…                  everything of a SQLite file into an empty PostgreSQL database",
    load: async () => ({ run: (await import("./operations/cli.ts")).move }),
  },
  messages: {
    usage: "messages status|pause|resume            stops all messages, and how many wait",
    load: async () => {
      const { run } = await import("./operations/messages.ts");
      return { run: (args) => run(args, process.env) };
    },
  },
  plan: {
    usage: "plan --weeks N --format table|jsonl     who will get what and when, and what is held, merged or left out",
    load: () => import("./dry-run/cli.ts"),
  },
  register: {
    usage: "register import FILE | register export  the record: takes over a log, gives all of it out",
    load: async () => {
      const [{ run }, { events }] = await Promise.all([import("./register/import/cli.ts"), import("./events.ts")]);
      return { run: (args) => run(args, { events }) };
    },
  },
  sandbox: {
    usage: "sandbox [--once] | sandbox as HANDLE …  a Slack workspace on this machine",
    load: () => import("./sandbox/cli.ts"),
  },
};

// Whoever reads our output, such as `head`, may have read enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

const [name = "", ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command) {
  // Set, not exit(): what is still on its way through a pipe must arrive.
  process.exitCode = await (await command.load()).run(args).catch((error: unknown) => {
    if (!(error instanceof DrumbeatError)) throw error;
    const { LC_ALL, LC_MESSAGES, LANG } = process.env;
    process.stderr.write(`drumbeat ${name}: ${error.sentence(languageOf(LC_ALL || LC_MESSAGES || LANG || "en"))}\n`);
    return 1;
  });
} else {
  const lines = Object.values(commands).map(({ usage }) => `  drumbeat ${usage}`);
  process.stderr.write(
    `Usage:\n${lines.join("\n")}\nThe database is DATABASE_URL, or ${DEFAULT_DATABASE}; --database FILE|URL wins.\n`,
  );
  process.exitCode = name === "" || name === "help" || name === "--help" ? 0 : 1;
}
