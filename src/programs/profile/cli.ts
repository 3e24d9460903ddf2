/** `drumbeat programs …`: labels and budgets of programs as CSV, out and in. */
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { allWorkspaces, primaryOwnerOf } from "../../people/use-cases.ts";
import { systemClock } from "../../platform/clock.ts";
import { databaseFrom } from "../../platform/config.ts";
import { csvOf, readCsv } from "../../platform/csv.ts";
import { isPostgresUrl, openDatabase } from "../../platform/database.ts";
import type { Events } from "../../platform/events.ts";
import { uuidV7 } from "../../platform/ids.ts";
import { createLog } from "../../platform/log.ts";
import { isMigrated } from "../../platform/migrate.ts";
import type { Services } from "../../platform/services.ts";
import { startFailure } from "../../platform/start-failure.ts";
import { plural } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { type CsvProblem, profileTable, readProfiles } from "./rules-csv.ts";
import { importProfiles, namedProfiles } from "./use-cases-csv.ts";

const USAGE = `Usage: drumbeat programs export
       drumbeat programs import FILE [--dry-run]
       all: [--database FILE|URL] [--workspace SLACK_TEAM_ID]`;

/** Returns the exit code. What was asked for goes to standard output, what is wrong to standard error. */
export async function run(args: string[], { events }: { events: Events }): Promise<number> {
  const asked = read(args);
  if (!asked) return refuse(USAGE);
  const database = databaseFrom(asked.database, process.env);
  if (!isPostgresUrl(database) && !existsSync(database))
    return refuse(`There is no database ${database}. Name it with --database.`);
  const db = openDatabase(database, { readonly: asked.file === undefined });
  try {
    if (!(await isMigrated(db)))
      return refuse("drumbeat programs: start Drumbeat once: this database is an older one's");
    const workspaces = await allWorkspaces(db);
    const [workspace, ...others] = workspaces.filter(({ slack_team_id: id }) => id === (asked.workspace ?? id));
    if (!workspace || others.length > 0) {
      const known = workspaces.map(({ slack_team_id: id, name }) => `${id} (${name})`);
      return refuse(`Name one of these workspaces with --workspace: ${known.join(", ")}`);
    }
    const clock = systemClock();
    const services = { db, clock, ids: uuidV7(clock), log: createLog("warn"), events };
    return await answer(services, workspace.id, asked);
  } catch (error) {
    return refuse(`drumbeat programs: ${startFailure(error, { database })}`);
  } finally {
    await db.destroy();
  }
}

/** As the workspace's primary owner. */
async function answer(services: Services, workspaceId: string, { file, isTrial }: Asked): Promise<number> {
  const owner = await primaryOwnerOf(services.db, workspaceId);
  const programs = await namedProfiles(services, owner);
  if (file === undefined) {
    process.stdout.write(csvOf(profileTable(programs)));
    return 0;
  }
  const csv = readCsv(readFileSync(file, "utf8"));
  if ("problem" in csv) return refuse(told(file, [{ ...csv.problem, column: String(csv.problem.column) }]));
  const { profiles, problems } = readProfiles(csv.rows, programs, localDateOf(services.clock.now(), owner.zone));
  if (problems.length > 0) return refuse(told(file, problems));
  const changed = await importProfiles(services, owner, profiles, { isTrial });
  const verb = isTrial ? "would change" : "changed";
  const equal = profiles.length - changed;
  process.stdout.write(`${changed} ${plural("en", changed, "program", "programs")} ${verb}, ${equal} equal.\n`);
  return 0;
}

function told(file: string, problems: readonly CsvProblem[]): string {
  const lines = problems.map(({ line, column, message }) => `  line ${line}, column ${column}: ${message}`);
  return `${file}: nothing was changed:\n${lines.join("\n")}`;
}

interface Asked {
  /** None: everything is given out. */
  file?: string | undefined;
  isTrial: boolean;
  database?: string | undefined;
  workspace?: string | undefined;
}

function read(args: string[]): Asked | null {
  const text = { type: "string" } as const;
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { "dry-run": { type: "boolean" }, database: text, workspace: text },
    });
    const [command, file, ...more] = positionals;
    const { database, workspace, "dry-run": isTrial = false } = values;
    const isWhole = command === "import" ? file !== undefined : command === "export" && file === undefined && !isTrial;
    return isWhole && more.length === 0 ? { file, isTrial, database, workspace } : null;
  } catch {
    return null;
  }
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}
