/** `drumbeat messages`: whether messages go, how many wait, and the stop for all of them. */
import { parseArgs } from "node:util";
import { pauseMessages, pauseStatus, resumeMessages } from "../delivery/pause.ts";
import { inWorkspace } from "../people/target-workspace.ts";
import { databaseFrom } from "../platform/config.ts";
import { uuidV7 } from "../platform/ids.ts";
import { refuse } from "../platform/texts/command-line.ts";
import { operatorsLanguage } from "../platform/texts/language.ts";
import { operationCommandTexts } from "./texts-cli.ts";

/** Returns the exit code. */
export async function run(args: string[], env: Record<string, string | undefined>): Promise<number> {
  const asked = read(args);
  const language = operatorsLanguage(env);
  const texts = operationCommandTexts[language];
  if (!asked) return refuse(texts.usage.messages);
  const target = { database: databaseFrom(asked.database, env), workspace: asked.workspace, language };
  return inWorkspace(target, texts.failed, async (db, workspace, clock) => {
    const services = { db, clock, ids: uuidV7(clock) };
    const pausing = { workspaceId: workspace.id, actorId: null };
    if (asked.command === "pause") await pauseMessages(services, pausing);
    if (asked.command === "resume") await resumeMessages(services, pausing);
    const { paused, waiting } = await pauseStatus(services, workspace.id);
    const name = `${workspace.name} (${workspace.slack_team_id})`;
    process.stdout.write(`${paused ? texts.paused(name, paused.since, waiting) : texts.go(name, waiting)}\n`);
    return 0;
  });
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
