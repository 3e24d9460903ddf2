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
import { type PersonVerb, refuse } from "./cli-verbs.ts";

const VERBS: { readonly [verb: string]: () => Promise<PersonVerb> } = {
  export: async () => (await import("./my-data/cli.ts")).exportPerson,
};

const USAGE = `Usage: drumbeat person export HANDLE [--format json|pdf] [--out FILE]   once they have asked for it
       drumbeat person export HANDLE --reason "…"                      once another person has agreed in Slack
       all: [--database FILE|URL] [--workspace SLACK_TEAM_ID]`;

/** Returns the exit code. What was asked for goes to standard output or the file, what is wrong to standard error. */
export async function run(args: string[], { events }: { events: Events }): Promise<number> {
  const asked = optionsOf(args);
  if (!asked) return refuse(USAGE);
  const { verb, handle, workspace, ...options } = asked;
  const database = databaseFrom(asked.database, process.env);
  if (!isPostgresUrl(database) && !existsSync(database))
    return refuse(`There is no database ${database}. Name it with --database.`);
  const db = openDatabase(database);
  try {
    if (!(await isMigrated(db))) return refuse("drumbeat person: start Drumbeat once: this database is an older one's");
    const workspaces = await allWorkspaces(db);
    const [only, ...others] = workspaces.filter(({ slack_team_id }) => slack_team_id === (workspace ?? slack_team_id));
    if (!only || others.length > 0) {
      const known = workspaces.map(({ slack_team_id, name }) => `${slack_team_id} (${name})`);
      return refuse(`Name one of these workspaces with --workspace: ${known.join(", ")}`);
    }
    const clock = systemClock();
    const services: Services = { db, clock, ids: uuidV7(clock), log: createLog("warn"), events };
    return await (await verb())(services, await getPersonByHandle(db, only.id, handle), options);
  } catch (error) {
    if (error instanceof DrumbeatError) throw error;
    return refuse(`drumbeat person: ${startFailure(error, { database })}`);
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
