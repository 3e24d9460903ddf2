/** `drumbeat calendar …`: imports days off from an iCalendar file. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { primaryOwnerOf } from "../people/people.ts";
import { inWorkspace } from "../people/target-workspace.ts";
import { systemClock } from "../platform/clock.ts";
import { databaseFrom } from "../platform/config.ts";
import { uuidV7 } from "../platform/ids.ts";
import { createLog } from "../platform/log.ts";
import type { Events } from "../platform/services.ts";
import { refuse, terminalTexts } from "../platform/texts/command-line.ts";
import { type Language, operatorsLanguage } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { listCalendars } from "./calendars.ts";
import { saveCalendar } from "./days-off-lists.ts";
import { daysFromIcs, type IcsDays } from "./ics.ts";
import { calendarTexts, notReadLines } from "./texts.ts";

/** Returns the exit code. */
export async function run(args: string[], { events }: { events: Events }): Promise<number> {
  const options = optionsOf(args);
  const language = operatorsLanguage(process.env);
  const texts = calendarTexts[language].command;
  if (!options) return refuse(texts.usage);
  const read = await readFile(options.file, localDateOf(systemClock().now(), "UTC"), language);
  if ("problem" in read) return refuse(`${terminalTexts[language].cannotBeUsed(options.file)} ${read.problem}`);
  const database = databaseFrom(options.database, process.env);
  const failed = (why: string) => `drumbeat calendar: ${why}`;
  return inWorkspace({ ...options, database, language }, failed, async (db, { id }, clock) => {
    const actor = await primaryOwnerOf(db, id);
    const ctx = { db, clock, ids: uuidV7(clock), log: createLog("warn"), events, actor };
    const existing = (await listCalendars(db, id)).find(({ name }) => name === options.name);
    const region = options.region ?? existing?.region ?? null;
    const list = { key: existing?.key ?? null, name: options.name, region, days: read.days };
    const { key } = await saveCalendar(ctx, list);
    process.stdout.write(`${[texts.imported(read.days.length, key), ...notReadLines(read, language)].join("\n")}\n`);
    return 0;
  });
}

function optionsOf(args: string[]) {
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

async function readFile(file: string, today: LocalDate, language: Language): Promise<IcsDays | { problem: string }> {
  const { command, problem: problems } = calendarTexts[language];
  try {
    const read = await daysFromIcs(readFileSync(file), today);
    if ("days" in read && read.days.length > 0) return read;
    if ("days" in read) return { problem: [command.noAllDay, ...notReadLines(read, language)].join(" ") };
    const { line, because, text } = read.problem;
    return { problem: problems.inLine(line, text, problems[because]) };
  } catch (error) {
    return { problem: terminalTexts[language].unread(error) };
  }
}
