/** `drumbeat calendar …`: days off from an iCalendar file, as a list of the workspace. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { allWorkspaces, primaryOwnerOf } from "../people/use-cases.ts";
import { systemClock } from "../platform/clock.ts";
import { databaseFrom } from "../platform/config.ts";
import { openDatabase } from "../platform/database.ts";
import type { Events } from "../platform/events.ts";
import { uuidV7 } from "../platform/ids.ts";
import { createLog } from "../platform/log.ts";
import type { Upgrade } from "../platform/migrate.ts";
import { startFailure } from "../platform/start-failure.ts";
import { type Language, operatorsLanguage } from "../platform/texts/language.ts";
import { terminalTexts } from "../platform/texts/terminal.ts";
import { workingDaysChanged } from "./events.ts";
import { daysFromIcs, type IcsDays } from "./rules-ics.ts";
import { calendarTexts } from "./texts.ts";
import { calendarCommandTexts } from "./texts-cli.ts";
import { listCalendars, saveCalendar } from "./use-cases-lists.ts";

const MOST_BYTES = 2_000_000;

interface Options {
  command: "import" | "list";
  file?: string;
  name?: string;
  region?: string;
  database?: string;
  workspace?: string;
}

/** Returns the exit code. The list goes to standard output, usage and errors to standard error. */
export async function run(
  args: string[],
  {
    upgrade,
    events,
  }: {
    upgrade: Upgrade;
    events: Events;
  },
): Promise<number> {
  const options = optionsOf(args);
  const language = operatorsLanguage(process.env);
  const [texts, shared] = [calendarCommandTexts[language], terminalTexts[language]];
  if (!options) return refuse(texts.usage);
  const file = options.file ?? "";
  const read = options.command === "import" ? readFile(file, language) : null;
  if (read && "problem" in read) return refuse(`${shared.cannotBeUsed(file)} ${read.problem}`);
  const database = databaseFrom(options.database, process.env);
  const db = openDatabase(database);
  try {
    await upgrade(db, database);
    const workspaces = await allWorkspaces(db);
    const asked = workspaces.filter(({ slack_team_id: id }) => id === (options.workspace ?? id));
    const [workspace] = asked;
    if (!workspace || asked.length > 1) return refuse(shared.whichWorkspace(workspaces));
    if (!read) {
      const lines = (await listCalendars(db, workspace.id)).map(({ key, name, region, days }) =>
        [key, name, region ?? "-", texts.days(days.length)].join("\t"),
      );
      process.stdout.write(lines.map((line) => `${line}\n`).join(""));
      return 0;
    }
    const clock = systemClock();
    const services = { db, clock, ids: uuidV7(clock), log: createLog("warn"), events };
    const owner = await primaryOwnerOf(db, workspace.id);
    const name = options.name ?? "";
    const known = (await listCalendars(db, workspace.id)).find((calendar) => calendar.name === name);
    const calendar = {
      key: known?.key ?? null,
      name,
      region: options.region ?? known?.region ?? null,
      days: read.days,
    };
    const { key } = await saveCalendar(services, owner, calendar, (tx) =>
      workingDaysChanged.happened(services, tx, { workspaceId: workspace.id }),
    );
    process.stdout.write(`${texts.imported(read.days.length, key, read.leftOut)}\n`);
    return 0;
  } catch (error) {
    return refuse(`drumbeat calendar: ${startFailure(error, { database }, language)}`);
  } finally {
    await db.destroy();
  }
}

function optionsOf(args: string[]): Options | null {
  try {
    const text = { type: "string" } as const;
    const options = { file: text, name: text, region: text, database: text, workspace: text };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [command, ...rest] = positionals;
    if (rest.length > 0) return null;
    if (command === "list") return { ...values, command };
    return command === "import" && values.file && values.name?.trim() ? { ...values, command } : null;
  } catch {
    return null;
  }
}

function readFile(file: string, language: Language): IcsDays | { problem: string } {
  const command = calendarCommandTexts[language];
  try {
    const text = readFileSync(file, "utf8");
    if (text.length > MOST_BYTES) return { problem: command.tooLarge };
    const read = daysFromIcs(text);
    if ("days" in read) return read.days.length > 0 ? read : { problem: command.noAllDay };
    const { line, because, text: written } = read.problem;
    const texts = calendarTexts[language].problem;
    return { problem: texts.inLine(line, written, texts[because]) };
  } catch (error) {
    return { problem: terminalTexts[language].unread(error) };
  }
}

function refuse(line: string): number {
  process.stderr.write(`${line}\n`);
  return 1;
}
