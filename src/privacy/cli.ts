/** `drumbeat person …`: exports what is kept about somebody, and erases them. */

import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Above } from "../app/cli-command.ts";
import { allWorkspaces, getPersonByHandle, type Workspace } from "../people/use-cases.ts";
import { appendAudit } from "../platform/audit.ts";
import { systemClock } from "../platform/clock.ts";
import { databaseFrom, erasuresFileFrom } from "../platform/config.ts";
import { isPostgresUrl, openDatabase } from "../platform/database.ts";
import { uuidV7 } from "../platform/ids.ts";
import { createLog } from "../platform/log.ts";
import type { Services } from "../platform/services.ts";
import { startFailure } from "../platform/start-failure.ts";
import { type Language, operatorsLanguage } from "../platform/texts/language.ts";
import { terminalTexts } from "../platform/texts/terminal.ts";
import { inTransaction } from "../platform/transaction.ts";
import { beginErasure, goOnErasing } from "./erasure.ts";
import { ownData } from "./my-data.ts";
import { privacyTexts } from "./texts.ts";

interface Asked {
  handle: string;
  reason: string;
}

const VERBS = { export: exportPerson, erase } as const;

/** Returns the exit code. What was asked for goes to standard output or the file, what is wrong to standard error. */
export async function run([verb = "", ...args]: string[], above: Above): Promise<number> {
  const language = operatorsLanguage(process.env);
  const texts = terminalTexts[language];
  const asked = argumentsOf(args);
  const act = Object.entries(VERBS).find(([name]) => name === verb)?.[1];
  const { person: own } = privacyTexts[language];
  if (!asked?.handle || !act) return refuse(own.usage);
  const { handle, reason = "" } = asked;
  if (reason.trim() === "") return refuse(`drumbeat person: ${own.noReason}`);
  const database = databaseFrom(asked.database, process.env);
  if (!isPostgresUrl(database) && !existsSync(database)) return refuse(texts.noDatabase(database));
  const db = openDatabase(database);
  try {
    await above.upgrade(db, database);
    const clock = systemClock();
    const services: Services = {
      db,
      clock,
      ids: uuidV7(clock),
      log: createLog("warn"),
      events: await above.events(),
      ...erasuresFileFrom(process.env),
    };
    const workspaces = (await allWorkspaces(db)).filter(
      ({ slack_team_id: team }) => team === (asked.workspace ?? team),
    );
    const [workspace, ...others] = workspaces;
    if (!workspace || others.length > 0) return refuse(texts.whichWorkspace(await allWorkspaces(db)));
    return await act(services, workspace, { handle, reason: reason.trim() }, language);
  } catch (error) {
    return refuse(`drumbeat person: ${startFailure(error, { database }, language)}`);
  } finally {
    await db.destroy();
  }
}

async function exportPerson(
  services: Services,
  { id: workspaceId }: Workspace,
  { handle, reason }: Asked,
  language: Language,
) {
  const { db } = services;
  const person = await getPersonByHandle(db, workspaceId, handle);
  const file = `${JSON.stringify({ notFor: privacyTexts[language].notFor, ...(await ownData(db, person)) }, null, 2)}\n`;
  await inTransaction(db, (tx) =>
    appendAudit(tx, services, {
      workspaceId,
      actorId: null,
      action: "person.exported",
      subject: { kind: "person", id: person.id },
      after: { reason },
    }),
  );
  process.stdout.write(file);
  return 0;
}

async function erase(
  services: Services,
  { id: workspaceId }: Workspace,
  { handle, reason }: Asked,
  language: Language,
) {
  const person = await getPersonByHandle(services.db, workspaceId, handle);
  await beginErasure(services, null, { person, reason });
  await goOnErasing(services, workspaceId, null);
  say(privacyTexts[language].person.begun);
  if (person.is_deactivated === 0) say(privacyTexts[language].erase.active);
  return 0;
}

function argumentsOf(args: string[]) {
  try {
    const one = { type: "string" } as const;
    const options = { reason: one, database: one, workspace: one };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return positionals.length > 1 ? null : { ...values, handle: positionals[0] };
  } catch {
    return null;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}
