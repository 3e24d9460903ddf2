/** The workspace on which a command of the terminal works. */
import { existsSync } from "node:fs";
import type { Clock } from "../platform/clock.ts";
import { type Db, isPostgresUrl, openDatabase } from "../platform/database.ts";
import { clockOf } from "../platform/database-clock.ts";
import { appliedMigrations, isUpToDate } from "../platform/migrate.ts";
import { startFailure } from "../platform/start-failure.ts";
import { refuse, terminalTexts } from "../platform/texts/command-line.ts";
import type { Language } from "../platform/texts/language.ts";
import { listWorkspaces, type Workspace } from "./workspaces.ts";

export interface Target {
  /** File or address. */
  database: string;
  /** Slack's id of the workspace; left out: the only one. */
  workspace?: string | undefined;
  language: Language;
}

/** Opens the database for `work` on one workspace, by the database's clock, and closes it. `failed`: the sentence of an error. Returns the exit code. */
export async function inWorkspace(
  { database, workspace: named, language }: Target,
  failed: (why: string) => string,
  work: (db: Db, workspace: Workspace, clock: Clock) => Promise<number>,
): Promise<number> {
  const texts = terminalTexts[language];
  if (!isPostgresUrl(database) && !existsSync(database)) return refuse(texts.noDatabase(database));
  const db = openDatabase(database);
  try {
    if (!isUpToDate(await appliedMigrations(db))) return refuse(texts.otherVersion);
    const workspaces = await listWorkspaces(db);
    const [found, ...others] = workspaces.filter(({ slack_team_id: id }) => id === (named ?? id));
    if (!found || others.length > 0) return refuse(texts.whichWorkspace(workspaces));
    return await work(db, found, await clockOf(db));
  } catch (error) {
    return refuse(failed(startFailure(error, { database }, language)));
  } finally {
    await db.destroy();
  }
}
