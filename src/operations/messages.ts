/** `drumbeat messages`: whether messages go, how many wait, and the stop for all of them. */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { pauseMessages, pauseStatus, resumeMessages } from "../delivery/pause.ts";
import { listWorkspaces } from "../people/workspaces.ts";
import { systemClock } from "../platform/clock.ts";
import { databaseFrom } from "../platform/config.ts";
import { isPostgresUrl, openDatabase } from "../platform/database.ts";
import { uuidV7 } from "../platform/ids.ts";
import { isMigrated } from "../platform/migrate.ts";
import { startFailure } from "../platform/start-failure.ts";
import { operatorsLanguage } from "../platform/texts/language.ts";
import { refuse, terminalTexts } from "../platform/texts/terminal.ts";
import { operationCommandTexts } from "./texts-cli.ts";

/** Returns the exit code. */
export async function run(args: string[], env: Record<string, string | undefined>): Promise<number> {
  const asked = read(args);
  const language = operatorsLanguage(env);
  const [texts, shared] = [operationCommandTexts[language], terminalTexts[language]];
  if (!asked) return refuse(texts.usage.messages);
  const database = databaseFrom(asked.database, env);
  if (!isPostgresUrl(database) && !existsSync(database)) return refuse(shared.noDatabase(database));
  const db = openDatabase(database);
  try {
    if (!(await isMigrated(db))) return refuse(shared.otherVersion);
    const clock = systemClock();
    const services = { db, clock, ids: uuidV7(clock) };
    const workspaces = await listWorkspaces(db);
    const matching = workspaces.filter(({ slack_team_id }) => slack_team_id === (asked.workspace ?? slack_team_id));
    if (matching.length === 0 || (matching.length > 1 && asked.command !== "status"))
      return refuse(shared.whichWorkspace(workspaces));
    for (const workspace of matching) {
      const pausing = { workspaceId: workspace.id, actorId: null };
      if (asked.command === "pause") await pauseMessages(services, pausing);
      if (asked.command === "resume") await resumeMessages(services, pausing);
      const { paused, waiting } = await pauseStatus(services, workspace.id);
      const name = `${workspace.name} (${workspace.slack_team_id})`;
      process.stdout.write(`${paused ? texts.paused(name, paused.since, waiting) : texts.go(name, waiting)}\n`);
    }
    return 0;
  } catch (error) {
    return refuse(texts.failed(startFailure(error, { database }, language)));
  } finally {
    await db.destroy();
  }
}

const COMMANDS = ["status", "pause", "resume"] as const;

function read(
  args: string[],
): { command: (typeof COMMANDS)[number]; database: string | undefined; workspace: string | undefined } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { database: { type: "string" }, workspace: { type: "string" } },
    });
    const command = COMMANDS.find((matching) => matching === positionals[0]);
    if (!command || positionals.length > 1) return null;
    return { command, database: values.database, workspace: values.workspace };
  } catch {
    return null;
  }
}
