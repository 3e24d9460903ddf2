/** Runs `drumbeat …`. Capabilities declare the commands, which are loaded when called. */

import { cadenceCommands } from "../cadences/cli-commands.ts";
import { calendarCommands } from "../calendars/cli-commands.ts";
import { checkInCommands } from "../check-ins/cli-commands.ts";
import { forecastCommands } from "../forecast/cli-commands.ts";
import { goalCommands } from "../goals/cli-commands.ts";
import { operationCommands } from "../operations/cli-commands.ts";
import type { UpgradeToDo } from "../operations/upgrade-database.ts";
import { DEFAULT_DATABASE } from "../platform/config.ts";
import type { Db } from "../platform/database.ts";
import { clockOf } from "../platform/database-clock.ts";
import { DrumbeatError } from "../platform/errors.ts";
import { terminalTexts } from "../platform/texts/command-line.ts";
import { operatorsLanguage } from "../platform/texts/language.ts";
import { privacyCommands } from "../privacy/cli-commands.ts";
import { registerCommands } from "../register/cli-commands.ts";
import { settingsCommands } from "../settings/cli-commands.ts";
import { setupCommands } from "../setup/cli-commands.ts";
import type { CliCommands, CliContext } from "./cli-command-types.ts";

/** Upgrades as at a start: backs up an earlier version's database first and prints where. */
async function upgrade(db: Db, location: string): Promise<void> {
  const language = operatorsLanguage(process.env);
  const { upgradeDatabase } = await import("../operations/upgrade-database.ts");
  const { upgrade: inWords } = (await import("../operations/texts.ts")).operationTexts[language];
  const notify = (todo: UpgradeToDo) => process.stderr.write(`${inWords(todo)}\n`);
  const clock = await clockOf(db);
  await upgradeDatabase(db, location, { at: clock.now(), notify, language });
}

const context: CliContext = {
  upgrade,
  events: async () => (await import("./all-followers.ts")).events,
  shown: async () => (await import("./all-messages-and-views.ts")).shownToSlack,
};

/** In the order of the help. */
const commands: CliCommands = {
  ...setupCommands,
  ...cadenceCommands,
  ...calendarCommands,
  ...checkInCommands,
  ...operationCommands,
  ...forecastCommands,
  ...registerCommands,
  ...goalCommands,
  ...settingsCommands,
  ...privacyCommands,
  sandbox: {
    usage: {
      en: "sandbox [--once] | sandbox as HANDLE …  a Slack workspace on this machine",
      fr: "sandbox [--once] | sandbox as IDENTIFIANT …  un espace de travail Slack sur cette machine",
    },
    run: async (args) => (await import("../demo/cli.ts")).run(args),
  },
};

/** Runs the words after `drumbeat`; returns the exit code. */
export async function runCommandLine([name = "", ...args]: readonly string[]): Promise<number> {
  const language = operatorsLanguage(process.env);
  if (name === "--version" || name === "version") {
    const { versionOf } = await import("../platform/version.ts");
    process.stdout.write(`drumbeat ${versionOf()}, Node ${process.versions.node}\n`);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command)
    return command.run(args, context).catch((error: unknown) => {
      if (!(error instanceof DrumbeatError)) throw error;
      process.stderr.write(`drumbeat ${name}: ${error.sentence(language)}\n`);
      return 1;
    });
  const lines = Object.values(commands).map(({ usage }) => `  drumbeat ${usage[language]}`);
  process.stderr.write(`${terminalTexts[language].help(lines.join("\n"), DEFAULT_DATABASE)}\n`);
  return name === "" || name === "help" || name === "--help" ? 0 : 1;
}
