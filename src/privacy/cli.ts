/** `drumbeat person export`: all that is kept about somebody. */

import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import type { CliContext } from "../app/cli-command-types.ts";
import { getPersonByHandle } from "../people/people.ts";
import { listWorkspaces } from "../people/workspaces.ts";
import { appendAudit } from "../platform/audit.ts";
import { systemClock } from "../platform/clock.ts";
import { databaseFrom } from "../platform/config.ts";
import { isPostgresUrl, openDatabase } from "../platform/database.ts";
import { uuidV7 } from "../platform/ids.ts";
import { startFailure } from "../platform/start-failure.ts";
import { operatorsLanguage } from "../platform/texts/language.ts";
import { refuse, terminalTexts } from "../platform/texts/terminal.ts";
import { inTransaction } from "../platform/transaction.ts";
import { ownData } from "./my-data.ts";
import { privacyTexts } from "./texts.ts";

/** Returns the exit code. The copy goes to standard output, what is wrong to standard error. */
export async function run([verb = "", ...args]: string[], above: CliContext): Promise<number> {
  const language = operatorsLanguage(process.env);
  const texts = terminalTexts[language];
  const asked = argumentsOf(args);
  const { person: own, notFor } = privacyTexts[language];
  if (!asked?.handle || verb !== "export") return refuse(own.usage);
  const { handle, reason = "" } = asked;
  if (reason.trim() === "") return refuse(`drumbeat person: ${own.noReason}`);
  const database = databaseFrom(asked.database, process.env);
  if (!isPostgresUrl(database) && !existsSync(database)) return refuse(texts.noDatabase(database));
  const db = openDatabase(database);
  try {
    await above.upgrade(db, database);
    const clock = systemClock();
    const workspaces = await listWorkspaces(db);
    const [workspace, ...others] = workspaces.filter(({ slack_team_id: team }) => team === (asked.workspace ?? team));
    if (!workspace || others.length > 0) return refuse(texts.whichWorkspace(workspaces));
    const person = await getPersonByHandle(db, workspace.id, handle);
    const data = await ownData(db, person);
    const done = {
      action: "person.exported",
      subject: { kind: "person", id: person.id },
      after: { reason: reason.trim() },
    };
    const stamps = { clock, ids: uuidV7(clock) };
    await inTransaction(db, (tx) => appendAudit(tx, stamps, { workspaceId: workspace.id, actorId: null, ...done }));
    process.stdout.write(`${JSON.stringify({ notFor, ...data }, null, 2)}\n`);
    return 0;
  } catch (error) {
    return refuse(`drumbeat person: ${startFailure(error, { database }, language)}`);
  } finally {
    await db.destroy();
  }
}

function argumentsOf(args: string[]) {
  try {
    const text = { type: "string" } as const;
    const options = { reason: text, database: text, workspace: text };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return positionals.length > 1 ? null : { ...values, handle: positionals[0] };
  } catch {
    return null;
  }
}
