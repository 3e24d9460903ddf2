import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { allWorkspaces } from "../people/use-cases.ts";
import { systemClock } from "../platform/clock.ts";
import { databaseFrom } from "../platform/config.ts";
import { isPostgresUrl, openDatabase } from "../platform/database.ts";
import { isMigrated } from "../platform/migrate.ts";
import { startFailure } from "../platform/start-failure.ts";
import { jsonLineOf } from "../platform/texts/display.ts";
import { operatorsLanguage } from "../platform/texts/language.ts";
import { terminalTexts } from "../platform/texts/terminal.ts";
import { addMs, SECOND } from "../platform/time.ts";
import { auditLines } from "./audit-lines.ts";
import { operationCommandTexts } from "./texts-cli.ts";

const PAUSE_MS = 2 * SECOND;

/** Returns the exit code. */
export async function run(args: string[], env: Record<string, string | undefined>): Promise<number> {
  const asked = read(args);
  const language = operatorsLanguage(env);
  const [texts, shared] = [operationCommandTexts[language], terminalTexts[language]];
  if (!asked) return refuse(texts.usage.audit);
  const database = databaseFrom(asked.database, env);
  if (!isPostgresUrl(database) && !existsSync(database)) return refuse(shared.noDatabase(database));
  const db = openDatabase(database, { readonly: true });
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
  try {
    if (!(await isMigrated(db))) return refuse(shared.otherVersion);
    const workspaces = await allWorkspaces(db);
    const [workspace, another] = workspaces.filter(
      ({ slack_team_id }) => slack_team_id === (asked.workspace ?? slack_team_id),
    );
    if (!workspace || another) return refuse(shared.whichWorkspace(workspaces));
    const clock = systemClock();
    let { after } = asked;
    do {
      for await (const line of auditLines({ db, clock }, workspace.id, { after, since: asked.since })) {
        process.stdout.write(jsonLineOf(line));
        after = line.id;
      }
      if (asked.follow) await clock.sleepUntil(addMs(clock.now(), PAUSE_MS), stopping.signal);
    } while (asked.follow && !stopping.signal.aborted);
    return 0;
  } catch (error) {
    return refuse(texts.failed(startFailure(error, { database }, language)));
  } finally {
    await db.destroy();
  }
}

function refuse(line: string): number {
  process.stderr.write(`${line}\n`);
  return 1;
}

function read(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        after: { type: "string", default: "" },
        since: { type: "string", default: "" },
        follow: { type: "boolean", default: false },
        database: { type: "string" },
        workspace: { type: "string" },
      },
    });
    if (positionals.length > 0 || (values.since !== "" && Number.isNaN(Date.parse(values.since)))) return null;
    return { ...values, since: values.since && new Date(values.since).toISOString() };
  } catch {
    return null;
  }
}
