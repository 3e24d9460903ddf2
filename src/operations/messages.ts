/** `drumbeat messages`: whether messages go, how many wait, and the stop for all of them. */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { type MessagesNow, messagesNow, pauseMessages, resumeMessages } from "../delivery/use-cases-pause.ts";
import { allWorkspaces, type Workspace } from "../people/use-cases.ts";
import { systemClock } from "../platform/clock.ts";
import { databaseFrom } from "../platform/config.ts";
import { isPostgresUrl, openDatabase } from "../platform/database.ts";
import { uuidV7 } from "../platform/ids.ts";
import { isMigrated } from "../platform/migrate.ts";
import { startFailure } from "../platform/start-failure.ts";
import { plural } from "../platform/texts/language.ts";

const USAGE = `Usage: drumbeat messages status|pause|resume [--database FILE|URL] [--workspace SLACK_TEAM_ID]
  pause   nobody gets a message until they are resumed; what people do themselves is still answered
  resume  what waits is sent, within people's hours and limits
`;

export async function run(args: string[], env: Record<string, string | undefined>): Promise<number> {
  const asked = read(args);
  if (!asked) return refuse(USAGE.trimEnd());
  const database = databaseFrom(asked.database, env);
  if (!isPostgresUrl(database) && !existsSync(database))
    return refuse(`There is no database ${database}. Name it with --database.`);
  const db = openDatabase(database);
  try {
    if (!(await isMigrated(db)))
      return refuse("This database is of another version. Start Drumbeat once, then try again.");
    const clock = systemClock();
    const services = { db, clock, ids: uuidV7(clock) };
    const workspaces = await allWorkspaces(db);
    const known = workspaces.filter(({ slack_team_id }) => slack_team_id === (asked.workspace ?? slack_team_id));
    if (known.length === 0 || (known.length > 1 && asked.command !== "status"))
      return refuse(`Name one of these with --workspace: ${workspaces.map(inWords).join(", ")}`);
    for (const workspace of known) {
      const pausing = { workspaceId: workspace.id, actorId: null };
      if (asked.command === "pause") await pauseMessages(services, pausing);
      if (asked.command === "resume") await resumeMessages(services, pausing);
      process.stdout.write(`${inWords(workspace)}: ${stateInWords(await messagesNow(services, workspace.id))}\n`);
    }
    return 0;
  } catch (error) {
    return refuse(`That failed: ${startFailure(error, { database })}`);
  } finally {
    await db.destroy();
  }
}

function inWords({ slack_team_id: id, name }: Workspace): string {
  return `${name} (${id})`;
}

function stateInWords({ paused, waiting }: MessagesNow): string {
  const messages = `${waiting} ${plural("en", waiting, "message", "messages")}`;
  return paused
    ? `all messages are paused since ${paused.since}; ${messages} wait.`
    : `messages go; ${messages} due within a day.`;
}

function refuse(line: string): number {
  process.stderr.write(`${line}\n`);
  return 1;
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
    const command = COMMANDS.find((known) => known === positionals[0]);
    if (!command || positionals.length > 1) return null;
    return { command, database: values.database, workspace: values.workspace };
  } catch {
    return null;
  }
}
