/** `drumbeat programs …`: labels and budgets of programs as CSV, out and in. */
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { allWorkspaces, primaryOwnerOf } from "../../people/use-cases.ts";
import { systemClock } from "../../platform/clock.ts";
import { databaseFrom } from "../../platform/config.ts";
import { csvOf, readCsv, separatorIn } from "../../platform/csv.ts";
import { isPostgresUrl, openDatabase } from "../../platform/database.ts";
import type { Events } from "../../platform/events.ts";
import { uuidV7 } from "../../platform/ids.ts";
import { createLog } from "../../platform/log.ts";
import { isMigrated } from "../../platform/migrate.ts";
import type { Services } from "../../platform/services.ts";
import { startFailure } from "../../platform/start-failure.ts";
import { decoded } from "../../platform/text-encodings.ts";
import { isLanguage, type Language, operatorsLanguage } from "../../platform/texts/language.ts";
import { type TableProblem, tableTexts } from "../../platform/texts/tables.ts";
import { terminalTexts } from "../../platform/texts/terminal.ts";
import { localDateOf } from "../../platform/time.ts";
import { profileTable, readProfiles } from "./rules-csv.ts";
import { profileTexts } from "./texts.ts";
import { importProfiles, namedProfiles } from "./use-cases-csv.ts";

/** Returns the exit code. What was asked for goes to standard output, what is wrong to standard error. */
export async function run(args: string[], { events }: { events: Events }): Promise<number> {
  const asked = read(args);
  const language = operatorsLanguage(process.env, asked?.lang);
  const texts = terminalTexts[language];
  if (!asked) return refuse(profileTexts[language].table.usage);
  const database = databaseFrom(asked.database, process.env);
  if (!isPostgresUrl(database) && !existsSync(database)) return refuse(texts.noDatabase(database));
  const db = openDatabase(database, { readonly: asked.file === undefined });
  try {
    if (!(await isMigrated(db))) return refuse(texts.otherVersion);
    const workspaces = await allWorkspaces(db);
    const [workspace, ...others] = workspaces.filter(({ slack_team_id: id }) => id === (asked.workspace ?? id));
    if (!workspace || others.length > 0) return refuse(texts.whichWorkspace(workspaces));
    const clock = systemClock();
    const services = { db, clock, ids: uuidV7(clock), log: createLog("warn"), events };
    return await answer(services, workspace.id, { ...asked, language });
  } catch (error) {
    return refuse(`drumbeat programs: ${startFailure(error, { database }, language)}`);
  } finally {
    await db.destroy();
  }
}

/** As the workspace's primary owner. */
async function answer(
  services: Services,
  workspaceId: string,
  { file, isTrial, language }: Asked & { language: Language },
): Promise<number> {
  const owner = await primaryOwnerOf(services.db, workspaceId);
  const programs = await namedProfiles(services, owner);
  if (file === undefined) {
    process.stdout.write(csvOf(profileTable(programs, language), separatorIn(language)));
    return 0;
  }
  const [texts, inTable] = [profileTexts[language].table, tableTexts[language]];
  if (!existsSync(file)) return refuse(terminalTexts[language].cannotRead(file));
  const told = (problems: readonly TableProblem[]) =>
    [texts.nothingChanged(file), ...problems.map(inTable.place)].join("\n");
  const csv = readCsv(decoded(readFileSync(file)));
  if ("problem" in csv) {
    const { line, column, fault } = csv.problem;
    return refuse(told([{ line, column: String(column), message: inTable.fault[fault] }]));
  }
  const today = localDateOf(services.clock.now(), owner.zone);
  const { profiles, problems } = readProfiles(csv.rows, programs, { today, language });
  if (problems.length > 0) return refuse(told(problems));
  const changed = await importProfiles(services, owner, profiles, { isTrial });
  process.stdout.write(`${texts.changed(changed, profiles.length - changed, isTrial)}\n`);
  return 0;
}

interface Asked {
  /** None: everything is given out. */
  file?: string | undefined;
  isTrial: boolean;
  database?: string | undefined;
  workspace?: string | undefined;
  lang?: Language | undefined;
}

function read(args: string[]): Asked | null {
  const text = { type: "string" } as const;
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { "dry-run": { type: "boolean" }, database: text, workspace: text, lang: text },
    });
    const [command, file, ...more] = positionals;
    const { database, workspace, lang, "dry-run": isTrial = false } = values;
    if (lang !== undefined && !isLanguage(lang)) return null;
    const isWhole = command === "import" ? file !== undefined : command === "export" && file === undefined && !isTrial;
    return isWhole && more.length === 0 ? { file, isTrial, database, workspace, lang } : null;
  } catch {
    return null;
  }
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}
