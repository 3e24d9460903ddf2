/** `drumbeat calendar …`: imports days off from an iCalendar file. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { primaryOwnerOf } from "../people/people.ts";
import { listWorkspaces } from "../people/workspaces.ts";
import { systemClock } from "../platform/clock.ts";
import { databaseFrom } from "../platform/config.ts";
import { openDatabase } from "../platform/database.ts";
import type { Events } from "../platform/events.ts";
import { uuidV7 } from "../platform/ids.ts";
import { createLog } from "../platform/log.ts";
import type { Upgrade } from "../platform/migrate.ts";
import { startFailure } from "../platform/start-failure.ts";
import { type Language, operatorsLanguage } from "../platform/texts/language.ts";
import { refuse, terminalTexts } from "../platform/texts/terminal.ts";
import { listCalendars } from "./calendars.ts";
import { daysFromIcs, type IcsDays } from "./ics.ts";
import { calendarTexts } from "./texts.ts";
import { saveCalendar } from "./workspace-calendars.ts";

const MOST_BYTES = 2_000_000;

interface Options {
  file: string;
  name: string;
  region?: string;
  database?: string;
  workspace?: string;
}

/** Returns the exit code. */
export async function run(args: string[], { upgrade, events }: { upgrade: Upgrade; events: Events }): Promise<number> {
  const options = optionsOf(args);
  const language = operatorsLanguage(process.env);
  const [texts, shared] = [calendarTexts[language].command, terminalTexts[language]];
  if (!options) return refuse(texts.usage);
  const { file, name } = options;
  const read = readFile(file, language);
  if ("problem" in read) return refuse(`${shared.cannotBeUsed(file)} ${read.problem}`);
  const database = databaseFrom(options.database, process.env);
  const db = openDatabase(database);
  try {
    await upgrade(db, database);
    const workspaces = await listWorkspaces(db);
    const asked = workspaces.filter(({ slack_team_id: id }) => id === (options.workspace ?? id));
    const [workspace] = asked;
    if (!workspace || asked.length > 1) return refuse(shared.whichWorkspace(workspaces));
    const clock = systemClock();
    const services = { db, clock, ids: uuidV7(clock), log: createLog("warn"), events };
    const owner = await primaryOwnerOf(db, workspace.id);
    const existing = (await listCalendars(db, workspace.id)).find((calendar) => calendar.name === name);
    const region = options.region ?? existing?.region ?? null;
    const { key } = await saveCalendar(
      { ...services, actor: owner },
      { key: existing?.key ?? null, name, region, days: read.days },
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
    const { file, name } = values;
    return positionals.join() === "import" && file && name?.trim() ? { ...values, file, name } : null;
  } catch {
    return null;
  }
}

function readFile(file: string, language: Language): IcsDays | { problem: string } {
  const { command, problem: problems } = calendarTexts[language];
  try {
    const text = readFileSync(file, "utf8");
    if (text.length > MOST_BYTES) return { problem: command.tooLarge };
    const read = daysFromIcs(text);
    if ("days" in read) return read.days.length > 0 ? read : { problem: command.noAllDay };
    const { line, because, text: written } = read.problem;
    return { problem: problems.inLine(line, written, problems[because]) };
  } catch (error) {
    return { problem: terminalTexts[language].unread(error) };
  }
}
