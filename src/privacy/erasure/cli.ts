/** `drumbeat person erase`: begins it, goes on with it, tells how far it has come; `erasures` and `--again` for restores. */

import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Above } from "../../kernel/cli.ts";
import { allWorkspaces, getPersonByHandle, type Workspace } from "../../people/use-cases.ts";
import { systemClock } from "../../platform/clock.ts";
import { databaseFrom, erasuresFileFrom } from "../../platform/config.ts";
import { openDatabase } from "../../platform/database.ts";
import { uuidV7 } from "../../platform/ids.ts";
import { createLog } from "../../platform/log.ts";
import type { Services } from "../../platform/services.ts";
import { startFailure } from "../../platform/start-failure.ts";
import { type Language, longDate, operatorsLanguage, type Reader } from "../../platform/texts/language.ts";
import { terminalTexts } from "../../platform/texts/terminal.ts";
import { localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { receiptIn } from "./blocks.ts";
import { ledgerOf, readLedger, unreachedBy } from "./ledger.ts";
import { erasureTexts } from "./texts.ts";
import { erasureCommandTexts } from "./texts-cli.ts";
import { beginErasure, type Erasure, eraseAgain, erasuresOf, goOnErasing, namesakesOf } from "./use-cases.ts";

const READERS = {
  en: { locale: "en-GB", zone: "UTC" },
  fr: { locale: "fr-FR", zone: "UTC" },
} satisfies Record<Language, Reader>;

/** Returns the exit code. */
export async function run([verb, ...args]: string[], above: Above): Promise<number> {
  const asked = argumentsOf(args);
  const isKnown = verb === "erasures" || (verb === "erase" && asked && (asked.handle ?? asked.again) !== undefined);
  const language = operatorsLanguage(process.env);
  const shared = terminalTexts[language];
  if (!asked || !isKnown) return refuse(erasureCommandTexts[language].usage);
  const database = databaseFrom(asked.database, process.env);
  const db = openDatabase(database);
  const clock = systemClock();
  try {
    await above.upgrade(db, database);
    const stamps = { db, clock, ids: uuidV7(clock), log: createLog("warn") };
    const services: Services = { ...stamps, ...erasuresFileFrom(process.env), events: await above.events() };
    const workspaces = await allWorkspaces(db);
    const [workspace, ...others] = workspaces.filter(
      (each) => (asked.workspace ?? each.slack_team_id) === each.slack_team_id,
    );
    if (!workspace) return refuse(`drumbeat person: ${shared.noSuchWorkspace}`);
    if (others.length > 0) return refuse(`drumbeat person: ${shared.severalWorkspaces}`);
    if (verb === "erasures") return await listed(services, workspace);
    if (asked.again !== undefined) return await again(services, workspace, asked.again, language);
    return await erase(services, workspace, { handle: asked.handle ?? "", reason: asked.reason ?? "", language });
  } catch (error) {
    return refuse(`drumbeat person: ${startFailure(error, { database }, language)}`);
  } finally {
    await db.destroy();
  }
}

async function erase(
  services: Services,
  { id: workspaceId }: Workspace,
  { handle, reason, language }: { handle: string; reason: string; language: Language },
) {
  const { db } = services;
  const texts = erasureCommandTexts[language];
  // Who was erased has no handle any more but the one that the list of erasures gives.
  const person = await getPersonByHandle(db, workspaceId, handle);
  const [erasure] = await erasuresOf(db, workspaceId, person.id);
  if (erasure) return progress(services, erasure, language);
  const namesakes = await namesakesOf(db, person);
  await inTransaction(db, (tx) =>
    beginErasure(tx, services, { workspaceId, personId: person.id, askedBy: null, reason }),
  );
  say(texts.howFar(`drumbeat person erase erased-${person.id}`));
  for (const other of namesakes) say(texts.sameName(other.handle));
  if (person.is_deactivated === 0) say(erasureTexts[language].ask.active);
  if (ledgerOf(services) === null) say(texts.unnoted);
  return 0;
}

async function progress(services: Services, erasure: Erasure, language: Language): Promise<number> {
  const [texts, reader] = [erasureCommandTexts[language], READERS[language]];
  await goOnErasing(services, erasure.workspace_id, null);
  const { gone, notReached } = receiptIn(reader, erasure, unreachedBy(services, erasure));
  const on = longDate(reader, localDateOf(erasure.begun_at, "UTC"));
  say(erasure.state === "done" ? texts.erased(on) : texts.begun(on));
  for (const line of gone) say(`  ${line}`);
  say(texts.notReached);
  for (const line of notReached) say(`  ${line}`);
  return 0;
}

async function listed({ db }: Services, { id: workspaceId }: Workspace): Promise<number> {
  for (const { id, person_id: person, begun_at: at, confirmed } of await erasuresOf(db, workspaceId))
    say(JSON.stringify({ erasure: id, workspace: workspaceId, person, at, places: JSON.parse(confirmed) }));
  return 0;
}

async function again(
  services: Services,
  { id: workspaceId }: Workspace,
  file: string,
  language: Language,
): Promise<number> {
  const texts = erasureCommandTexts[language];
  if (!existsSync(file)) return refuse(`drumbeat person: ${texts.noFile(file)}`);
  say(texts.again(await eraseAgain(services, workspaceId, readLedger(file))));
  return 0;
}

function argumentsOf(args: string[]) {
  try {
    const one = { type: "string" } as const;
    const options = { reason: one, again: one, database: one, workspace: one };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return positionals.length > 1 ? null : { ...values, handle: positionals[0] };
  } catch {
    return null;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}
