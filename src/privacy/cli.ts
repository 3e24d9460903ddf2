/** `drumbeat person VERB …`: what the operator does with one person's data. */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { allWorkspaces, getPersonByHandle } from "../people/use-cases.ts";
import { systemClock } from "../platform/clock.ts";
import { databaseFrom } from "../platform/config.ts";
import { isPostgresUrl, openDatabase } from "../platform/database.ts";
import { DrumbeatError } from "../platform/errors.ts";
import type { Events } from "../platform/events.ts";
import { uuidV7 } from "../platform/ids.ts";
import { createLog } from "../platform/log.ts";
import { isMigrated } from "../platform/migrate.ts";
import type { Services } from "../platform/services.ts";
import { startFailure } from "../platform/start-failure.ts";
import { operatorsLanguage } from "../platform/texts/language.ts";
import { terminalTexts } from "../platform/texts/terminal.ts";
import { type PersonVerb, refuse } from "./cli-verbs.ts";
import { personCommandTexts } from "./texts-cli.ts";

const VERBS: { readonly [verb: string]: () => Promise<PersonVerb> } = {
  export: async () => (await import("./my-data/cli.ts")).exportPerson,
};

/** Returns the exit code. What was asked for goes to standard output or the file, what is wrong to standard error. */
export async function run(args: string[], { events }: { events: Events }): Promise<number> {
  const asked = optionsOf(args);
  const language = operatorsLanguage(process.env);
  const texts = terminalTexts[language];
  if (!asked) return refuse(personCommandTexts[language].usage);
  const { verb, handle, workspace, ...options } = asked;
  const database = databaseFrom(asked.database, process.env);
  if (!isPostgresUrl(database) && !existsSync(database)) return refuse(texts.noDatabase(database));
  const db = openDatabase(database);
  try {
    if (!(await isMigrated(db))) return refuse(texts.otherVersion);
    const workspaces = await allWorkspaces(db);
    const [only, ...others] = workspaces.filter(({ slack_team_id }) => slack_team_id === (workspace ?? slack_team_id));
    if (!only || others.length > 0) return refuse(texts.whichWorkspace(workspaces));
    const clock = systemClock();
    const services: Services = { db, clock, ids: uuidV7(clock), log: createLog("warn"), events };
    return await (await verb())(services, await getPersonByHandle(db, only.id, handle), { ...options, language });
  } catch (error) {
    if (error instanceof DrumbeatError) throw error;
    return refuse(`drumbeat person: ${startFailure(error, { database }, language)}`);
  } finally {
    await db.destroy();
  }
}

function optionsOf(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        database: { type: "string" },
        workspace: { type: "string" },
        format: { type: "string", default: "json" },
        out: { type: "string" },
        reason: { type: "string", default: "" },
      },
    });
    const [name = "", handle, ...rest] = positionals;
    const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
    if (!verb || handle === undefined || rest.length > 0) return null;
    const { database, workspace, format, out, reason } = values;
    return { verb, handle, database, workspace, format, out, reason: reason.trim() };
  } catch {
    return null;
  }
}
